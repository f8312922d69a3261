// In charge of the demo's inserts: one statement for each table, and the tokens that make every record findable.
import { tokensOf, wordsOf, type Searchable } from '../../server/features/search/search.rules.ts';
import { uuidv7 } from '../ids.ts';
import {
  activities,
  contacts,
  externalIds,
  leads,
  opportunities,
  organizations,
  recordTags,
  searchTokens,
  tags,
  tasks,
} from '../schema/index.ts';
import type { Tx } from '../tenant.ts';
import { iso } from './clock.ts';
import type { ContactRow, OrganizationRow } from './customers.ts';
import type { DealRow } from './deals.ts';
import type { LeadRow } from './leads.ts';
import type { Entry } from './story.ts';
import type { TaskRow } from './tasks.ts';

type ActivityRow = typeof activities.$inferInsert;
type Noun = 'lead' | 'contact' | 'organization' | 'opportunity' | 'task';

export interface Records {
  organizations: OrganizationRow[];
  contacts: ContactRow[];
  leads: LeadRow[];
  opportunities: DealRow[];
  activities: ActivityRow[];
  tasks: TaskRow[];
  tags: (typeof tags.$inferInsert)[];
  recordTags: (typeof recordTags.$inferInsert)[];
  externalIds: (typeof externalIds.$inferInsert)[];
}

export async function insertAll(tx: Tx, records: Records): Promise<void> {
  // parents first, for the foreign keys
  if (records.organizations.length) await tx.insert(organizations).values(records.organizations);
  if (records.contacts.length) await tx.insert(contacts).values(records.contacts);
  await tx.insert(leads).values(records.leads);
  if (records.opportunities.length) await tx.insert(opportunities).values(records.opportunities);
  await tx.insert(activities).values(records.activities);
  await tx.insert(tasks).values(records.tasks);
  if (records.tags.length) await tx.insert(tags).values(records.tags);
  if (records.recordTags.length) await tx.insert(recordTags).values(records.recordTags);
  if (records.externalIds.length) await tx.insert(externalIds).values(records.externalIds);
  const tokens = tokensFor(records);
  // a statement takes 65,534 parameters
  while (tokens.length > 0)
    await tx.insert(searchTokens).values(tokens.splice(0, 5_000)).onConflictDoNothing();
}

interface About {
  tenantId: string;
  ownerId?: string | null;
  teamId?: string | null;
}

/** Entries as timeline rows of the records they hang on, seen by whoever sees those. */
export function timeline(
  { tenantId, ownerId, teamId }: About,
  entries: readonly Entry[],
  subject: Partial<Record<'leadId' | 'contactId' | 'organizationId' | 'opportunityId', string>>,
): ActivityRow[] {
  return entries.map(({ at, ...entry }) => {
    const when = { occurredAt: iso(at), createdAt: iso(at), updatedAt: iso(at) };
    const by = { createdBy: entry.authorId, updatedBy: entry.authorId };
    return { tenantId, id: uuidv7(), ownerId, teamId, ...entry, ...when, ...by, ...subject };
  });
}

type TokenRow = typeof searchTokens.$inferInsert;

function tokensFor(records: Records): TokenRow[] {
  const names = new Map(records.organizations.map(({ id, name }) => [id, name]));
  const at = (organizationId?: string | null) => names.get(organizationId ?? '') ?? null;
  return [
    ...records.leads.flatMap((lead) => rowsOf('lead', lead, lead)),
    ...records.contacts.flatMap((contact) =>
      rowsOf('contact', contact, { ...contact, company: at(contact.organizationId) }),
    ),
    ...records.organizations.flatMap((organization) => rowsOf('organization', organization, organization)),
    ...records.opportunities.flatMap((deal) =>
      rowsOf('opportunity', deal, { name: deal.title, company: at(deal.organizationId) }),
    ),
    ...records.tasks.flatMap((task) => rowsOf('task', task, { name: task.title })),
    ...records.activities.flatMap(noteRows),
  ];
}

interface Owned extends About {
  id: string;
}

const rowsOf = (noun: Noun, record: Owned, words: Searchable): TokenRow[] =>
  tokensOf(words).map(({ token, kind }) => tokenRow(noun, record, token, kind));

/** What was written on a record finds the record. */
function noteRows(entry: ActivityRow): TokenRow[] {
  const subjects = {
    lead: entry.leadId,
    opportunity: entry.opportunityId,
    contact: entry.contactId,
    organization: entry.organizationId,
  };
  const [noun, id] = Object.entries(subjects).find(([, value]) => value) ?? [];
  if (!noun || !id || ['stage_change', 'system'].includes(entry.kind)) return [];
  const words = wordsOf([entry.subject, entry.body].filter(Boolean).join(' '));
  return words.map((word) => tokenRow(noun as Noun, { ...entry, id }, word, 'note'));
}

const tokenRow = (
  noun: Noun,
  { tenantId, id, ownerId, teamId }: Owned,
  token: string,
  kind: string,
): TokenRow => ({
  tenantId,
  token,
  kind,
  noun,
  recordId: id,
  ownerId,
  teamId,
});
