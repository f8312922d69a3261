import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { livePostmaster } from '../../../db/embedded/postmaster.ts';
import { waitUntilGone } from '../../../db/embedded/process.ts';

/** Folders of one test file, removed at its end together with every server that still runs in them. */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  afterAll(async () => {
    for (const folder of made) {
      await endServer(path.join(folder, 'postgres'));
      rmSync(folder, { recursive: true, force: true });
    }
  });
  return () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'streamflow-start-'));
    chmodSync(folder, 0o755); // as root the server runs as nobody, who must be able to pass
    made.push(folder);
    return folder;
  };
}

/** Ends the server of this data folder, if one runs. */
export async function endServer(dataDir: string): Promise<void> {
  const live = livePostmaster(dataDir);
  if (!live) return;
  process.kill(live.pid, 'SIGQUIT');
  await waitUntilGone(live.pid, 10_000);
}
