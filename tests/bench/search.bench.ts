// Rows 5–7, 9, 10 and 12 of the scoreboard: lists, deep pages, capped counts, search as you type and of what is nearly right,
// in one big tenant; and the same in a small one beside it.
import { parseListQuery, type ListInput } from '../../app/contracts/list.ts';
import { leadGrammar } from '../../app/contracts/leads.ts';
import { withTenant, type Tx } from '../../db/tenant.ts';
import { findLeads } from '../../server/features/leads/leads.queries.ts';
import { search } from '../../server/features/search/search.actions.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { abba, type Contender } from './abba.ts';
import { inArena, type Arena } from './arena.ts';
import { makeCrowd } from './crowd.ts';
import { rawCount, rawList, rawNear, rawSearch } from './raw/search.ts';
import { circumstances, keep, table } from './report.ts';

export const about = 'lists, deep pages and search of a big tenant against the same SQL as the superuser';

const DEFAULT_ROWS = 1_000_000;
const FEW = 10_000;

const crowdOf = (leads: number) => ({
  leads,
  contacts: leads * 2,
  organizations: leads / 10,
  opportunities: leads / 2,
});

export async function run(options: { rounds: number; keep: boolean; args: string[] }): Promise<void> {
  const rows = Number(options.args[0] ?? DEFAULT_ROWS);
  await inArena(async (arena) => {
    const tenants = { big: await makeTenant(), small: await makeTenant() };
    await makeCrowd(arena.admin, tenants.small, crowdOf(FEW));
    await makeCrowd(arena.admin, tenants.big, crowdOf(rows));
    const setting = { rounds: options.rounds, operations: 20, clients: 1, postmaster: arena.postmaster };
    const sections: string[] = [];
    const contests = {
      ...(await listContests(arena, tenants.big)),
      ...searchContests(arena, tenants.big),
      ...growthContests(tenants.small, tenants.big, rows),
    };
    for (const [title, contenders] of Object.entries(contests))
      sections.push(`### ${title}`, table(await abba(contenders, setting)));
    const records = Object.values(crowdOf(rows)).reduce((sum, each) => sum + each, 0);
    const heading = `## Lists and search, one tenant of ${inAll(records)} records, ${inAll(rows)} of them leads`;
    const body = [heading, circumstances(`npm run bench -- search ${rows}`), NOTES, ...sections].join('\n\n');
    console.log(body);
    if (options.keep) keep('search', body);
  });
}

const NOTES =
  'Ours is what the procedure runs: one tenant transaction with entry check, under row-level security; a list is a page of 50 ' +
  'leads with owner, stage, source and tags, and the capped count; a search asks all five nouns and reads what it shows. Raw is ' +
  'the page or the candidates alone, as the superuser, with the tenant as a parameter.';

const inAll = (count: number): string => count.toLocaleString('en-US');

const as = (tenant: TestTenant, read: (tx: Tx) => Promise<unknown>) => () =>
  withTenant(tenant.user.context, { permission: 'lead:read', readOnly: true, label: 'bench' }, read);

const page = (tenant: TestTenant, input: ListInput) => () =>
  withTenant(tenant.user.context, { permission: 'lead:read', readOnly: true, label: 'bench' }, (tx) =>
    findLeads(tx, parseListQuery(input as never, leadGrammar)),
  );

const box = (tenant: TestTenant, q: string) => as(tenant, (tx) => search(tx, { q }));

type Contests = Record<string, Contender[]>;

async function listContests({ admin }: Arena, tenant: TestTenant): Promise<Contests> {
  const { tenantId } = tenant;
  const owner = tenant.user.userId;
  const { next } = await page(tenant, { page: 100, limit: 100, sort: '-created_at' })();
  return {
    'Page 1, newest first': [
      { name: 'raw page', operation: rawList(admin, tenantId) },
      {
        name: 'raw page and capped count',
        operation: () => Promise.all([rawList(admin, tenantId)(), rawCount(admin, tenantId)()]),
      },
      { name: 'ours', operation: page(tenant, {}) },
    ],
    'Page 1 of one owner': [
      { name: 'raw page', operation: rawList(admin, tenantId, owner) },
      { name: 'ours', operation: page(tenant, { owner }) },
    ],
    'Behind row 10,000, by cursor': [
      { name: 'ours, page 1', operation: page(tenant, {}) },
      { name: 'ours, deep', operation: page(tenant, { after: next ?? '', sort: '-created_at' }) },
    ],
    'Search among leads: three letters': [
      { name: 'raw token range', operation: rawSearch(admin, tenantId, ['rit']) },
      { name: 'ours', operation: page(tenant, { q: 'rit' }) },
    ],
  };
}

const searchContests = ({ admin }: Arena, tenant: TestTenant): Contests =>
  Object.fromEntries(
    (
      [
        ['one rare word', 'lead7777', rawSearch],
        ['three letters', 'rit', rawSearch],
        ['two common words', 'grace ritchie', rawSearch],
        ['inside a word', 'ovelac', rawNear],
        ['one letter wrong', 'lovelcae', rawNear],
      ] as const
    ).map(([title, typed, raw]) => [
      `Search of everything: ${title}`,
      [
        {
          name: raw === rawNear ? 'raw trigram index, then tokens' : 'raw token range',
          operation: raw(admin, tenant.tenantId, typed.split(' ')),
        },
        { name: 'ours', operation: box(tenant, typed) },
      ],
    ]),
  );

const growthContests = (small: TestTenant, big: TestTenant, rows: number): Contests =>
  Object.fromEntries(
    Object.entries({
      'page 1': (tenant: TestTenant) => page(tenant, {}),
      'page 1 by score': (tenant: TestTenant) => page(tenant, { sort: '-score' }),
      'search of everything, one rare word': (tenant: TestTenant) => box(tenant, 'lead7777'),
      'search of everything, three letters': (tenant: TestTenant) => box(tenant, 'rit'),
    }).map(([title, of]) => [
      `Growth: ${title}`,
      [
        { name: `${inAll(FEW)} leads`, operation: of(small) },
        { name: `${inAll(rows)} leads`, operation: of(big) },
      ],
    ]),
  );
