// The SQL that reads and writes opportunities. Every function takes the open transaction; every statement names the tenant.
import { and, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import type { ListQuery } from '../../../app/contracts/list.ts';
import type { Sums } from '../../../app/contracts/money.ts';
import type { OpportunityDetail, OpportunityRow } from '../../../app/contracts/opportunities.ts';
import {
  contacts,
  opportunitiesSeen as seen,
  organizations,
  pipelines,
  stages,
  users,
} from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { positionOf } from '../../lists/cursors.ts';
import { conditionsOf, COUNT_CAP, findPage, type Listed } from '../../lists/list.ts';
import { findExternalIds } from '../../records/records.queries.ts';
import { customColumn } from '../custom-fields/custom-values.queries.ts';
import { tagsColumn } from '../tags/tags.queries.ts';
import { opportunitiesList } from './opportunities.list.ts';

const rowColumns = {
  id: seen.id,
  title: seen.title,
  organizationId: seen.organizationId,
  organizationName: organizations.name,
  contactId: seen.contactId,
  contactName: contacts.name,
  pipelineId: seen.pipelineId,
  pipelineSlug: pipelines.slug,
  pipelineName: pipelines.name,
  stageId: seen.stageId,
  stageKey: stages.key,
  stageName: stages.name,
  stageKind: stages.kind,
  probability: stages.probability,
  amountMinor: seen.amountMinor,
  currency: seen.currency,
  closeDate: seen.closeDate,
  ownerId: seen.ownerId,
  ownerName: users.name,
  tags: tagsColumn('opportunity', seen),
  custom: customColumn('opportunity', seen),
  archivedAt: seen.archivedAt,
  stageEnteredAt: seen.stageEnteredAt,
  closedAt: seen.closedAt,
  createdAt: seen.createdAt,
  updatedAt: seen.updatedAt,
  version: seen.version,
};

/** Names of what it refers to; of records out of sight the policies leave none. */
const selectRows = (tx: Tx, position: SQL<string | number | null>) =>
  tx
    .select({ ...rowColumns, position })
    .from(seen)
    .innerJoin(stages, and(eq(stages.tenantId, seen.tenantId), eq(stages.id, seen.stageId)))
    .innerJoin(pipelines, and(eq(pipelines.tenantId, seen.tenantId), eq(pipelines.id, seen.pipelineId)))
    .leftJoin(users, and(eq(users.tenantId, seen.tenantId), eq(users.id, seen.ownerId)))
    .leftJoin(
      organizations,
      and(
        eq(organizations.tenantId, seen.tenantId),
        eq(organizations.id, seen.organizationId),
        isNull(organizations.deletedAt),
      ),
    )
    .leftJoin(
      contacts,
      and(eq(contacts.tenantId, seen.tenantId), eq(contacts.id, seen.contactId), isNull(contacts.deletedAt)),
    );

type Selected = Omit<Awaited<ReturnType<typeof selectRows>>[number], 'position'>;

const toRow = (row: Selected): OpportunityRow => ({
  id: row.id,
  title: row.title,
  organization: row.organizationId ? { id: row.organizationId, name: row.organizationName } : null,
  contact: row.contactId ? { id: row.contactId, name: row.contactName } : null,
  pipeline: { id: row.pipelineId, slug: row.pipelineSlug, name: row.pipelineName },
  stage: {
    id: row.stageId,
    key: row.stageKey,
    name: row.stageName,
    kind: row.stageKind,
    probability: row.probability,
  },
  amount:
    row.amountMinor !== null && row.currency !== null
      ? { minor: row.amountMinor, currency: row.currency }
      : null,
  closeDate: row.closeDate,
  owner: row.ownerId && row.ownerName !== null ? { id: row.ownerId, name: row.ownerName } : null,
  tags: row.tags,
  custom: row.custom,
  archived: row.archivedAt !== null,
  stageEnteredAt: iso(row.stageEnteredAt),
  closedAt: row.closedAt && iso(row.closedAt),
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
  version: row.version,
});

const iso = (at: string): string => new Date(at).toISOString();

/** One page of opportunities, how many there are, and what the counted ones are worth. */
export async function findOpportunities(
  tx: Tx,
  query: ListQuery,
): Promise<Listed<OpportunityRow> & { sums: Sums }> {
  const [listed, sums] = await Promise.all([
    findPage(
      tx,
      query,
      opportunitiesList,
      ({ where, order, limit, offset }) =>
        selectRows(tx, positionOf({ id: seen.id, sorts: opportunitiesList.sorts }, query))
          .where(where)
          .orderBy(...order)
          .limit(limit)
          .offset(offset),
      (row) => toRow(row),
    ),
    conditionsOf(tx, query, opportunitiesList).then((where) => sumsOf(tx, where)),
  ]);
  return { ...listed, sums };
}

/** Of as many rows as are counted, the tenant's own currency first. An amount that is hidden adds to nothing. */
async function sumsOf(tx: Tx, where: SQL): Promise<Sums> {
  const own = (await tx.entered).currency;
  const counted = tx
    .select({ currency: seen.currency, minor: seen.amountMinor })
    .from(seen)
    .where(where)
    .limit(COUNT_CAP)
    .as('counted');
  const rows = await tx
    .select({ currency: counted.currency, minor: sql<string>`sum(${counted.minor})::text` })
    .from(counted)
    .where(isNotNull(counted.minor))
    .groupBy(counted.currency)
    .orderBy(sql`${counted.currency} <> ${own}`, counted.currency);
  return rows.map(({ currency, minor }) => ({ currency: currency ?? own, minor: Number(minor) }));
}

export type Loaded = OpportunityDetail & { teamId: string | null };

/** The whole opportunity, or null when there is none here that the caller may see. */
export async function findOpportunity(tx: Tx, id: string): Promise<Loaded | null> {
  const one = and(eq(seen.tenantId, tx.context.tenantId), eq(seen.id, id), isNull(seen.deletedAt));
  const [rows, further, external, rights] = await Promise.all([
    selectRows(tx, sql`null`).where(one),
    selectFurther(tx).where(one),
    findExternalIds(tx, 'opportunity', id),
    fieldRightsOf(tx, 'opportunity'),
  ]);
  const [row, more] = [rows[0], further[0]];
  if (!row || !more) return null;
  return {
    ...toRow(row),
    lostReason: more.lostReason,
    leadId: more.leadId,
    teamId: more.teamId,
    createdBy: more.createdBy && more.createdByName ? { id: more.createdBy, name: more.createdByName } : null,
    externalIds: external,
    ...rights,
  };
}

const selectFurther = (tx: Tx) =>
  tx
    .select({
      lostReason: seen.lostReason,
      leadId: seen.leadId,
      teamId: seen.teamId,
      createdBy: seen.createdBy,
      createdByName: users.name,
    })
    .from(seen)
    .leftJoin(users, and(eq(users.tenantId, seen.tenantId), eq(users.id, seen.createdBy)));
