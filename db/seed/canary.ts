// In charge of what Canary Corp has been doing: leads, deals, tasks and months of history.
import { inArray, and, eq } from 'drizzle-orm';
import { uuidv7 } from '../ids.ts';
import { teams, users } from '../schema/index.ts';
import type { Tx } from '../tenant.ts';
import { iso } from './clock.ts';
import { makeCustomers, type OrganizationRow, type SeededContact } from './customers.ts';
import type { Role } from './data.ts';
import { convertLeads, makeDeals, type SeededDeal } from './deals.ts';
import { survey, type Ground } from './ground.ts';
import { makeLeads, type SeededLead } from './leads.ts';
import type { Person } from './people.ts';
import { makeTags } from './tags.ts';
import { makeTasks } from './tasks.ts';
import { insertAll, timeline, type Records } from './write.ts';

const SALES: readonly Role[] = ['manager', 'user'];

/** History is counted back from `now`, so that the demo is always up to date on the day it is made. */
export async function seedCanary(tx: Tx, people: readonly Person[], now = Date.now()): Promise<void> {
  const teamId = await formTeam(tx, people);
  const ground = await survey(tx, people, now, { id: teamId, roles: SALES });
  await insertAll(tx, recordsOf(ground));
}

/** The sales team: led by the manager, who is in it. */
async function formTeam(tx: Tx, people: readonly Person[]): Promise<string> {
  const { tenantId } = tx.context;
  const id = uuidv7();
  const members = people.filter(({ role }) => SALES.some((sales) => sales === role));
  const leader = members.find(({ role }) => role === 'manager');
  await tx.insert(teams).values({ tenantId, id, name: 'Sales', managerId: leader?.id });
  await tx
    .update(users)
    .set({ teamId: id })
    .where(
      and(
        eq(users.tenantId, tenantId),
        inArray(
          users.id,
          members.map((member) => member.id),
        ),
      ),
    );
  return id;
}

function recordsOf(ground: Ground): Records {
  const leads = makeLeads(ground);
  const customers = makeCustomers(ground);
  const deals = [...makeDeals(ground, customers), ...convertLeads(ground, leads)];
  const contacts = [...customers, ...deals.flatMap(({ lead, contact }) => (lead ? [contact] : []))];
  const { tags, links } = makeTags(ground, leads);
  return {
    organizations: organizationsOf(contacts),
    contacts: contacts.map(({ row }) => row),
    leads: leads.map((lead) => settled(lead, deals)),
    opportunities: deals.map(({ row }) => row),
    activities: [
      ...leads.flatMap(({ row, entries }) => timeline(row, entries, { leadId: row.id })),
      ...deals.flatMap(({ row, entries, contact }) =>
        timeline(row, entries, {
          opportunityId: row.id,
          contactId: contact.row.id,
          organizationId: contact.organization.id,
        }),
      ),
    ],
    tasks: makeTasks(ground, leads, deals),
    tags,
    recordTags: links,
    externalIds: formerIds(ground, customers),
  };
}

const organizationsOf = (contacts: readonly SeededContact[]): OrganizationRow[] => [
  ...new Map(contacts.map(({ organization }) => [organization.id, organization])).values(),
];

/** The lead as its timeline left it. */
function settled({ row, entries }: SeededLead, deals: readonly SeededDeal[]): SeededLead['row'] {
  const deal = deals.find(({ lead }) => lead?.row.id === row.id);
  const lastActivityAt = iso(Math.max(...entries.map(({ at }) => at)));
  return { ...row, lastActivityAt, convertedAt: deal?.row.createdAt ?? null };
}

const formerIds = ({ tenantId }: Ground, contacts: readonly SeededContact[]): Records['externalIds'] =>
  contacts.flatMap(({ row: { id, ownerId, teamId }, formerId }) =>
    formerId
      ? [
          {
            tenantId,
            noun: 'contact',
            source: 'former-crm',
            externalId: formerId,
            recordId: id,
            ownerId,
            teamId,
          },
        ]
      : [],
  );
