// A data folder of this test file's own. Import it before anything of server/, which reads its settings once.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atFileEnd } from './cleanup.ts';

export const dataFolder = mkdtempSync(path.join(tmpdir(), 'streamflow-data-'));
process.env.STREAMFLOW_DATA_DIR = dataFolder;
atFileEnd(() => rmSync(dataFolder, { recursive: true, force: true }));

/** Every file below it, as paths from there. */
export const keptFiles = (): string[] =>
  readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dataFolder, path.join(entry.parentPath, entry.name)))
    .sort();
