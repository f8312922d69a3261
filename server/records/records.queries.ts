// SQL that is the same for every noun: the version check, the trash, giving away, external ids.
import { and, eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import { externalIds } from '../../db/schema/index.ts';
import type { Tx } from '../../db/tenant.ts';
import { recordTables, type RecordNoun } from './tables.ts';

const of = (tx: Tx, noun: RecordNoun, id: string): SQL | undefined => {
  const { table } = recordTables[noun];
  return and(eq(table.tenantId, tx.context.tenantId), eq(table.id, id));
};

/**
 * Writes a new record of the current tenant. False when a unique index has its place taken, also by a record that was
 * written this moment or that the caller does not see. No RETURNING: a row given to somebody else may be invisible to
 * its writer.
 */
export async function insertRecord(
  tx: Tx,
  noun: RecordNoun,
  values: Readonly<Record<string, unknown>> & { id: string },
): Promise<boolean> {
  const { table } = recordTables[noun];
  const written = await tx
    .insert(table)
    .values({ ...values, tenantId: tx.context.tenantId } as never)
    .onConflictDoNothing();
  return written.count === 1;
}

/**
 * Applies the changes if the version is still the one that was read; without any it holds the row as an update would,
 * and leaves it as it is. Answers the version there is now, null when the one that was read is gone.
 */
export async function updateRecord(
  tx: Tx,
  noun: RecordNoun,
  { id, version }: { id: string; version: number },
  changes: Readonly<Record<string, unknown>>,
): Promise<number | null> {
  const { table } = recordTables[noun];
  const read = and(of(tx, noun, id), eq(table.version, version), isNull(table.deletedAt));
  const now = { version: table.version };
  const rows = Object.values(changes).some((value) => value !== undefined)
    ? await tx
        .update(table)
        .set(changes as never)
        .where(read)
        .returning(now)
    : await tx.select(now).from(table).where(read).for('update');
  return rows[0]?.version ?? null;
}

/** What a record is called and whose it is, or null where there is none that the caller sees. */
export async function findHeld(
  tx: Tx,
  noun: RecordNoun,
  id: string,
): Promise<{ name: string; ownerId: string | null; teamId: string | null } | null> {
  const { table, name } = recordTables[noun];
  const [row] = await tx
    .select({ name, ownerId: table.ownerId, teamId: table.teamId })
    .from(table)
    .where(and(of(tx, noun, id), isNull(table.deletedAt)));
  return row ?? null;
}

/** Whose a record is, which what hangs on it carries too. */
export async function findOwned(
  tx: Tx,
  noun: RecordNoun,
  id: string,
): Promise<{ ownerId: string | null; teamId: string | null } | null> {
  const { table } = recordTables[noun];
  const [row] = await tx
    .select({ ownerId: table.ownerId, teamId: table.teamId })
    .from(table)
    .where(of(tx, noun, id));
  return row ?? null;
}

/** The same of a record that is not in the trash, which nobody gives away before the transaction is over. */
export async function holdOwned(
  tx: Tx,
  noun: RecordNoun,
  id: string,
): Promise<{ ownerId: string | null; teamId: string | null } | null> {
  const { table } = recordTables[noun];
  const [row] = await tx
    .select({ ownerId: table.ownerId, teamId: table.teamId })
    .from(table)
    .where(and(of(tx, noun, id), isNull(table.deletedAt)))
    .for('no key update');
  return row ?? null;
}

/** What a record in the trash is called and which version it is, or null where there is none that the caller sees. */
export async function findTrashed(
  tx: Tx,
  noun: RecordNoun,
  id: string,
): Promise<{ name: string; version: number } | null> {
  const { table, name } = recordTables[noun];
  const [row] = await tx
    .select({ name, version: table.version })
    .from(table)
    .where(and(of(tx, noun, id), isNotNull(table.deletedAt)));
  return row ?? null;
}

/** Takes a record out of the trash. False when it is not there, or is another version there than was asked for. */
export async function restoreTrashed(
  tx: Tx,
  noun: RecordNoun,
  { id, version }: { id: string; version?: number | undefined },
): Promise<boolean> {
  const { table } = recordTables[noun];
  const restored = await tx
    .update(table)
    .set({ deletedAt: null })
    .where(
      and(
        of(tx, noun, id),
        isNotNull(table.deletedAt),
        version === undefined ? undefined : eq(table.version, version),
      ),
    )
    .returning({ id: table.id });
  return restored.length === 1;
}

/** Gives records to another owner; the database repeats tenant, visibility and permission. Answers how many were given. */
export async function handOver(
  tx: Tx,
  noun: RecordNoun,
  ids: readonly string[],
  ownerId: string | null,
): Promise<number> {
  const rows = await tx.execute<{ given: number }>(
    sql`select crm.hand_over(${noun}, ${sql.param(ids)}::uuid[], ${ownerId}::uuid)::int as given`,
  );
  return rows[0]?.given ?? 0;
}

export interface ExternalId {
  source: string;
  id: string;
}

/** What other systems call a record, at most 20. */
export const findExternalIds = (tx: Tx, noun: RecordNoun, recordId: string): PromiseLike<ExternalId[]> =>
  tx
    .select({ source: externalIds.source, id: externalIds.externalId })
    .from(externalIds)
    .where(
      and(
        eq(externalIds.tenantId, tx.context.tenantId),
        eq(externalIds.noun, noun),
        eq(externalIds.recordId, recordId),
      ),
    )
    .limit(20);

export async function insertExternalId(
  tx: Tx,
  noun: RecordNoun,
  link: ExternalId & { recordId: string; ownerId: string | null; teamId: string | null },
): Promise<void> {
  const { id, ...of } = link;
  await tx.insert(externalIds).values({ ...of, externalId: id, noun, tenantId: tx.context.tenantId });
}
