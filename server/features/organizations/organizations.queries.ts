// The SQL about organizations themselves. Every function takes the open transaction; every statement names the tenant.
import { and, asc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { OrganizationDetail, OrganizationRow } from '../../../app/contracts/organizations.ts';
import type { ListQuery } from '../../../app/contracts/list.ts';
import { organizations, organizationsSeen as seen, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { positionOf } from '../../lists/cursors.ts';
import { findPage, type Listed } from '../../lists/list.ts';
import { findExternalIds } from '../../records/records.queries.ts';
import { customColumn } from '../custom-fields/custom-values.queries.ts';
import { tagsColumn } from '../tags/tags.queries.ts';
import { organizationsList } from './organizations.list.ts';

const parents = alias(organizations, 'parent');

const rowColumns = {
  id: seen.id,
  name: seen.name,
  domain: seen.domain,
  phone: seen.phone,
  size: seen.size,
  industry: seen.industry,
  parentId: seen.parentId,
  parentName: parents.name,
  ownerId: seen.ownerId,
  ownerName: users.name,
  tags: tagsColumn('organization', seen),
  custom: customColumn('organization', seen),
  archivedAt: seen.archivedAt,
  createdAt: seen.createdAt,
  updatedAt: seen.updatedAt,
  version: seen.version,
};

const joinedOwner = and(eq(users.tenantId, seen.tenantId), eq(users.id, seen.ownerId));
const joinedParent = and(
  eq(parents.tenantId, seen.tenantId),
  eq(parents.id, seen.parentId),
  isNull(parents.deletedAt),
);

const selectRows = (tx: Tx, query: ListQuery) =>
  tx
    .select({ ...rowColumns, position: positionOf({ id: seen.id, sorts: organizationsList.sorts }, query) })
    .from(seen)
    .leftJoin(users, joinedOwner)
    .leftJoin(parents, joinedParent);

type Selected = Omit<Awaited<ReturnType<typeof selectRows>>[number], 'position'>;

const toRow = (row: Selected): OrganizationRow => ({
  id: row.id,
  name: row.name,
  domain: row.domain,
  phone: row.phone,
  size: row.size,
  industry: row.industry,
  parent: named(row.parentId, row.parentName),
  owner: named(row.ownerId, row.ownerName),
  tags: row.tags,
  custom: row.custom,
  archived: row.archivedAt !== null,
  createdAt: iso(row.createdAt),
  updatedAt: iso(row.updatedAt),
  version: row.version,
});

const iso = (at: string): string => new Date(at).toISOString();

const named = (id: string | null, name: string | null): { id: string; name: string } | null =>
  id && name !== null ? { id, name } : null;

/** One page of organizations and how many there are. */
export const findOrganizations = (tx: Tx, query: ListQuery): Promise<Listed<OrganizationRow>> =>
  findPage(
    tx,
    query,
    organizationsList,
    ({ where, order, limit, offset }) =>
      selectRows(tx, query)
        .where(where)
        .orderBy(...order)
        .limit(limit)
        .offset(offset),
    (row) => toRow(row),
  );

const detailColumns = {
  ...rowColumns,
  website: seen.website,
  phoneE164: seen.phoneE164,
  description: seen.description,
  address: seen.address,
  nameApart: seen.nameApart,
  createdBy: seen.createdBy,
  createdByName: sql<
    string | null
  >`(select c.name from crm.users c where c.tenant_id = ${seen.tenantId} and c.id = ${seen.createdBy})`,
  teamId: seen.teamId,
};

export type LoadedOrganization = OrganizationDetail & { teamId: string | null; parentId: string | null };

/** The whole organization, or null when there is none here that the caller may see. */
export async function findOrganization(tx: Tx, id: string): Promise<LoadedOrganization | null> {
  const [row] = await tx
    .select(detailColumns)
    .from(seen)
    .leftJoin(users, joinedOwner)
    .leftJoin(parents, joinedParent)
    .where(and(eq(seen.tenantId, tx.context.tenantId), eq(seen.id, id), isNull(seen.deletedAt)));
  if (!row) return null;
  const [rights, external, twins] = await Promise.all([
    fieldRightsOf(tx, 'organization'),
    findExternalIds(tx, 'organization', id),
    findByName(tx, row.name, id),
  ]);
  return {
    ...toRow(row),
    website: row.website,
    phoneE164: row.phoneE164,
    description: row.description,
    address: row.address,
    keptApart: row.nameApart,
    ...rights,
    externalIds: external,
    createdBy: named(row.createdBy, row.createdByName),
    possibleDuplicates: twins,
    teamId: row.teamId,
    parentId: row.parentId,
  };
}

/** Live and archived organizations of this name, whatever its case, accents and outer spaces; at most ten. */
export const findByName = (tx: Tx, name: string, exceptId?: string) =>
  tx
    .select({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .where(
      and(
        eq(organizations.tenantId, tx.context.tenantId),
        eq(organizations.nameNorm, sql`btrim(crm.fold(${name}))`),
        isNull(organizations.deletedAt),
        exceptId ? ne(organizations.id, exceptId) : undefined,
      ),
    )
    .orderBy(asc(organizations.createdAt), asc(organizations.id))
    .limit(10);

/** Who owns the organization that holds this name, also one out of sight; null when nobody does. */
export async function findNameOwner(tx: Tx, name: string): Promise<string | null> {
  const [row] = await tx.execute<{ owner: string | null }>(
    sql`select crm.organization_name_owner(${name}) as owner`,
  );
  return row?.owner ?? null;
}

export async function findTrashed(tx: Tx, id: string): Promise<{ name: string; nameApart: boolean } | null> {
  const [row] = await tx
    .select({ name: seen.name, nameApart: seen.nameApart })
    .from(seen)
    .where(and(eq(seen.tenantId, tx.context.tenantId), eq(seen.id, id), isNotNull(seen.deletedAt)));
  return row ?? null;
}

/** The organization and those above it, as far as they are in sight; empty when it is not. */
export async function findAncestry(tx: Tx, id: string): Promise<string[]> {
  const { tenantId } = tx.context;
  const rows = await tx.execute<{ id: string }>(sql`
    with recursive above as (
      select o.id, o.parent_id from crm.organizations o
       where o.tenant_id = ${tenantId} and o.id = ${id} and o.deleted_at is null
      union
      select o.id, o.parent_id from above a join crm.organizations o on o.tenant_id = ${tenantId} and o.id = a.parent_id)
    select id from above limit 1000`);
  return rows.map((row) => row.id);
}
