import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureSecrets, readSecrets, secretsFile } from '../../server/secrets.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();

describe('the secrets of an instance', () => {
  test('are made once, different for each instance, readable by their owner alone', () => {
    const data = path.join(folder(), 'data');
    const made = ensureSecrets(data);
    expect(statSync(secretsFile(data)).mode & 0o777).toBe(0o600);
    expect(ensureSecrets(data)).toEqual(made);
    expect(ensureSecrets(path.join(folder(), 'data')).superuser).not.toBe(made.superuser);
    expect(new Set(Object.values(made.roles)).size).toBe(7);
    expect(Buffer.from(made.kek, 'base64')).toHaveLength(32);
  });

  test('a file that others may read is closed', () => {
    const data = folder();
    ensureSecrets(data);
    chmodSync(secretsFile(data), 0o644);
    ensureSecrets(data);
    expect(statSync(secretsFile(data)).mode & 0o777).toBe(0o600);
  });

  test('a file from an older release gets what is new and keeps what it has', () => {
    const data = folder();
    const { cookieKeys, ...older } = ensureSecrets(data);
    const { auditor, ...roles } = older.roles;
    writeFileSync(secretsFile(data), JSON.stringify({ ...older, roles }));
    const completed = ensureSecrets(data);
    expect(completed).toMatchObject({ superuser: older.superuser, kek: older.kek, roles });
    expect(completed.roles.auditor).not.toBe(auditor);
    expect(completed.cookieKeys).not.toEqual(cookieKeys);
  });

  test('a damaged file is refused and left as it is: it may hold the only key to the data', () => {
    const data = folder();
    ensureSecrets(data);
    writeFileSync(secretsFile(data), '{"superuser":');
    expect(() => ensureSecrets(data)).toThrow(/not readable as JSON/);
    writeFileSync(secretsFile(data), JSON.stringify({ superuser: 'short' }));
    expect(() => ensureSecrets(data)).toThrow(/damaged/);
    expect(readFileSync(secretsFile(data), 'utf8')).toBe('{"superuser":"short"}');
    expect(() => readSecrets(folder())).toThrow(/ENOENT/);
  });
});
