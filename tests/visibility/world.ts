// One tenant whose records are seen to different ends: people with own, team, all and mixed sight, and records of
// everybody, live, archived and thrown away. Who sees what is said here in plain TypeScript, beside every policy.
import { eq } from 'drizzle-orm';
import { uuidv7 } from '../../db/ids.ts';
import { activities, externalIds, files, recordTags, tags, teams } from '../../db/schema/index.ts';
import type { Tx } from '../../db/tenant.ts';
import { SEEDED_ROLES, type Visibility } from '../../server/auth/permissions.ts';
import { writeTokens } from '../../server/features/search/search.queries.ts';
import { salesOf } from '../support/deals.ts';
import { insertRecord } from '../../server/records/records.queries.ts';
import { arrange, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { insertRole } from '../support/records.ts';

export const NOUNS = ['lead', 'contact', 'organization', 'opportunity', 'task'] as const;
export type Noun = (typeof NOUNS)[number];

export const PLURAL: Readonly<Record<Noun, string>> = {
  lead: 'leads',
  contact: 'contacts',
  organization: 'organizations',
  opportunity: 'opportunities',
  task: 'tasks',
};

type Team = 'north' | 'northeast' | 'south';
type Sights = Readonly<Record<Noun, Visibility>>;

const every = (scope: Visibility): Sights => ({
  lead: scope,
  contact: scope,
  organization: scope,
  opportunity: scope,
  task: scope,
});

/** Those who look: what they see of each noun, and the teams that count as theirs. */
export const LOOKERS = {
  olga: { sees: every('own'), teams: ['north'] },
  tim: { sees: every('team'), teams: ['north'] },
  mara: { sees: every('team'), teams: ['north', 'northeast'] },
  alma: { sees: every('all'), teams: ['south'] },
  mia: {
    sees: { lead: 'own', contact: 'team', organization: 'all', opportunity: 'team', task: 'own' },
    teams: ['northeast'],
  },
} as const satisfies Record<string, { sees: Sights; teams: readonly Team[] }>;
export type Looker = keyof typeof LOOKERS;
export const lookers = Object.keys(LOOKERS) as Looker[];

type Owner = Looker | 'ned' | 'sid';

const OWNERS: Readonly<Record<Owner, Team>> = {
  olga: 'north',
  tim: 'north',
  mara: 'north',
  alma: 'south',
  mia: 'northeast',
  ned: 'northeast',
  sid: 'south',
};

export interface Kept {
  id: string;
  noun: Noun;
  name: string;
  owner: Owner | null;
  team: Team | null;
  state: 'live' | 'archived' | 'trashed';
  /** of an opportunity, in the tenant's currency */
  minor: number;
}

export interface World {
  tenant: TestTenant;
  people: Readonly<Record<Owner, TestPerson>>;
  teamIds: Readonly<Record<Team, string>>;
  records: readonly Kept[];
}

/** The rule of the product: one's own, nobody's, the team's for those with team sight, everything for those with all. */
export function inSight(
  looker: Looker,
  { noun, owner, team }: Pick<Kept, 'noun' | 'owner' | 'team'>,
): boolean {
  const { sees, teams: own } = LOOKERS[looker];
  if (owner === null || owner === looker || sees[noun] === 'all') return true;
  return sees[noun] === 'team' && team !== null && (own as readonly Team[]).includes(team);
}

export async function makeWorld(): Promise<World> {
  const tenant = await makeTenant();
  const teamIds = { north: uuidv7(), northeast: uuidv7(), south: uuidv7() };
  const { tenantId } = tenant;
  await arrange(tenant, (tx) =>
    tx.insert(teams).values([
      { tenantId, id: teamIds.north, name: 'North' },
      { tenantId, id: teamIds.northeast, name: 'Northeast', parentId: teamIds.north },
      { tenantId, id: teamIds.south, name: 'South' },
    ]),
  );
  const people: Record<string, TestPerson> = {};
  for (const [name, team] of Object.entries(OWNERS))
    people[name] = await makeOne(tenant, name, teamIds[team]);
  const manager = people['mara']?.userId ?? null;
  await arrange(tenant, (tx) =>
    tx.update(teams).set({ managerId: manager }).where(eq(teams.id, teamIds.north)),
  );
  const world = { tenant, people: people as World['people'], teamIds, records: NOUNS.flatMap(recordsOf) };
  await keep(world, world.records);
  return world;
}

/** Who may do everything with records, so that sight alone decides. */
const PERMISSIONS = SEEDED_ROLES.flatMap(({ key, permissions }) => (key === 'manager' ? permissions : []));

async function makeOne(tenant: TestTenant, name: string, teamId: string): Promise<TestPerson> {
  const visibility = name in LOOKERS ? LOOKERS[name as Looker].sees : every('own');
  const { id } = await insertRole(tenant, { key: name, permissions: [...PERMISSIONS], visibility });
  return makePerson({ ...tenant, roleIds: new Map([['user', id]]) }, 'user', { name, teamId });
}

function recordsOf(noun: Noun): Kept[] {
  const owners = [...(Object.keys(OWNERS) as Owner[]), null];
  const put = (['sid', 'tim', 'olga', null] as const).flatMap((owner) => [
    kept(noun, owner, 'trashed'),
    ...(noun === 'task' ? [] : [kept(noun, owner, 'archived')]),
  ]);
  return [...owners.map((owner) => kept(noun, owner, 'live')), ...put];
}

let made = 0;
let worths = 0;

/** Amounts are powers of two: a sum says which records are in it. */
export const kept = (noun: Noun, owner: Owner | null, state: Kept['state']): Kept => ({
  id: uuidv7(),
  noun,
  name: `Common ${noun} of ${owner ?? 'nobody'} ${state} ${(made += 1)}`,
  owner,
  team: owner && OWNERS[owner],
  state,
  minor: noun === 'opportunity' ? 2 ** ((worths += 1) % 40) : 0,
});

/** The records with an entry, a tag, an external id and search words each. */
export async function keep(world: World, records: readonly Kept[]): Promise<void> {
  const sales = await salesOf(world.tenant);
  const { tenantId, stageId } = world.tenant;
  const specific = (record: Kept): Record<string, unknown> => {
    if (record.noun === 'lead') return { name: record.name, stageId };
    if (record.noun === 'task') return { title: record.name, dueAt: '2020-01-01T00:00:00Z' };
    if (record.noun !== 'opportunity') return { name: record.name };
    const worth = { amountMinor: record.minor, currency: 'USD' };
    return { title: record.name, ...worth, pipelineId: sales.id, stageId: sales.stage('qualification') };
  };
  const then = new Date(Date.now() - 86_400_000).toISOString();
  await arrange(world.tenant, async (tx) => {
    const tagId = uuidv7();
    await tx.insert(tags).values({ tenantId, id: tagId, name: `Tag ${tagId}` });
    for (const record of records) {
      const sight = ownership(world, record);
      await insertRecord(tx, record.noun, {
        ...specific(record),
        ...sight,
        id: record.id,
        ...(record.state === 'trashed' && { deletedAt: then }),
        ...(record.state === 'archived' && { archivedAt: then }),
      });
      await hang(tx, record, { ...sight, tagId });
    }
  });
}

const ownership = ({ people, teamIds }: World, { owner, team }: Kept) => ({
  ownerId: owner && people[owner].userId,
  teamId: team && teamIds[team],
});

async function hang(
  tx: Tx,
  { id, noun, name }: Kept,
  { tagId, ...sight }: { ownerId: string | null; teamId: string | null; tagId: string },
): Promise<void> {
  const { tenantId } = tx.context;
  const of = { tenantId, noun, recordId: id, ...sight };
  await tx.insert(recordTags).values({ ...of, tagId });
  await tx.insert(externalIds).values({ ...of, source: 'old', externalId: id });
  const bytes = { type: 'text/plain', size: 1, sha256: '0'.repeat(64) };
  await tx.insert(files).values({ ...of, ...bytes, name: 'offer.txt' });
  if (noun === 'task') return;
  await tx
    .insert(activities)
    .values({ tenantId, id: uuidv7(), kind: 'note', body: name, [`${noun}Id`]: id, ...sight });
  await writeTokens(tx, noun, { id, name, ...sight });
}
