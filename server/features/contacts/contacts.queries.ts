// The only SQL about contacts. Every function takes the open transaction; every statement names the tenant.
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { ContactDetail, ContactRow } from '../../../app/contracts/contacts.ts';
import type { ListQuery } from '../../../app/contracts/list.ts';
import { contacts, contactsSeen as seen, organizations, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { positionOf } from '../../lists/cursors.ts';
import { findPage, type Listed } from '../../lists/list.ts';
import { findExternalIds } from '../../records/records.queries.ts';
import { customColumn } from '../custom-fields/custom-values.queries.ts';
import { tagsColumn } from '../tags/tags.queries.ts';
import { contactsList } from './contacts.list.ts';

const rowColumns = {
  id: seen.id,
  name: seen.name,
  title: seen.title,
  email: seen.email,
  phone: seen.phone,
  organizationId: seen.organizationId,
  organizationName: organizations.name,
  ownerId: seen.ownerId,
  ownerName: users.name,
  tags: tagsColumn('contact', seen),
  custom: customColumn('contact', seen),
  archivedAt: seen.archivedAt,
  createdAt: seen.createdAt,
  updatedAt: seen.updatedAt,
  version: seen.version,
};

const joinedOwner = and(eq(users.tenantId, seen.tenantId), eq(users.id, seen.ownerId));
const joinedOrganization = and(
  eq(organizations.tenantId, seen.tenantId),
  eq(organizations.id, seen.organizationId),
  isNull(organizations.deletedAt),
);

const selectRows = (tx: Tx, query: ListQuery) =>
  tx
    .select({ ...rowColumns, position: positionOf({ id: seen.id, sorts: contactsList.sorts }, query) })
    .from(seen)
    .leftJoin(users, joinedOwner)
    .leftJoin(organizations, joinedOrganization);

type Selected = Omit<Awaited<ReturnType<typeof selectRows>>[number], 'position'>;

const toRow = (row: Selected): ContactRow => ({
  id: row.id,
  name: row.name,
  title: row.title,
  email: row.email,
  phone: row.phone,
  organization: named(row.organizationId, row.organizationName),
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

/** One page of contacts and how many there are. */
export const findContacts = (tx: Tx, query: ListQuery): Promise<Listed<ContactRow>> =>
  findPage(
    tx,
    query,
    contactsList,
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
  firstName: seen.firstName,
  lastName: seen.lastName,
  phoneE164: seen.phoneE164,
  emailNorm: seen.emailNorm,
  description: seen.description,
  address: seen.address,
  createdBy: seen.createdBy,
  createdByName: sql<
    string | null
  >`(select c.name from crm.users c where c.tenant_id = ${seen.tenantId} and c.id = ${seen.createdBy})`,
  teamId: seen.teamId,
};

export type LoadedContact = ContactDetail & { teamId: string | null };

/** The whole contact, or null when there is none here that the caller may see. */
export async function findContact(tx: Tx, id: string): Promise<LoadedContact | null> {
  const [row] = await tx
    .select(detailColumns)
    .from(seen)
    .leftJoin(users, joinedOwner)
    .leftJoin(organizations, joinedOrganization)
    .where(and(eq(seen.tenantId, tx.context.tenantId), eq(seen.id, id), isNull(seen.deletedAt)));
  if (!row) return null;
  const [rights, external, twins] = await Promise.all([
    fieldRightsOf(tx, 'contact'),
    findExternalIds(tx, 'contact', id),
    row.emailNorm ? findByEmail(tx, row.emailNorm, id) : [],
  ]);
  return {
    ...toRow(row),
    // a name that nobody has taken apart is shown in one piece
    firstName: row.firstName ?? (row.lastName === null ? row.name : null),
    lastName: row.lastName,
    phoneE164: row.phoneE164,
    description: row.description,
    address: row.address,
    ...rights,
    externalIds: external,
    createdBy: named(row.createdBy, row.createdByName),
    possibleDuplicates: twins,
    teamId: row.teamId,
  };
}

/** Live and archived contacts that have this e-mail address, at most ten. Only for an address the caller may see. */
const findByEmail = (tx: Tx, emailNorm: string, exceptId: string) =>
  tx
    .select({ id: contacts.id, name: contacts.name })
    .from(contacts)
    .where(
      and(
        eq(contacts.tenantId, tx.context.tenantId),
        eq(contacts.emailNorm, emailNorm),
        isNull(contacts.deletedAt),
        ne(contacts.id, exceptId),
      ),
    )
    .orderBy(asc(contacts.createdAt), asc(contacts.id))
    .limit(10);

/** What an organization is called, null when the caller sees none of this id. */
export async function findOrganizationName(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx
    .select({ name: organizations.name })
    .from(organizations)
    .where(
      and(
        eq(organizations.tenantId, tx.context.tenantId),
        eq(organizations.id, id),
        isNull(organizations.deletedAt),
      ),
    );
  return row?.name ?? null;
}
