// The data folder of this process of the test run. Settings are read once, so setup.ts imports it before anything of server/
// is; what a test file has left in it is gone at the end of the file.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const dataFolder = mkdtempSync(path.join(process.env.TEST_FOLDER ?? tmpdir(), 'streamflow-data-'));
process.env.STREAMFLOW_DATA_DIR = dataFolder;

export function emptyDataFolder(): void {
  for (const name of readdirSync(dataFolder)) rmSync(path.join(dataFolder, name), { recursive: true });
}

/** Every file below it, as paths from there. */
export const keptFiles = (): string[] =>
  readdirSync(dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dataFolder, path.join(entry.parentPath, entry.name)))
    .sort();
