import { describe, expect, test } from 'vitest';
import { nodeRefusal } from '../../scripts/start/node-version.mjs';
import { launcher } from './support/launched.ts';

const launch = launcher();

describe('the guard before every command', () => {
  test('refuses a Node that cannot run TypeScript, with the way out', () => {
    for (const version of ['20.19.0', '22.17.1']) {
      expect(nodeRefusal(version, '/usr/bin/node')).toContain(`this is ${version} (/usr/bin/node)`);
      expect(nodeRefusal(version, '/usr/bin/node')).toContain('npm ci');
    }
  });

  test('lets newer ones pass', async () => {
    for (const version of ['22.18.0', '23.0.0', '24.21.0']) expect(nodeRefusal(version, 'node')).toBeNull();
    expect(await launch('scripts/guard.mjs').exit).toBe(0);
  });
});
