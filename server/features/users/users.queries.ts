// The only SQL about users of a tenant. Accounts, the global sign-in identities, are another feature.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { ListQuery } from '../../../app/contracts/list.ts';
import type { UserItem, UserStatus } from '../../../app/contracts/users.ts';
import { users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { positionOf } from '../../lists/cursors.ts';
import { readPage, type Counted, type Page } from '../../lists/list.ts';
import { conditions, usersSorted } from './users.list.ts';

export interface UserRow {
  id: string;
  name: string;
  email: string;
  status: string;
  teamId: string | null;
}

export async function findUser(tx: Tx, id: string): Promise<UserRow | null> {
  const [row] = await tx
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      status: users.status,
      teamId: users.teamId,
    })
    .from(users)
    .where(and(eq(users.tenantId, tx.context.tenantId), eq(users.id, id), isNull(users.deletedAt)));
  return row ?? null;
}

const rolesOf = sql<{ key: string; name: string }[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('key', r.key, 'name', r.name) order by r.name, r.key), '[]')
    from crm.user_roles h
    join crm.roles r on r.tenant_id = h.tenant_id and r.id = h.role_id and r.deleted_at is null
   where h.tenant_id = crm.users.tenant_id and h.user_id = crm.users.id)`;

const columns = {
  id: users.id,
  name: users.name,
  email: users.email,
  status: users.status,
  roles: rolesOf,
  lastLoginAt: users.lastLoginAt,
  createdAt: users.createdAt,
  version: users.version,
};

/** One page of the tenant's people and how many fit; they are few enough to be counted whole. */
export async function findUsers(tx: Tx, query: ListQuery): Promise<Page<UserItem> & Counted> {
  const where = await conditions(tx, query);
  const [page, counted] = await Promise.all([
    readPage(
      query,
      usersSorted,
      where,
      (page) =>
        tx
          .select({ ...columns, position: positionOf(usersSorted, query) })
          .from(users)
          .where(page.where)
          .orderBy(...page.order)
          .limit(page.limit)
          .offset(page.offset),
      ({ position: _, ...user }): UserItem => user,
    ),
    tx
      .select({ count: sql<number>`count(*)::int` })
      .from(users)
      .where(where),
  ]);
  return { ...page, count: counted[0]?.count ?? 0, countIsCapped: false };
}

const isAdmin = sql`exists (
  select from crm.user_roles h
    join crm.roles r on r.tenant_id = h.tenant_id and r.id = h.role_id and r.deleted_at is null
    join crm.role_permissions p on p.tenant_id = h.tenant_id and p.role_id = h.role_id and p.permission = 'admin:*'
   where h.tenant_id = crm.users.tenant_id and h.user_id = crm.users.id)`;

/** One person, with the permissions their roles give together. */
export async function findUserDetail(tx: Tx, id: string) {
  const { tenantId } = tx.context;
  const permissions = sql<string[]>`array(
    select distinct p.permission
      from crm.user_roles h
      join crm.roles r on r.tenant_id = h.tenant_id and r.id = h.role_id and r.deleted_at is null
      join crm.role_permissions p on p.tenant_id = h.tenant_id and p.role_id = h.role_id
     where h.tenant_id = crm.users.tenant_id and h.user_id = crm.users.id)`;
  const [row] = await tx
    .select({ ...columns, accountId: users.accountId, permissions })
    .from(users)
    .where(and(eq(users.tenantId, tenantId), eq(users.id, id), isNull(users.deletedAt)));
  return row ?? null;
}

/** Whether somebody else, who is active, could administer the tenant. */
export async function hasOtherAdmin(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        eq(users.tenantId, tx.context.tenantId),
        eq(users.status, 'active'),
        isNull(users.deletedAt),
        sql`${users.id} <> ${id}`,
        isAdmin,
      ),
    )
    .limit(1);
  return row !== undefined;
}

/** Null when the version that was read is gone. */
export async function updateUserName(
  tx: Tx,
  { id, version, name }: { id: string; version: number; name: string | undefined },
): Promise<number | null> {
  const read = and(
    eq(users.tenantId, tx.context.tenantId),
    eq(users.id, id),
    eq(users.version, version),
    isNull(users.deletedAt),
  );
  const now = { version: users.version };
  const rows =
    name === undefined
      ? await tx.select(now).from(users).where(read)
      : await tx.update(users).set({ name }).where(read).returning(now);
  return rows[0]?.version ?? null;
}

/** Moves somebody from one status to the other; null when they are in neither. */
export async function updateStatus(
  tx: Tx,
  id: string,
  { from, to }: { from: UserStatus; to: UserStatus },
): Promise<number | null> {
  const [row] = await tx
    .update(users)
    .set({ status: to })
    .where(
      and(
        eq(users.tenantId, tx.context.tenantId),
        eq(users.id, id),
        eq(users.status, from),
        isNull(users.deletedAt),
      ),
    )
    .returning({ version: users.version });
  return row?.version ?? null;
}
