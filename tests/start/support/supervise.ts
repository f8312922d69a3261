// `npm start` with stand-ins for web and worker, without build and without schema: roles only, so that they can sign in.
import { parseArgs } from 'node:util';
import { withConnection } from '../../../db/connection.ts';
import { run } from '../../../scripts/start/run.ts';
import { dataDir, env } from '../../../server/env.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, web: { type: 'string', default: 'web.ts' } },
});
const entries = { web: `tests/start/support/${values.web}`, worker: 'tests/start/support/worker.ts' };
const part = values.only === 'worker' ? 'worker' : 'all';

process.exitCode = await run(
  {
    env,
    dataDir,
    part,
    entries,
    build: () => Promise.resolve(null),
    prepare: async ({ kept }, _env, secrets) => {
      if (!kept) return;
      await withConnection(kept.current.adminUrl, async (sql) => {
        const [found] = await sql`select 1 from pg_database where datname = 'streamflow'`;
        if (!found) await sql`create database streamflow`;
        const [role] = await sql`select 1 from pg_roles where rolname = 'streamflow_auth'`;
        if (!role) await sql.unsafe(`create role streamflow_auth login password '${secrets.roles.auth}'`);
      });
    },
  },
  false,
);
