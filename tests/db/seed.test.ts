import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { leadGrammar } from '../../app/contracts/leads.ts';
import { parseListQuery } from '../../app/contracts/list.ts';
import { seedMissing } from '../../db/seed/index.ts';
import { DEMO_PASSWORD, PEOPLE } from '../../db/seed/sign-ins.ts';
import { withTenant, type TenantContext, type Tx } from '../../db/tenant.ts';
import { endOfDay } from '../../server/lists/spans.ts';
import { findLeads } from '../../server/features/leads/leads.queries.ts';
import { wordsOf } from '../../server/features/search/search.rules.ts';
import { Visitor } from '../auth/visitor.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { personContext } from '../support/factories.ts';

let database: TestDatabase;
let firstRun: string[];
/** the one moment that the demo was counted from */
let seededAt: Date;
const signedIn = new Map<string, TenantContext>();

beforeAll(async () => {
  database = await createTestDatabase();
  seededAt = new Date();
  vi.useFakeTimers({ toFake: ['Date'], now: seededAt });
  firstRun = await seedMissing().finally(() => vi.useRealTimers());
});

/** What a page of this person would run with, from a sign-in by the documented password. */
async function pageOf(email: string): Promise<TenantContext> {
  const known = signedIn.get(email);
  if (known) return known;
  const visitor = new Visitor();
  const { user } = await visitor.login(email, DEMO_PASSWORD);
  const sid = visitor.refreshToken.split('.')[0] ?? '';
  const [account] = await database.admin`select id from auth.accounts where email_norm = ${email}`;
  const person = { tenantId: user.tenantId ?? '', userId: user.id, accountId: account?.id as string, sid };
  const context = personContext(person);
  signedIn.set(email, context);
  return context;
}

const read = async <T>(email: string, fn: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(await pageOf(email), { permission: null, readOnly: true, label: 'test' }, fn);

/** Every table of the tenants and of sign-in with its number of rows. */
async function counted(): Promise<Record<string, number>> {
  const [row] = await database.admin`
    select jsonb_object_agg(schemaname || '.' || relname,
             (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', schemaname, relname), false, true, '')))[1]::text::int) as all
      from pg_stat_user_tables where schemaname in ('crm', 'audit', 'platform') or relname in ('accounts', 'account_tenants')`;
  return row?.all as Record<string, number>;
}

const canaryRows = (table: string) => database.admin`
  select t.* from ${database.admin(`crm.${table}`)} t join platform.tenants p using (tenant_id) where p.slug = 'canary'`;

describe('seeding', () => {
  test('makes both tenants, and a second run changes nothing', async () => {
    expect(firstRun).toEqual(['Globex', 'Canary Corp']);
    const before = await counted();
    expect(before['crm.leads']).toBeGreaterThan(120);
    expect(await seedMissing()).toEqual([]);
    expect(await counted()).toEqual(before);
  });

  test.each(PEOPLE)('lets $email in with the documented password', async ({ email, name, role, tenant }) => {
    const visitor = new Visitor();
    const { user } = await visitor.login(email, DEMO_PASSWORD);
    const { answer } = await visitor.at((auth) => auth.me());
    expect(user.name).toBe(name);
    expect(answer.isOperator).toBe(role === 'operator');
    if (tenant === null) return expect(user.tenantId).toBeNull();
    const [row] = await database.admin`select slug from platform.tenants where tenant_id = ${user.tenantId}`;
    expect(row?.slug).toBe(tenant);
    expect(user.roles).toEqual([role]);
  });
});

describe('the two tenants', () => {
  test.each(['admin@globex.test', 'pat@canary.test'])(
    'are walled: %s sees nothing of Canary',
    async (email) => {
      const tables = await database.admin`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
       where n.nspname = 'crm' and c.relkind in ('r', 'p') and not c.relispartition
         and has_table_privilege('streamflow_app', c.oid, 'select') order by 1`;
      const { tenantId } = await pageOf(email);
      const seen = await read(email, (tx) =>
        Promise.all(
          tables.map(async ({ name }) => {
            const table = sql.identifier(name as string);
            const [row] = await tx.execute<{ own: number; foreign: number }>(sql`
            select count(*) filter (where tenant_id = ${tenantId})::int as own,
                   count(*) filter (where tenant_id <> ${tenantId})::int as foreign from crm.${table}`);
            return { table: name as string, ...row };
          }),
        ),
      );
      expect(seen.filter(({ foreign }) => foreign !== 0)).toEqual([]);
      expect(seen.find(({ table }) => table === 'leads')?.own).toBe(12);
    },
  );

  test('do not find each other in a search', async () => {
    const search = (email: string, q: string) =>
      read(email, (tx) => findLeads(tx, parseListQuery({ q }, leadGrammar)));
    expect((await search('user@canary.test', 'zoonoodle')).count).toBeGreaterThan(0);
    expect((await search('pat@canary.test', 'zoonoodle')).count).toBe(0);
    expect((await search('pat@canary.test', 'harborline')).count).toBe(1);
    expect((await search('user@canary.test', 'harborline')).count).toBe(0);
  });
});

describe('what Canary has', () => {
  test('is findable: every record by every word of its name, leads and contacts by e-mail', async () => {
    const tokens =
      await database.admin`select record_id, array_agg(token) as tokens from crm.search_tokens group by 1`;
    const of = new Map(tokens.map((row) => [row.record_id as string, row.tokens as string[]]));
    const missing: string[] = [];
    for (const table of ['leads', 'contacts', 'organizations', 'opportunities']) {
      const rows =
        await database.admin`select id, to_jsonb(t) as record from ${database.admin(`crm.${table}`)} t
        where tenant_id in (select tenant_id from platform.tenants where slug in ('canary', 'globex'))`;
      for (const { id, record } of rows as unknown as {
        id: string;
        record: Record<string, string | null>;
      }[]) {
        const words = wordsOf(record.name ?? record.title ?? '');
        const wanted = record.email ? [...words, record.email.toLowerCase()] : words;
        missing.push(
          ...wanted.filter((word) => !of.get(id)?.includes(word)).map((word) => `${table} ${word}`),
        );
      }
    }
    expect(missing).toEqual([]);
  });

  test('lies in the past, but for due tasks and close dates', async () => {
    const columns = await database.admin`
      select table_schema as schema, table_name as name, column_name as column from information_schema.columns
       where table_schema in ('crm', 'platform') and data_type = 'timestamp with time zone'
         and (table_name, column_name) <> ('tasks', 'due_at')`;
    const future: string[] = [];
    for (const { schema, name, column } of columns as unknown as Record<
      'schema' | 'name' | 'column',
      string
    >[]) {
      const [row] = await database.admin`select count(*)::int as n from ${database.admin(`${schema}.${name}`)}
        where ${database.admin(column)} > now()`;
      if (row?.n !== 0) future.push(`${schema}.${name}.${column}`);
    }
    expect(columns.length).toBeGreaterThan(50);
    expect(future).toEqual([]);
  });

  test('is months of history that follows each lead from its beginning to its stage', async () => {
    const stories = await database.admin`
      select l.name, s.name as stage, min(a.occurred_at) >= l.created_at as "startsAfter",
             max(a.occurred_at) = l.last_activity_at as "endsNow",
             coalesce((array_agg(a.subject order by a.occurred_at desc) filter (where a.kind = 'stage_change'))[1], 'New') as moved
        from crm.leads l join crm.stages s on s.tenant_id = l.tenant_id and s.id = l.stage_id
        join platform.tenants p on p.tenant_id = l.tenant_id and p.slug = 'canary'
        left join crm.activities a on a.tenant_id = l.tenant_id and a.lead_id = l.id
       group by l.tenant_id, l.id, s.name`;
    expect(stories).toHaveLength(120);
    const broken = stories.filter(
      ({ startsAfter, endsNow, moved, stage }) =>
        !startsAfter || !endsNow || !(moved as string).endsWith(stage as string),
    );
    expect(broken).toEqual([]);
    const [span] = await database.admin`select now() - min(occurred_at) > interval '4 months' as long,
      now() - max(occurred_at) < interval '8 days' as fresh, count(*)::int as n,
      count(*) filter (where subject ~ '[{}]' or body ~ '[{}]')::int as unfilled from crm.activities`;
    expect(span).toMatchObject({ long: true, fresh: true, unfilled: 0 });
    expect(span?.n).toBeGreaterThan(500);
  });

  test('spreads over every stage, source and owner, on .example addresses', async () => {
    const leads = await canaryRows('leads');
    const different = (column: string) => new Set(leads.map((lead) => lead[column] as string | null)).size;
    expect({
      stages: different('stage_id'),
      sources: different('source_id'),
      owners: different('owner_id'),
    }).toEqual({ stages: 5, sources: 4, owners: 4 });
    const emails = [...leads, ...(await canaryRows('contacts'))].flatMap(
      ({ email }) => (email as string | null) ?? [],
    );
    expect(emails.filter((email) => !email.endsWith('.example'))).toEqual([]);
    expect((await canaryRows('organizations')).length).toBeGreaterThanOrEqual(8);
    expect((await canaryRows('contacts')).length).toBeGreaterThanOrEqual(20);
    const deals = await canaryRows('opportunities');
    expect(new Set(deals.map(({ stage_id }) => stage_id as string)).size).toBe(5);
    expect(deals.filter(({ currency }) => currency === 'USD').length).toBeGreaterThan(deals.length / 2);
  });

  test.each(['admin', 'manager', 'user'])('has overdue, due and upcoming tasks for the %s', async (role) => {
    const context = await pageOf(`${role}@canary.test`);
    const now = seededAt.getTime();
    const midnight = endOfDay(seededAt, 'America/New_York').getTime();
    const due = (await canaryRows('tasks'))
      .filter(({ owner_id, status }) => owner_id === context.userId && status === 'open')
      .map(({ due_at }) => Date.parse(due_at as string));
    expect(due.filter((at) => at < now).length).toBeGreaterThanOrEqual(2);
    expect(due.filter((at) => at >= now && at < midnight).length).toBeGreaterThanOrEqual(2);
    expect(due.filter((at) => at >= midnight).length).toBeGreaterThanOrEqual(3);
  });

  test('says in its audit that the seed made it', async () => {
    const [lead] = await canaryRows('leads');
    const history = await read('user@canary.test', (tx) =>
      tx.execute(sql`select action, actor, actor_id from audit.history('lead', ${lead?.id as string})`),
    );
    expect([...history]).toEqual([{ action: 'created', actor: 'system', actor_id: 'seed' }]);
  });

  test('is the sales team’s as far as its people own it', async () => {
    const [team] = await canaryRows('teams');
    const manager = await pageOf('manager@canary.test');
    expect(team).toMatchObject({ name: 'Sales', manager_id: manager.userId });
    const [row] = await database.admin`
      select count(*)::int as n from crm.leads l left join crm.users u on u.tenant_id = l.tenant_id and u.id = l.owner_id
       where l.team_id is distinct from u.team_id`;
    expect(row?.n).toBe(0);
  });
});
