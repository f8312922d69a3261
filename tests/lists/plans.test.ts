// Lists of many records are read by their indexes: the plan of every offered sort, place and filter, for people who see
// their own, their team's and all records.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { teams } from '../../db/schema/index.ts';
import { pool } from '../../db/client.ts';
import { connectionOptions } from '../../db/options.ts';
import type { Tx } from '../../db/tenant.ts';
import { operatorsOf, parseListQuery, type FilterField, type ListQuery } from '../../app/contracts/list.ts';
import { findContacts } from '../../server/features/contacts/contacts.queries.ts';
import { contactsList } from '../../server/features/contacts/contacts.list.ts';
import { findLeads } from '../../server/features/leads/leads.queries.ts';
import { leadsList } from '../../server/features/leads/leads.list.ts';
import { findOpportunities } from '../../server/features/opportunities/opportunities.queries.ts';
import { opportunitiesList } from '../../server/features/opportunities/opportunities.list.ts';
import { findOrganizations } from '../../server/features/organizations/organizations.queries.ts';
import { organizationsList } from '../../server/features/organizations/organizations.list.ts';
import { findTasks } from '../../server/features/tasks/tasks.queries.ts';
import { taskBuckets } from '../../app/contracts/tasks.ts';
import { encodeCursor } from '../../server/lists/cursors.ts';
import type { ListOf } from '../../server/lists/list.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makePerson, makeTenant, type TestPerson } from '../support/factories.ts';
import { makeMany } from '../support/many.ts';
import { insertRole } from '../support/records.ts';
import { asPagesHaveIt, nodesOf, plansOf, type Planned } from './plans.ts';

const MEASURE = process.env.MEASURE_PLANS === 'yes';
const IN_TESTS = process.env.TEST_BUDGET === 'full' ? 200_000 : 20_000;
const ROWS = MEASURE ? 1_000_000 : IN_TESTS;
const SCOPES = ['own', 'team', 'all'] as const;
type Scope = (typeof SCOPES)[number];

let database: TestDatabase;
const people = new Map<Scope, TestPerson>();

beforeAll(async () => {
  database = await createTestDatabase();
  const [small, big] = [await makeTenant(), await makeTenant()];
  for (const of of [small, big]) {
    const teamId = uuidv7();
    await arrange(of, (tx) => tx.insert(teams).values({ tenantId: of.tenantId, id: teamId, name: 'North' }));
    for (const scope of SCOPES) {
      const visibility = {
        lead: scope,
        contact: scope,
        organization: scope,
        opportunity: scope,
        task: scope,
      };
      const role = await insertRole(of, { visibility });
      people.set(
        scope,
        await makePerson({ ...of, roleIds: new Map([['user', role.id]]) }, 'user', { teamId }),
      );
    }
    const person = people.get('own');
    if (!person) throw new Error('There is a person of each scope');
    await makeMany(database.admin, { tenant: of, person, teamId, rows: of === big ? ROWS : ROWS / 5 });
  }
}, 900_000);

type Find = (tx: Tx, query: ListQuery) => Promise<unknown>;
const LISTS: Readonly<Record<string, { list: ListOf; find: Find }>> = {
  leads: { list: leadsList, find: findLeads },
  contacts: { list: contactsList, find: findContacts },
  organizations: { list: organizationsList, find: findOrganizations },
  opportunities: { list: opportunitiesList, find: findOpportunities },
};

const DAY = 86_400_000;
const DEEP: Readonly<Record<string, string | number>> = {
  moment: '2020-01-01T00:00:00.000Z',
  text: 'Lead 8',
  integer: 50,
  bigint: 1_000,
  day: new Date(Date.now() + 200 * DAY).toISOString().slice(0, 10),
};

/** Every sort in both directions, at the first page and in the middle. */
const sortsOf = ({ sorts }: ListOf): Record<string, unknown>[] =>
  Object.entries(sorts).flatMap(([key, { type }]) =>
    [true, false].flatMap((descending) => {
      const sort = descending ? `-${key}` : key;
      const middle = type === 'moment' ? new Date(Date.now() - (ROWS / 2) * 1000).toISOString() : DEEP[type];
      const after = encodeCursor({ key, descending }, { position: middle ?? null, id: uuidv7() });
      return [{ sort }, { sort, after }];
    }),
  );

function valueOf({ kind, choices }: FilterField, name: string): string {
  if (kind === 'user') return 'me';
  if (kind === 'team') return 'mine';
  if (kind === 'reference') return name === 'stage' ? 'new' : name === 'source' ? 'upload' : uuidv7();
  if (kind === 'choice') return choices?.[0] ?? '';
  if (kind === 'number') return '50';
  if (kind === 'archived') return 'true';
  if (kind === 'text') return 'Industry 7';
  return '-1d';
}

/** Every operator of every filter. */
const filtersOf = ({ grammar }: ListOf): Record<string, unknown>[] =>
  Object.entries(grammar.fields).flatMap(([name, field]) =>
    operatorsOf(field).map((op) => ({
      f: [op === 'empty' || op === 'filled' ? `${name}.${op}` : `${name}.${op}.${valueOf(field, name)}`],
    })),
  );

const TABLES = [
  'leads',
  'contacts',
  'organizations',
  'opportunities',
  'tasks',
  'search_tokens',
  'activities',
];

/** What is wrong with a plan: a table of records read from end to end, or a good part of the tenant sorted. */
function faultsOf({ plan, statement }: Planned): string[] {
  return nodesOf(plan).flatMap((node) => {
    const type = node['Node Type'];
    const isScan = type === 'Seq Scan' && TABLES.includes(node['Relation Name'] ?? '');
    const isSort = type === 'Sort' && (node.Plans?.[0]?.['Plan Rows'] ?? 0) > ROWS / 10;
    return isScan || isSort
      ? [`${type} ${node['Relation Name'] ?? ''} ${node['Plan Rows']} rows: ${statement.slice(0, 90)}`]
      : [];
  });
}

const slow: { took: number; what: string }[] = [];

async function faults(scope: Scope, what: string, read: (tx: Tx) => Promise<unknown>): Promise<string[]> {
  const person = people.get(scope);
  if (!person) throw new Error('There is a person of each scope');
  const planned = await plansOf(person, read, MEASURE);
  for (const { took, statement } of planned)
    if (took !== undefined) slow.push({ took, what: `${scope} ${what}: ${statement.slice(0, 40)}` });
  return planned.flatMap(faultsOf).map((fault) => `${what}: ${fault}`);
}

describe.each(SCOPES)('somebody who sees %s', (scope) => {
  it.each(Object.keys(LISTS))(
    'reads %s by index: every sort, the first page and a deep one',
    async (name) => {
      const of = LISTS[name];
      if (!of) throw new Error(name);
      const found: string[] = [];
      for (const input of [...sortsOf(of.list), ...filtersOf(of.list)])
        found.push(
          ...(await faults(scope, `${name} ${JSON.stringify(input)}`, (tx) =>
            of.find(tx, parseListQuery(input, of.list.grammar)),
          )),
        );
      expect(found).toEqual([]);
    },
    600_000,
  );

  it('reads tasks by index: every group, of everybody and of one, the first page and a deep one', async () => {
    const found: string[] = [];
    // noon in the middle of a week, whatever the clock says
    const [now, tomorrow, nextWeek] = [0, 0.5, 4.5].map((days) =>
      new Date(Date.now() + days * DAY).toISOString(),
    ) as [string, string, string];
    const after = Buffer.from(`${new Date().toISOString()}|${uuidv7()}`).toString('base64url');
    for (const bucket of [undefined, ...taskBuckets])
      for (const assignee of [undefined, 'me' as const])
        for (const place of [{}, { after }])
          found.push(
            ...(await faults(scope, `tasks ${JSON.stringify({ bucket, assignee, ...place })}`, (tx) =>
              findTasks(tx, { bucket, assignee, ...place }, { now, tomorrow, nextWeek }),
            )),
          );
    expect(found).toEqual([]);
  }, 600_000);
});

it('plans as the pool of pages does', async () => {
  const { enable_seqscan, jit } = connectionOptions('app').connection ?? {};
  expect({ enable_seqscan, jit }).toMatchObject({
    enable_seqscan: asPagesHaveIt.enable_seqscan,
    jit: asPagesHaveIt.jit,
  });
  const [row] = await pool('app')<{ enable_seqscan: string }[]>`show enable_seqscan`;
  expect(row).toEqual({ enable_seqscan: 'off' });
});

/** The slowest, for whoever asks by MEASURE_PLANS=yes: every statement is then run. */
afterAll(() => {
  slow.sort((one, other) => other.took - one.took);
  if (MEASURE)
    console.log(
      slow
        .slice(0, 60)
        .map(({ took, what }) => `${took.toFixed(0)} ms ${what}`)
        .join('\n'),
    );
});
