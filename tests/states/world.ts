// A tenant with one of everything that has a page, and people who may do much, read only, or nothing.
import { PERMISSIONS } from '../../app/contracts/permissions.ts';
import { RECORD_NOUNS } from '../../server/auth/permissions.ts';
import { givenImport } from '../imports/importing.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeDeal, salesOf } from '../support/deals.ts';
import { makeLead, makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { insertField } from '../support/custom-fields.ts';
import { insertEntry, insertJob, insertRole, insertTasks } from '../support/records.ts';
import { insertTeam } from '../support/teams.ts';

export type Who = 'admin' | 'reader' | 'stranger' | 'newcomer';

/** What stands for an id in an address. */
export type Thing =
  | 'lead'
  | 'organization'
  | 'contact'
  | 'opportunity'
  | 'task'
  | 'activity'
  | 'import'
  | 'job'
  | 'user'
  | 'role'
  | 'team'
  | 'pipeline'
  | 'field';

export interface World {
  database: TestDatabase;
  acme: TestTenant;
  /** admin: may do all; reader: may read all; stranger: may do nothing; newcomer: admin of a tenant where nothing was done */
  people: Readonly<Record<Who, TestPerson>>;
  ids: Readonly<Record<Thing, string>>;
}

export async function makeWorld(): Promise<World> {
  const database = await createTestDatabase();
  const [acme, fresh] = [await makeTenant(), await makeTenant()];
  const lead = await makeLead(acme, { name: 'Ada Lead', ownerId: acme.admin.userId });
  const [task = ''] = await insertTasks(acme, [lead]);
  const role = await insertRole(acme);
  const ids = {
    lead,
    task,
    organization: await makeOrganization(acme, { name: 'Acme Works' }),
    contact: await makeContact(acme, { name: 'Ada Contact' }),
    opportunity: await makeDeal(acme, { title: 'Ada Deal' }),
    activity: await insertEntry(acme, { leadId: lead, authorId: acme.admin.userId }),
    import: await givenImport(acme, 'Name,Email\nAda Row,ada@row.example\n'),
    job: await insertJob(acme),
    user: acme.user.userId,
    role: role.id,
    team: await insertTeam(acme),
    pipeline: (await salesOf(acme)).id,
    field: await insertField(acme, 'select'),
  };
  const people = {
    admin: acme.admin,
    newcomer: fresh.admin,
    stranger: await personWith(acme, []),
    reader: await personWith(
      acme,
      PERMISSIONS.filter((name) => name.endsWith(':read')),
    ),
  };
  return { database, acme, people, ids };
}

async function personWith(acme: TestTenant, permissions: string[]): Promise<TestPerson> {
  const { id } = await insertRole(acme, { permissions, visibility: ALL });
  return makePerson({ ...acme, roleIds: new Map([['user', id]]) }, 'user');
}

export const NO_ID = '01a20a47-30cc-7792-aa49-6b73697dc8b6';

const ALL = Object.fromEntries(RECORD_NOUNS.map((noun) => [noun, 'all' as const]));

/** `/leads/:lead` with the id of the lead. */
export const addressOf = ({ ids }: World, at: string): string =>
  at.replace(/:(\w+)/, (_, thing) => ids[thing as Thing]);
