// SQL that asks the database what somebody may: the functions that also decide at the way in.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { roles, userRoles, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

interface Held extends Record<string, unknown> {
  permission: string;
  held: boolean;
  roles: string[];
}

interface Sight extends Record<string, unknown> {
  noun: string;
  scope: 'own' | 'team' | 'all';
  roles: string[];
}

export async function findHeld(tx: Tx, userId: string, asked: readonly string[]): Promise<Held[]> {
  const list = JSON.stringify(asked);
  return [
    ...(await tx.execute<Held>(
      sql`select permission, held, roles
            from crm.access_of(${userId}::uuid, array(select jsonb_array_elements_text(${list}::jsonb)))`,
    )),
  ];
}

export async function findSight(tx: Tx, userId: string, asked: readonly string[]): Promise<Sight[]> {
  const list = JSON.stringify(asked);
  return [
    ...(await tx.execute<Sight>(
      sql`select noun, scope, roles
            from crm.sight_of(${userId}::uuid, array(select jsonb_array_elements_text(${list}::jsonb)))`,
    )),
  ];
}

interface Closed extends Record<string, unknown> {
  noun: string;
  field: string;
  access: 'hidden' | 'read_only';
  roles: string[];
}

export async function findClosedFields(tx: Tx, userId: string): Promise<Closed[]> {
  return [
    ...(await tx.execute<Closed>(sql`select noun, field, access, roles from crm.fields_of(${userId}::uuid)`)),
  ];
}

const MANY = 500;

/** People of the tenant with the names of their roles. */
export async function findPeople(tx: Tx) {
  const { tenantId } = tx.context;
  return tx
    .select({
      id: users.id,
      name: users.name,
      roles: sql<{ key: string; name: string }[]>`coalesce(jsonb_agg(
        jsonb_build_object('key', ${roles.key}, 'name', ${roles.name}) order by ${roles.name})
          filter (where ${roles.id} is not null), '[]')`,
    })
    .from(users)
    .leftJoin(userRoles, and(eq(userRoles.tenantId, users.tenantId), eq(userRoles.userId, users.id)))
    .leftJoin(
      roles,
      and(eq(roles.tenantId, userRoles.tenantId), eq(roles.id, userRoles.roleId), isNull(roles.deletedAt)),
    )
    .where(and(eq(users.tenantId, tenantId), isNull(users.deletedAt)))
    .groupBy(users.id, users.name)
    .orderBy(asc(users.name), asc(users.id))
    .limit(MANY);
}
