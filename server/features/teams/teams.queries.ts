// The only SQL about teams and who is in them.
import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { TeamItem } from '../../../app/contracts/teams.ts';
import { teams, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

const parents = alias(teams, 'parent');
const managers = alias(users, 'manager');

interface Person {
  id: string;
  name: string;
}

/** Every team of the tenant with its people, by name, and who is in none. */
export async function findTeams(tx: Tx): Promise<{ items: TeamItem[]; unassigned: Person[] }> {
  const { tenantId } = tx.context;
  const [rows, people] = await Promise.all([
    tx
      .select({
        id: teams.id,
        name: teams.name,
        parentId: parents.id,
        parentName: parents.name,
        managerId: managers.id,
        managerName: managers.name,
        version: teams.version,
      })
      .from(teams)
      .leftJoin(
        parents,
        and(eq(parents.tenantId, teams.tenantId), eq(parents.id, teams.parentId), isNull(parents.deletedAt)),
      )
      .leftJoin(managers, and(eq(managers.tenantId, teams.tenantId), eq(managers.id, teams.managerId)))
      .where(and(eq(teams.tenantId, tenantId), isNull(teams.deletedAt)))
      .orderBy(asc(teams.name), asc(teams.id)),
    tx
      .select({ id: users.id, name: users.name, teamId: users.teamId })
      .from(users)
      .where(and(eq(users.tenantId, tenantId), isNull(users.deletedAt)))
      .orderBy(asc(users.name), asc(users.id)),
  ]);
  const inTeam = (id: string | null): Person[] =>
    people.filter(({ teamId }) => teamId === id).map((person) => ({ id: person.id, name: person.name }));
  const items = rows.map(({ parentId, parentName, managerId, managerName, ...team }) => ({
    ...team,
    parent: parentId && parentName !== null ? { id: parentId, name: parentName } : null,
    manager: managerId && managerName !== null ? { id: managerId, name: managerName } : null,
    members: inTeam(team.id),
  }));
  return { items, unassigned: inTeam(null) };
}

interface Values {
  name: string;
  parentId: string | null;
  managerId: string | null;
}

export async function insertTeam(tx: Tx, team: Values & { id: string }): Promise<void> {
  await tx.insert(teams).values({ ...team, tenantId: tx.context.tenantId });
}

/** Null when the version that was read is gone. */
export async function updateTeam(
  tx: Tx,
  { id, version }: { id: string; version: number },
  values: Partial<Values & { deletedAt: string }>,
): Promise<number | null> {
  const [row] = await tx
    .update(teams)
    .set(values)
    .where(
      and(
        eq(teams.tenantId, tx.context.tenantId),
        eq(teams.id, id),
        eq(teams.version, version),
        isNull(teams.deletedAt),
      ),
    )
    .returning({ version: teams.version });
  return row?.version ?? null;
}

/** The teams right below one come under another, or to the top. */
export async function liftBelow(tx: Tx, id: string, parentId: string | null): Promise<void> {
  await tx
    .update(teams)
    .set({ parentId })
    .where(and(eq(teams.tenantId, tx.context.tenantId), eq(teams.parentId, id)));
}

export async function setTeam(tx: Tx, people: readonly string[], teamId: string | null): Promise<void> {
  if (people.length === 0) return;
  await tx
    .update(users)
    .set({ teamId })
    .where(and(eq(users.tenantId, tx.context.tenantId), inArray(users.id, [...people])));
}

/** Brings at most so many records of these people into the team they are in now; answers how many. */
export async function followTeam(tx: Tx, people: readonly string[], most: number): Promise<number> {
  const [row] = await tx.execute<{ moved: number }>(
    sql`select crm.follow_team(${sql.param([...people])}::uuid[], ${most}::int) as moved`,
  );
  return row?.moved ?? 0;
}
