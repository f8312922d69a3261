// `npm run sql -- 'select …' --as app --tenant canary [--user email] [--json]`: a statement as one of the roles, inside
// a tenant when it is app or import. With --user it runs as that person, under the same policies as their pages.
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { ConsoleResult } from '../db/console.ts';
import { findPerson, runStatements } from '../db/console.ts';
import type { TenantContext } from '../db/context.ts';
import { attachedUrls } from './start/attached.ts';
import { command, Usage } from './start/command.ts';
import { asJson, asTable } from './start/print-rows.ts';
import { urlRoles } from './start/urls.ts';

const USAGE =
  `npm run sql -- 'select …' [--as ${urlRoles.join('|')}] [--tenant slug] [--user email] [--json]\n` +
  "Example: npm run sql -- 'select name, email from crm.leads limit 5' --as app --tenant canary";

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'app' },
      tenant: { type: 'string' },
      user: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const text = positionals.join(' ').trim();
  const role = urlRoles.find((known) => known === values.as);
  if (values.help || text === '') throw new Usage(USAGE);
  if (!role) throw new Usage(`Unknown role "${values.as}". One of: ${urlRoles.join(', ')}`);
  if (values.user && !values.tenant) throw new Usage('--user needs --tenant.');
  const inTenant = role === 'app' || role === 'import';
  if (values.tenant && !inTenant) throw new Usage(`--tenant is for app and import; ${role} has no tenant.`);

  const urls = attachedUrls();
  const url = urls[role];
  if (!url) throw new Usage(`No address is known for ${role}.`);
  const context = values.tenant ? await contextOf(urls.admin, values.tenant, values.user) : undefined;
  show(await runStatements(url, text, context), values.json);
  if (inTenant && !context) console.error('Note: without --tenant this role sees no tenant rows.');
  return 0;
});

async function contextOf(admin: string | undefined, slug: string, email?: string): Promise<TenantContext> {
  if (!admin) throw new Usage('Looking up a tenant needs DATABASE_URL or DATABASE_URL_ADMIN.');
  const { tenantId, userId } = await findPerson(admin, slug, email);
  return {
    tenantId,
    userId,
    actor: userId ? 'user' : 'system',
    actorId: userId ?? 'console',
    source: 'console',
    requestId: `console-${randomUUID()}`,
    proof: { kind: userId ? 'job' : 'system' },
  };
}

function show(results: ConsoleResult[], json: boolean): void {
  console.log(json ? asJson(results) : results.map(asTable).join('\n\n'));
}
