// The only SQL about conversion. The entry "Converted" in the timeline is its record: it hangs on the lead and on all that
// the lead became, and remembers what was made and how the lead stood before.
import { and, asc, desc, eq, isNull, ne, or, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Conversion } from '../../../app/contracts/lead-conversion.ts';
import {
  activities,
  contacts,
  opportunities,
  organizations,
  stages,
  tasks,
} from '../../../db/schema/index.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';

/** The first stage that counts as won in the pipeline of this stage. */
export async function findWonStage(tx: Tx, stageId: string): Promise<string | null> {
  const { tenantId } = tx.context;
  const [won] = await tx
    .select({ id: stages.id })
    .from(stages)
    .where(
      and(
        eq(stages.tenantId, tenantId),
        eq(stages.kind, 'won'),
        isNull(stages.deletedAt),
        sql`${stages.pipelineId} = (select s.pipeline_id from crm.stages s where s.tenant_id = ${tenantId} and s.id = ${stageId})`,
      ),
    )
    .orderBy(asc(stages.position), asc(stages.id))
    .limit(1);
  return won?.id ?? null;
}

export type Made = 'contact' | 'organization' | 'opportunity';

export interface Became {
  contactId: string;
  organizationId: string | null;
  opportunityId: string | null;
}

interface Before {
  stageId: string;
  isArchived: boolean;
  made: readonly Made[];
}

interface Whose {
  ownerId: string | null;
  teamId: string | null;
}

/** The entry that says what the lead became, in the timelines of all of them. */
export async function insertConversion(
  tx: Tx,
  entry: Became & Whose & { leadId: string; subject: string },
  before: Before,
): Promise<void> {
  await tx.insert(activities).values({
    tenantId: tx.context.tenantId,
    id: uuidv7(),
    kind: 'system',
    authorId: tx.context.userId,
    meta: { conversion: before },
    ...entry,
  });
}

const conversionOf = (tx: Tx, leadId: string) =>
  and(
    eq(activities.tenantId, tx.context.tenantId),
    eq(activities.leadId, leadId),
    eq(activities.kind, 'system'),
    isNull(activities.deletedAt),
    sql`${activities.meta} ? 'conversion'`,
  );

/** The latest conversion of a lead as it was written down, null when there is none. */
export async function findConversion(
  tx: Tx,
  leadId: string,
): Promise<(Became & { entryId: string; before: Before }) | null> {
  const [row] = await tx
    .select({
      entryId: activities.id,
      contactId: activities.contactId,
      organizationId: activities.organizationId,
      opportunityId: activities.opportunityId,
      meta: activities.meta,
    })
    .from(activities)
    .where(conversionOf(tx, leadId))
    .orderBy(desc(activities.occurredAt), desc(activities.id))
    .limit(1);
  if (!row?.contactId) return null;
  const { meta, contactId, ...rest } = row;
  return { ...rest, contactId, before: meta['conversion'] as Before };
}

/** What a converted lead became, for its page. */
export async function findBecame(tx: Tx, leadId: string, convertedAt: string): Promise<Conversion> {
  const living = (table: typeof contacts | typeof organizations | typeof opportunities, id: AnyPgColumn) =>
    and(eq(table.tenantId, activities.tenantId), eq(table.id, id), isNull(table.deletedAt));
  const [row] = await tx
    .select({
      contactId: activities.contactId,
      contactName: contacts.name,
      organizationId: activities.organizationId,
      organizationName: organizations.name,
      opportunityId: activities.opportunityId,
      opportunityTitle: opportunities.title,
    })
    .from(activities)
    .leftJoin(contacts, living(contacts, activities.contactId))
    .leftJoin(organizations, living(organizations, activities.organizationId))
    .leftJoin(opportunities, living(opportunities, activities.opportunityId))
    .where(conversionOf(tx, leadId))
    .orderBy(desc(activities.occurredAt), desc(activities.id))
    .limit(1);
  return {
    at: new Date(convertedAt).toISOString(),
    contact: became(row?.contactId, row?.contactName),
    organization: became(row?.organizationId, row?.organizationName),
    opportunity: became(row?.opportunityId, row?.opportunityTitle),
  };
}

const became = (id: string | null | undefined, name: string | null | undefined) =>
  id ? { id, name: name ?? null } : null;

export async function deleteConversion(tx: Tx, entryId: string): Promise<void> {
  await tx
    .update(activities)
    .set({ deletedAt: new Date().toISOString() })
    .where(and(eq(activities.tenantId, tx.context.tenantId), eq(activities.id, entryId)));
}

type Followed = Pick<Became, 'contactId' | 'opportunityId'>;

/** What was written down about the lead, and its tasks, are the contact's and the opportunity's as well from here on. */
export async function shareStory(
  tx: Tx,
  leadId: string,
  { contactId, opportunityId }: Followed,
): Promise<void> {
  for (const table of [activities, tasks])
    await tx
      .update(table)
      .set({ contactId, opportunityId })
      .where(
        and(
          eq(table.tenantId, tx.context.tenantId),
          eq(table.leadId, leadId),
          isNull(table.contactId),
          isNull(table.opportunityId),
          isNull(table.deletedAt),
        ),
      );
}

export async function unshareStory(tx: Tx, leadId: string, { contactId }: Followed): Promise<void> {
  for (const table of [activities, tasks])
    await tx
      .update(table)
      .set({ contactId: null, opportunityId: null })
      .where(
        and(
          eq(table.tenantId, tx.context.tenantId),
          eq(table.leadId, leadId),
          eq(table.contactId, contactId),
        ),
      );
}

/** Whether something came to be about a record since it was made of this lead: an entry, a task, people of a company. */
export async function isUsed(tx: Tx, noun: Made, id: string, leadId: string): Promise<boolean> {
  const { tenantId } = tx.context;
  const column = `${noun}Id` as const;
  const about = (table: typeof activities | typeof tasks) =>
    tx
      .select({ id: table.id })
      .from(table)
      .where(
        and(
          eq(table.tenantId, tenantId),
          eq(table[column], id),
          isNull(table.deletedAt),
          or(isNull(table.leadId), ne(table.leadId, leadId)),
        ),
      )
      .limit(1);
  const people =
    noun === 'organization'
      ? tx
          .select({ id: contacts.id })
          .from(contacts)
          .where(
            and(eq(contacts.tenantId, tenantId), eq(contacts.organizationId, id), isNull(contacts.deletedAt)),
          )
          .limit(1)
      : [];
  const deals =
    noun === 'opportunity'
      ? []
      : tx
          .select({ id: opportunities.id })
          .from(opportunities)
          .where(
            and(
              eq(opportunities.tenantId, tenantId),
              eq(noun === 'contact' ? opportunities.contactId : opportunities.organizationId, id),
              isNull(opportunities.deletedAt),
            ),
          )
          .limit(1);
  const found = await Promise.all([about(activities), about(tasks), people, deals]);
  return found.some((rows) => rows.length > 0);
}
