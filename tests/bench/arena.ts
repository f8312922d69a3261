// A cluster of its own for one bench, with what the machine is left with afterwards: nothing.
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { closePools, configureDatabase, type DatabaseUrls } from '../../db/client.ts';
import { closeAll } from '../support/cleanup.ts';
import { cloneDatabase, startTestCluster, urlsOf } from '../support/cluster.ts';

export interface Arena {
  urls: Required<DatabaseUrls>;
  admin: postgres.Sql;
  postmaster: number;
}

export async function inArena(run: (arena: Arena) => Promise<void>, poolSize = 8): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'streamflow-bench-'));
  chmodSync(folder, 0o755);
  const { cluster, postmaster, stop } = await startTestCluster(
    path.join(folder, 'pg'),
    randomBytes(12).toString('hex'),
  );
  try {
    await cloneDatabase(cluster, 'bench');
    const urls = urlsOf(cluster, 'bench');
    configureDatabase(urls, { poolSize });
    const admin = postgres(urls.admin, { max: poolSize, onnotice: () => undefined });
    try {
      await run({ urls, admin, postmaster });
    } finally {
      await closeAll();
      await Promise.all([admin.end(), closePools()]);
    }
  } finally {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
