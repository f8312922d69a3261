import { chownSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canTraverse } from '../../db/embedded/account.ts';
import type { Cluster } from '../../db/embedded.ts';
import { startCluster } from '../../db/embedded.ts';
import type { LaunchOptions } from './support/launched.ts';
import { launcher, projectRoot, stateOf, supervise } from './support/launched.ts';
import { freePort } from '../support/ports.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();
const launch = launcher();
const isRoot = process.getuid?.() === 0;

/** A person of this machine other than root, as far as the machine lets us be one (uid 1 is "daemon" everywhere). */
function somebody(): LaunchOptions {
  const daemon = { uid: 1, gid: 1 };
  const reachable = [projectRoot, path.dirname(process.execPath)].every((place) =>
    canTraverse(daemon, place),
  );
  return isRoot && reachable ? daemon : {};
}

describe('below a home of mode 700', () => {
  let home: string;
  let cluster: Cluster | undefined;

  beforeAll(() => {
    home = path.join(folder(), 'home');
    mkdirSync(home, { mode: 0o700 });
  });
  afterAll(async () => {
    await cluster?.stop();
    if (cluster?.dataDir.startsWith('/var/lib/streamflow/')) rmSync(cluster.dataDir, { recursive: true });
  });

  test('the server runs whoever we are: for root its data lie where its account may go, and never in a temp folder', async () => {
    const wished = path.join(home, 'project/.data/postgres');
    cluster = await startCluster({ dataDir: wished, password: 'secret-enough', fsync: false });
    expect(cluster.dataDir).toMatch(isRoot ? /^\/var\/lib\/streamflow\/[0-9a-f]{12}$/ : /home\/project/);
    const again = await startCluster({ dataDir: wished, password: 'secret-enough', fsync: false });
    expect(again).toMatchObject({ adopted: true, dataDir: cluster.dataDir });
  });

  test('somebody who is not root starts, sees and stops an instance in it', async () => {
    const own = path.join(folder(), 'home');
    mkdirSync(own, { mode: 0o700 });
    const { uid, gid } = somebody();
    if (uid !== undefined && gid !== undefined) chownSync(own, uid, gid);
    const data = path.join(own, 'project/.data');
    const env = { HOME: own, STREAMFLOW_DATA_DIR: data, PORT: String(await freePort()) };
    const running = launch(supervise, { env, uid, gid });
    await running.says(/StreamFlow is ready/);
    expect(stateOf(data).postgres?.dataDir).toMatch(
      uid === undefined && isRoot ? /^\/var\/lib/ : /\.data\/postgres$/,
    );
    const status = launch('scripts/status.ts', { env, uid, gid });
    expect(await status.exit).toBe(0);
    const stop = launch('scripts/stop.ts', { env, uid, gid });
    expect(await stop.exit).toBe(0);
    expect(await running.exit).toBe(0);
  });
});
