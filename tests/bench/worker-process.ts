// The product's worker as a process of its own, on a bench's database and data folder.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { DatabaseUrls } from '../../db/client.ts';

export interface WorkerProcess {
  pid: number;
  stop(): Promise<void>;
}

export async function startWorkerProcess(
  urls: Required<DatabaseUrls>,
  dataDir: string,
): Promise<WorkerProcess> {
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../server/worker.ts')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      STREAMFLOW_DATA_DIR: dataDir,
      DATABASE_URL_APP: urls.app,
      DATABASE_URL_AUTH: urls.auth,
      DATABASE_URL_JOBS: urls.jobs,
      DATABASE_URL_IMPORT: urls.import,
      DATABASE_URL_OPERATOR: urls.operator,
      DATABASE_URL_AUDITOR: urls.auditor,
    },
  });
  await once(child, 'message');
  return {
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
