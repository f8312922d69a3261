import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { copyFileSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { treePlanter } from '../support/planted-tree.ts';

const plantTree = treePlanter();
const root = path.resolve(import.meta.dirname, '../..');

/** Exit code and output of the scan over a folder that holds this file. */
function scan(file: string, text: string): { code: number | null; output: string } {
  const tree = plantTree({ [file]: text });
  for (const settings of ['.secretlintrc.json', '.secretlintignore'])
    copyFileSync(path.join(root, settings), path.join(tree, settings));
  symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
  const cli = path.join(root, 'node_modules/secretlint/bin/secretlint.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, '--maskSecrets', '**/*', '.*'], {
    cwd: tree,
    encoding: 'utf8',
  });
  return { code: status, output: stdout + stderr };
}

describe('the secret scan', () => {
  const planted: Record<string, string> = {
    'an access key of a cloud': ['AKIA', 'ZQ3DJ5K7H2YTRMQX'].join(''),
    'a token of a code host': ['ghp', 'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('_'),
    'a database password': ['postgres://app:', 'Tr0ub4dor', '@db.example.com:5432/x'].join(''),
    'a private key': generateKeyPairSync('rsa', { modulusLength: 2048 })
      .privateKey.export({ type: 'pkcs1', format: 'pem' })
      .toString(),
  };

  for (const [what, secret] of Object.entries(planted)) {
    test(`${what} turns it red, and is not printed`, () => {
      const { code, output } = scan('server/settings.ts', `export const value = \`${secret}\`;\n`);
      expect(code).toBe(1);
      expect(output).toContain('server/settings.ts');
      expect(output).not.toContain(secret.slice(8));
    });
  }

  test('a file in the root and a file of settings are read too', () => {
    expect(scan('notes.md', planted['a token of a code host'] ?? '').code).toBe(1);
    expect(scan('.env.example', planted['a token of a code host'] ?? '').code).toBe(1);
  });

  test('examples without a secret stay green', () => {
    const { code, output } = scan(
      'server/settings.ts',
      "export const value = 'postgres://app@localhost/x';\n",
    );
    expect(output).toBe('');
    expect(code).toBe(0);
  });

  test('the second scanner, in the workflow, knows our own keys and its default rules', () => {
    const settings = readFileSync(path.join(root, '.gitleaks.toml'), 'utf8');
    expect(settings).toContain('useDefault = true');
    const pattern = /regex = '''(.+)'''/.exec(settings)?.[1] ?? '';
    expect(`sf_live_${'a1b2'.repeat(5)}_${'Zz9-'.repeat(11)}_1a2b`).toMatch(new RegExp(pattern));
  });
});
