// Row 13 of the scoreboard: the dashboard of a tenant with many activities against one with few, for people who see all of it,
// their team's and their own; and what its figures cost by the number of opportunities.
import { sql } from 'drizzle-orm';
import { uuidv7 } from '../../db/ids.ts';
import { withTenant, type Tx } from '../../db/tenant.ts';
import { activityByHour, recentActivity } from '../../server/features/dashboard/activity.actions.ts';
import { figures } from '../../server/features/dashboard/deals.actions.ts';
import type { DashboardInput } from '../../app/contracts/dashboard.ts';
import { makePerson, makeTenant, type TestPerson } from '../support/factories.ts';
import { insertRole } from '../support/records.ts';
import { insertTeam } from '../support/teams.ts';
import { abba, type Contender } from './abba.ts';
import { inArena, type Arena } from './arena.ts';
import { makeHistory } from './history.ts';
import { circumstances, keep, table } from './report.ts';

export const about = 'the dashboard by the number of activities and of opportunities';

const SCOPES = ['all', 'team', 'own'] as const;
const NOUNS = ['lead', 'contact', 'organization', 'opportunity'] as const;
const FEW = 100_000;

type People = Record<(typeof SCOPES)[number], TestPerson>;

export async function run(options: { rounds: number; keep: boolean; args: string[] }): Promise<void> {
  const [many = 10_000_000, deals = 500_000] = options.args.map(Number);
  await inArena(async (arena) => {
    const big = await makeSide(arena, { entries: many, deals });
    const small = await makeSide(arena, { entries: FEW, deals: deals / 10 });
    const setting = { rounds: options.rounds, operations: 5, clients: 1, postmaster: arena.postmaster };
    const sections: string[] = [];
    for (const [title, contenders] of Object.entries(contests(small, big, { many, deals })))
      sections.push(`### ${title}`, table(await abba(contenders, setting)));
    const command = circumstances(`npm run bench -- dashboard ${many} ${deals}`);
    const body = ['## Dashboard', command, NOTES, ...sections].join('\n\n');
    console.log(body);
    if (options.keep) keep('dashboard', body);
  });
}

const NOTES =
  'One tenant transaction with entry check each, under row-level security, of a quarter unless a year is named. Entries and ' +
  'opportunities are spread over two years and 50 owners; one owner in five is in the team, a fifth of the opportunities is open.';

async function makeSide({ admin }: Arena, size: { entries: number; deals: number }): Promise<People> {
  const tenant = await makeTenant();
  const teamId = await insertTeam(tenant);
  const people: Partial<People> = {};
  for (const scope of SCOPES) {
    const permissions = [...NOUNS, 'activity', 'dashboard'].map((noun) => `${noun}:read` as const);
    const visibility = Object.fromEntries(NOUNS.map((noun) => [noun, scope]));
    const role = await insertRole(tenant, { permissions, visibility });
    people[scope] = await makePerson({ ...tenant, roleIds: new Map([['user', role.id]]) }, 'user', {
      teamId,
    });
  }
  const { own, team, all } = people as People;
  await makeHistory(
    admin,
    { tenant, owner: own.userId, teamId, others: Array.from({ length: 49 }, uuidv7) },
    size,
  );
  return { own, team, all };
}

const as = (person: TestPerson, read: (tx: Tx) => Promise<unknown>) => () =>
  withTenant(person.context, { permission: 'dashboard:read', readOnly: true, label: 'bench' }, read);

const inAll = (count: number): string => count.toLocaleString('en-US');

function contests(small: People, big: People, { many, deals }: { many: number; deals: number }) {
  const found: Record<string, Contender[]> = {
    'What it costs to come in': [
      { name: 'nothing but the entry check', operation: as(small.all, (tx) => tx.execute(sql`select 1`)) },
    ],
  };
  const pair = (title: string, read: (tx: Tx) => Promise<unknown>, [few, lots]: [number, number]): void => {
    for (const scope of SCOPES)
      found[`${title}, seeing ${scope}`] = [
        { name: inAll(few), operation: as(small[scope], read) },
        { name: inAll(lots), operation: as(big[scope], read) },
      ];
  };
  const ofDeals = (input: DashboardInput) => (tx: Tx) => figures(tx, input);
  pair(
    'Activity by weekday and hour, and the latest',
    (tx) => Promise.all([activityByHour(tx, {}), recentActivity(tx, {})]),
    [FEW, many],
  );
  pair('All figures of opportunities', ofDeals({}), [deals / 10, deals]);
  pair('The same of a year', ofDeals({ period: 'this-year' }), [deals / 10, deals]);
  return found;
}
