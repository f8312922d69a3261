import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { birthOf, holderOf, lockFile, takeLock } from '../../scripts/start/lock.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();

describe('a lock', () => {
  test('is taken once, names its holder, and is free after release', () => {
    const run = folder();
    const file = lockFile(run, 'all');
    const first = takeLock(file);
    expect(first).toHaveProperty('release');
    expect(takeLock(file)).toMatchObject({ holder: { pid: process.pid } });
    expect(holderOf(run, 'all')).toMatchObject({ pid: process.pid });
    expect(holderOf(run, 'worker')).toBeNull();
    if ('release' in first) first.release();
    expect(existsSync(file)).toBe(false);
    expect(takeLock(file)).toHaveProperty('release');
  });

  test('of a process that ended holds nobody up, not even when another one carries its number', () => {
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    onTestFinished(() => void other.kill());
    const run = folder();
    const dead = [
      { pid: 2 ** 22 + 1, born: '1', since: '' },
      { pid: other.pid, born: `${birthOf(other.pid ?? 0)}0`, since: '' },
    ];
    for (const holder of dead) {
      const file = path.join(run, `${String(holder.pid)}.lock`);
      writeFileSync(file, JSON.stringify(holder));
      expect(takeLock(file)).toHaveProperty('release');
    }
  });

  test('that was cut short while it was written holds nobody up, and nothing is left lying about', () => {
    const run = folder();
    const file = lockFile(run, 'all');
    writeFileSync(file, '{"pid":');
    expect(takeLock(file)).toHaveProperty('release');
    expect(readdirSync(run)).toEqual(['all.lock']);
  });
});
