// `npm run migrate [-- --plan] [-- --to 0002]`, `npm run migrate:down [-- --to 0001]`: the schema of the running
// instance's database, up to the newest or back. Roles and the database itself are made by scripts/provision.ts.
import { parseArgs } from 'node:util';
import { withConnection } from '../db/connection.ts';
import { migrate } from '../db/migrator.ts';
import { installQueue } from '../db/queue.ts';
import { env } from '../server/env.ts';
import { administrator } from './start/administrator.ts';
import { attachedUrls } from './start/attached.ts';
import { command, Usage } from './start/command.ts';

const USAGE = `npm run migrate [-- --plan] [-- --to NNNN]     apply what is missing, up to and including NNNN
npm run migrate:down [-- --plan] [-- --to NNNN]    take back the last one, or all after NNNN (0000: every one)`;

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      to: { type: 'string' },
      plan: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [direction] = positionals;
  if (values.help || (direction !== 'up' && direction !== 'down')) throw new Usage(USAGE);
  if (values.to !== undefined && !/^\d{4}$/.test(values.to))
    throw new Usage('--to takes four digits, e.g. --to 0002');

  const urls = attachedUrls();
  const rolePrefix = env.ROLE_PREFIX;
  const verb = direction === 'up' ? 'apply' : 'take back';
  const steps = await migrate({
    migratorUrl: urls.migrator,
    adminUrl: administrator(urls),
    rolePrefix,
    direction,
    to: values.to,
    plan: values.plan,
    onStep: ({ name }) => console.log(`${verb} ${name}`),
  });
  if (values.plan) for (const { name } of steps) console.log(`would ${verb} ${name}`);
  if (steps.length === 0) console.log('Nothing to do.');
  if (direction === 'up' && !values.plan) {
    await installQueue({ jobsUrl: urls.jobs, rolePrefix });
    await withConnection(urls.jobs, (sql) => sql`select audit.ensure_partitions()`);
  }
  return 0;
});
