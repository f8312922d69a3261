// A temporary folder for one test file; it goes when the file's last test has run.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atFileEnd } from './cleanup.ts';

export function temporaryFolder(prefix: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `${prefix}-`));
  atFileEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
