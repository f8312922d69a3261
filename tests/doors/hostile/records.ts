// The records that procedures speak of, by the noun in the procedure's name: as many as there are calls.
import { uuidv7 } from '../../../db/ids.ts';
import { pipelines, savedViews, tags, teams, users } from '../../../db/schema/index.ts';
import { makeContacts, makeOrganizations } from '../../support/customers.ts';
import { insertFields } from '../../support/custom-fields.ts';
import { makeDeals } from '../../support/deals.ts';
import { arrange, makeLeads, type TestTenant } from '../../support/factories.ts';
import { insertEntries, insertRoles, insertTasks } from '../../support/records.ts';

type Make = (acme: TestTenant, many: readonly { ownerId: string }[]) => Promise<string[]>;

const makers: Readonly<Record<string, Make>> = {
  leads: makeLeads,
  organizations: makeOrganizations,
  contacts: makeContacts,
  opportunities: makeDeals,
  pipelines: makePipelines,
  customFields: (acme, { length }) => insertFields(acme, length, 'select'),
  roles: (acme, { length }) => insertRoles(acme, length),
  users: makePeople,
  tags: makeTags,
  views: makeViews,
  teams: makeTeams,
  tasks: async (acme, many) => insertTasks(acme, await makeLeads(acme, many)),
  activities: async (acme, many) => {
    const leads = await makeLeads(acme, many);
    const entries = leads.map((leadId) => ({ leadId, kind: 'call' as const, authorId: acme.user.userId }));
    return insertEntries(acme, entries);
  },
};

/** Records of this noun that the tenant's sales person owns; answers their ids. */
export async function makeRecords(noun: string, acme: TestTenant, count: number): Promise<string[]> {
  const make = makers[noun];
  if (!make) throw new Error(`Say in tests/doors/hostile/records.ts how ${noun} are made.`);
  return make(
    acme,
    Array.from({ length: count }, () => ({ ownerId: acme.user.userId })),
  );
}

async function makePipelines(acme: TestTenant, many: readonly unknown[]): Promise<string[]> {
  const rows = many.map(() => {
    const id = uuidv7();
    return { tenantId: acme.tenantId, id, name: 'Pipeline', noun: 'opportunity' as const, slug: id };
  });
  await arrange(acme, (tx) => tx.insert(pipelines).values(rows));
  return rows.map(({ id }) => id);
}

async function makeTags(acme: TestTenant, many: readonly unknown[]): Promise<string[]> {
  const rows = many.map(() => {
    const id = uuidv7();
    return { tenantId: acme.tenantId, id, name: id };
  });
  await arrange(acme, (tx) => tx.insert(tags).values(rows));
  return rows.map(({ id }) => id);
}

async function makeViews(acme: TestTenant, many: readonly unknown[]): Promise<string[]> {
  const rows = many.map(() => {
    const id = uuidv7();
    return { tenantId: acme.tenantId, id, noun: 'lead', name: id, slug: id, userId: acme.user.userId };
  });
  await arrange(acme, (tx) => tx.insert(savedViews).values(rows));
  return rows.map(({ id }) => id);
}

async function makeTeams(acme: TestTenant, many: readonly unknown[]): Promise<string[]> {
  const rows = many.map(() => ({ tenantId: acme.tenantId, id: uuidv7(), name: 'Team' }));
  await arrange(acme, (tx) => tx.insert(teams).values(rows));
  return rows.map(({ id }) => id);
}

async function makePeople(acme: TestTenant, many: readonly unknown[]): Promise<string[]> {
  const rows = many.map(() => {
    const id = uuidv7();
    return { tenantId: acme.tenantId, id, name: id, email: `${id}@people.test` };
  });
  await arrange(acme, (tx) => tx.insert(users).values(rows));
  return rows.map(({ id }) => id);
}
