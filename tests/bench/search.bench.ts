// Rows 5, 6, 9 and 12 of the scoreboard: lists, deep pages, capped counts and search as you type in one big tenant.
import { parseListQuery, type ListInput } from '../../app/contracts/list.ts';
import { leadGrammar } from '../../app/contracts/leads.ts';
import { withTenant } from '../../db/tenant.ts';
import { findLeads } from '../../server/features/leads/leads.queries.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { abba, type Contender } from './abba.ts';
import { inArena, type Arena } from './arena.ts';
import { makeCrowd } from './crowd.ts';
import { rawCount, rawList, rawSearch } from './raw/search.ts';
import { circumstances, keep, table } from './report.ts';

export const about = 'lists, deep pages and search of leads against the same SQL as the superuser';

const DEFAULT_ROWS = 1_000_000;

export async function run(options: { rounds: number; keep: boolean; args: string[] }): Promise<void> {
  const rows = Number(options.args[0] ?? DEFAULT_ROWS);
  await inArena(async (arena) => {
    const tenant = await makeTenant();
    await makeCrowd(arena.admin, tenant, rows);
    const setting = { rounds: options.rounds, operations: 20, clients: 1, postmaster: arena.postmaster };
    const sections: string[] = [];
    for (const [title, contenders] of Object.entries(contests(arena, tenant, await deepCursor(tenant)))) {
      sections.push(`### ${title}`, table(await abba(contenders, setting)));
    }
    const heading = `## Lists and search, one tenant of ${rows.toLocaleString('en-US')} leads`;
    const body = [heading, circumstances(`npm run bench -- search ${rows}`), NOTES, ...sections].join('\n\n');
    console.log(body);
    if (options.keep) keep('search', body);
  });
}

const NOTES =
  'Ours is what the procedure runs: one tenant transaction with entry check, a page of 50 with owner, stage and source, and ' +
  'the capped count, under row-level security. Raw is the page alone, as the superuser, with the tenant as a parameter.';

const read = (tenant: TestTenant, input: ListInput) => () =>
  withTenant(tenant.user.context, { permission: 'lead:read', readOnly: true, label: 'bench' }, (tx) =>
    findLeads(tx, parseListQuery(input as never, leadGrammar)),
  );

async function deepCursor(tenant: TestTenant): Promise<string> {
  const page = await read(tenant, { page: 100, limit: 100, sort: '-created_at' })();
  return page.next ?? '';
}

function contests({ admin }: Arena, tenant: TestTenant, after: string): Record<string, Contender[]> {
  const { tenantId } = tenant;
  const owner = tenant.user.userId;
  return {
    'Page 1, newest first': [
      { name: 'raw page', operation: rawList(admin, tenantId) },
      {
        name: 'raw page and capped count',
        operation: () => Promise.all([rawList(admin, tenantId)(), rawCount(admin, tenantId)()]),
      },
      { name: 'ours', operation: read(tenant, {}) },
    ],
    'Page 1 of one owner': [
      { name: 'raw page', operation: rawList(admin, tenantId, owner) },
      { name: 'ours', operation: read(tenant, { owner }) },
    ],
    'Behind row 10,000, by cursor': [
      { name: 'ours, page 1', operation: read(tenant, {}) },
      { name: 'ours, deep', operation: read(tenant, { after, sort: '-created_at' }) },
    ],
    'Search as you type: one rare word': [
      { name: 'raw token range', operation: rawSearch(admin, tenantId, ['lead77777']) },
      { name: 'ours', operation: read(tenant, { q: 'lead77777' }) },
    ],
    'Search as you type: three letters': [
      { name: 'raw token range', operation: rawSearch(admin, tenantId, ['rit']) },
      { name: 'ours', operation: read(tenant, { q: 'rit' }) },
    ],
    'Search: two common words': [
      { name: 'raw token ranges, intersected', operation: rawSearch(admin, tenantId, ['grace', 'ritchie']) },
      { name: 'ours', operation: read(tenant, { q: 'grace ritchie' }) },
    ],
  };
}
