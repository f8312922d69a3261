// Round trips of each way to read, counted on the wire: a counter, not a time, so load does not matter.
import postgres from 'postgres';
import { closePools, configureDatabase } from '../../db/client.ts';
import { closeAll } from '../support/cleanup.ts';
import { urlsOf, type TestCluster } from '../support/cluster.ts';
import { makeLead, makeTenant } from '../support/factories.ts';
import { startWire } from '../support/wire.ts';
import { lists } from './contenders.ts';
import { markdown } from './report.ts';

/** Long enough for a commit that nobody waits for to be sent and answered. */
const SETTLED_MS = 50;

export async function countTrips(cluster: TestCluster, database: string): Promise<string> {
  const wire = await startWire(cluster.port);
  const through = { ...cluster, adminUrl: cluster.adminUrl.replace(`:${cluster.port}/`, `:${wire.port}/`) };
  const urls = urlsOf(through, database);
  configureDatabase(urls, { poolSize: 1 });
  const [admin, app] = [urls.admin, urls.app].map((url) =>
    postgres(url, { max: 1, onnotice: () => undefined }),
  );
  try {
    const tenant = await makeTenant();
    await makeLead(tenant);
    const rows: string[][] = [];
    for (const { name, operation } of admin && app ? lists(tenant, admin, app) : []) {
      for (let warm = 0; warm < 2; warm += 1) await operation();
      await settled();
      wire.reset();
      await operation();
      const answered = wire.trips();
      await settled();
      rows.push([name, String(answered), String(wire.trips())]);
    }
    return `### Round trips, statements known to the connection\n\n${markdown(['', 'until answered', 'in all'], rows)}`;
  } finally {
    await Promise.all([admin?.end(), app?.end(), closePools()]);
    await closeAll();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
