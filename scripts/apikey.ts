// `npm run -s apikey -- --tenant canary --role admin [--name sync]`: makes an API key of the running instance and prints
// it and nothing else. It acts as the first active user of the tenant who holds the role.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { closePools, configureDatabase } from '../db/client.ts';
import { issueKey } from '../server/features/accounts/accounts.keys.ts';
import { attachedUrls } from './start/attached.ts';
import { command, Usage } from './start/command.ts';

const USAGE =
  'npm run -s apikey -- --tenant <slug> [--role admin|manager|user] [--name <what it is for>]\n' +
  'Example: npm run -s apikey -- --tenant canary --role admin';

await command(async () => {
  const { values } = parseArgs({
    options: {
      tenant: { type: 'string' },
      role: { type: 'string', default: 'admin' },
      name: { type: 'string', default: 'made at the console' },
    },
  });
  if (!values.tenant) throw new Usage(USAGE);
  configureDatabase(attachedUrls());
  try {
    const { tenant: tenantSlug, role, name } = values;
    console.log(await issueKey({ tenantSlug, role, name, requestId: `console-${randomUUID()}` }));
  } finally {
    await closePools();
  }
  return 0;
});
