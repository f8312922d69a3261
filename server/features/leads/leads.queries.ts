// The only SQL about leads. Every function takes the open transaction; every statement names the tenant.
import { and, asc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { LeadDetail, LeadRow } from '../../../app/contracts/leads.ts';
import type { ListQuery } from '../../../app/contracts/list.ts';
import { leads, leadsSeen as seen, leadSources, stages, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { findExternalIds } from '../../records/records.queries.ts';
import { positionOf } from '../../lists/cursors.ts';
import { conditionsOf, COUNT_CAP, findPage, readPage, type Listed, type PageOf } from '../../lists/list.ts';
import { findBecame } from './conversion.queries.ts';
import { customColumn } from '../custom-fields/custom-values.queries.ts';
import { tagsColumn } from '../tags/tags.queries.ts';
import { leadsList } from './leads.list.ts';
import type { Scored } from './leads.rules.ts';

const rowColumns = {
  id: seen.id,
  name: seen.name,
  company: seen.company,
  email: seen.email,
  phone: seen.phone,
  score: seen.score,
  ownerId: seen.ownerId,
  ownerName: users.name,
  stageId: seen.stageId,
  stageKey: stages.key,
  stageName: stages.name,
  stageKind: stages.kind,
  sourceId: seen.sourceId,
  sourceKey: leadSources.key,
  sourceName: leadSources.name,
  tags: tagsColumn('lead', seen),
  custom: customColumn('lead', seen),
  archivedAt: seen.archivedAt,
  createdAt: seen.createdAt,
  updatedAt: seen.updatedAt,
  version: seen.version,
};

const joinedStage = and(eq(stages.tenantId, seen.tenantId), eq(stages.id, seen.stageId));
const joinedOwner = and(eq(users.tenantId, seen.tenantId), eq(users.id, seen.ownerId));
const joinedSource = and(eq(leadSources.tenantId, seen.tenantId), eq(leadSources.id, seen.sourceId));

const selectRows = (tx: Tx, query: ListQuery) =>
  tx
    .select({ ...rowColumns, position: positionOf({ id: seen.id, sorts: leadsList.sorts }, query) })
    .from(seen)
    .innerJoin(stages, joinedStage)
    .leftJoin(users, joinedOwner)
    .leftJoin(leadSources, joinedSource);

type Selected = Omit<Awaited<ReturnType<typeof selectRows>>[number], 'position'>;

const toRow = (row: Selected): LeadRow => ({
  id: row.id,
  name: row.name,
  company: row.company,
  email: row.email,
  phone: row.phone,
  score: row.score,
  owner: row.ownerId && row.ownerName !== null ? { id: row.ownerId, name: row.ownerName } : null,
  stage: { id: row.stageId, key: row.stageKey, name: row.stageName, kind: row.stageKind },
  source:
    row.sourceId && row.sourceKey !== null && row.sourceName !== null
      ? { id: row.sourceId, key: row.sourceKey, name: row.sourceName }
      : null,
  tags: row.tags,
  custom: row.custom,
  archived: row.archivedAt !== null,
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
  version: row.version,
});

const iso = (at: string): string => new Date(at).toISOString();

/** One page of leads and how many there are. */
export const findLeads = (tx: Tx, query: ListQuery): Promise<Listed<LeadRow>> =>
  findPage(
    tx,
    query,
    leadsList,
    ({ where, order, limit, offset }) =>
      selectRows(tx, query)
        .where(where)
        .orderBy(...order)
        .limit(limit)
        .offset(offset),
    (row) => toRow(row),
  );

/** The same in one statement, for the first page of a list of one's own. */
export async function findLeadsAndCount(tx: Tx, query: ListQuery): Promise<Listed<LeadRow>> {
  const [rights, where] = [await fieldRightsOf(tx, 'lead'), await conditionsOf(tx, query, leadsList)];
  const of = { id: seen.id, sorts: leadsList.sorts };
  const total = sql<number>`(select count(*)::int from (
    select 1 from ${seen} where ${where} limit ${COUNT_CAP + 1}) counted)`;
  let count = 0;
  const read = async ({ order, limit }: PageOf) => {
    const rows = await tx
      .select({ ...rowColumns, position: positionOf(of, query), total })
      .from(seen)
      .innerJoin(stages, joinedStage)
      .leftJoin(users, joinedOwner)
      .leftJoin(leadSources, joinedSource)
      .where(where)
      .orderBy(...order)
      .limit(limit);
    count = rows[0]?.total ?? 0;
    return rows;
  };
  const page = await readPage(query, of, where, read, (row) => toRow(row));
  return { ...page, count: Math.min(count, COUNT_CAP), countIsCapped: count > COUNT_CAP, ...rights };
}

const detailColumns = {
  ...rowColumns,
  title: seen.title,
  phoneE164: seen.phoneE164,
  website: seen.website,
  industry: seen.industry,
  description: seen.description,
  address: seen.address,
  emailApart: seen.emailApart,
  createdBy: seen.createdBy,
  createdByName: sql<
    string | null
  >`(select c.name from crm.users c where c.tenant_id = ${seen.tenantId} and c.id = ${seen.createdBy})`,
  teamId: seen.teamId,
  convertedAt: seen.convertedAt,
};

/** The whole lead, or null when there is none here that the caller may see. */
export async function findLead(tx: Tx, id: string): Promise<(LeadDetail & { teamId: string | null }) | null> {
  const [row] = await tx
    .select(detailColumns)
    .from(seen)
    .innerJoin(stages, joinedStage)
    .leftJoin(users, joinedOwner)
    .leftJoin(leadSources, joinedSource)
    .where(and(eq(seen.tenantId, tx.context.tenantId), eq(seen.id, id), isNull(seen.deletedAt)));
  if (!row) return null;
  const [rights, external, twins, converted] = await Promise.all([
    fieldRightsOf(tx, 'lead'),
    findExternalIds(tx, 'lead', id),
    row.email ? findByEmail(tx, row.email, id) : [],
    row.convertedAt === null ? null : findBecame(tx, id, row.convertedAt),
  ]);
  return {
    ...toRow(row),
    title: row.title,
    phoneE164: row.phoneE164,
    website: row.website,
    industry: row.industry,
    description: row.description,
    address: row.address,
    keptApart: row.emailApart ?? false,
    ...rights,
    converted,
    externalIds: external,
    createdBy: row.createdBy && row.createdByName ? { id: row.createdBy, name: row.createdByName } : null,
    possibleDuplicates: twins,
    teamId: row.teamId,
  };
}

/** Live and archived leads that hold this e-mail address, at most ten. Only for an address the caller may see. */
export const findByEmail = (tx: Tx, email: string, exceptId?: string) =>
  tx
    .select({ id: leads.id, name: leads.name })
    .from(leads)
    .where(
      and(
        eq(leads.tenantId, tx.context.tenantId),
        eq(leads.emailNorm, email.toLowerCase()),
        isNull(leads.deletedAt),
        exceptId ? ne(leads.id, exceptId) : undefined,
      ),
    )
    .orderBy(asc(leads.createdAt), asc(leads.id))
    .limit(10);

/** Who owns the lead that holds this e-mail address, also one out of sight; null when nobody does. */
export async function findEmailOwner(tx: Tx, email: string): Promise<string | null> {
  const [row] = await tx.execute<{ owner: string | null }>(
    sql`select crm.lead_email_owner(${email}) as owner`,
  );
  return row?.owner ?? null;
}

/** What decides whether a lead in the trash can come back. */
export async function findTrashed(
  tx: Tx,
  id: string,
): Promise<{ name: string; email: string | null; emailApart: boolean | null } | null> {
  const [row] = await tx
    .select({ name: seen.name, email: seen.email, emailApart: seen.emailApart })
    .from(seen)
    .where(and(eq(seen.tenantId, tx.context.tenantId), eq(seen.id, id), isNotNull(seen.deletedAt)));
  return row ?? null;
}

/** What the score of a lead is made of, also what its writer does not see. */
export async function findScored(tx: Tx, id: string): Promise<Scored> {
  const { email, phone, company, title, website, sourceId } = leads;
  const [row] = await tx
    .select({ email, phone, company, title, website, sourceId })
    .from(leads)
    .where(and(eq(leads.tenantId, tx.context.tenantId), eq(leads.id, id)));
  return row ?? {};
}
