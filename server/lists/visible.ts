// How far the caller sees, as a condition. The policies of the database say the same and are the wall; this is for the
// plan: only a condition of the statement itself leads the planner to the owner's index.
import { eq, inArray, isNull, or, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { RecordNoun } from '../../app/paths.ts';
import type { Tx } from '../../db/tenant.ts';

export interface Owned {
  ownerId: AnyPgColumn;
  teamId: AnyPgColumn;
}

/** Undefined for those who see every record of the noun. Records without owner are everybody's. */
export async function visible(
  tx: Tx,
  noun: RecordNoun,
  { ownerId, teamId }: Owned,
): Promise<SQL | undefined> {
  const { seesAll, seesTeam, teamIds } = await tx.entered;
  if (seesAll.includes(noun)) return undefined;
  return or(
    isNull(ownerId),
    tx.context.userId ? eq(ownerId, tx.context.userId) : undefined,
    seesTeam.includes(noun) && teamIds.length > 0 ? inArray(teamId, teamIds) : undefined,
  );
}

/** The same of rows that hang on records and name their noun. */
export async function visibleHanging(
  tx: Tx,
  { ownerId, teamId, noun }: Owned & { noun: AnyPgColumn },
): Promise<SQL | undefined> {
  const { seesAll, seesTeam, teamIds } = await tx.entered;
  if (ALL.every((each) => seesAll.includes(each))) return undefined;
  return or(
    seesAll.length > 0 ? inArray(noun, seesAll) : undefined,
    isNull(ownerId),
    tx.context.userId ? eq(ownerId, tx.context.userId) : undefined,
    seesTeam.length > 0 && teamIds.length > 0
      ? sql`(${inArray(teamId, teamIds)} and ${inArray(noun, seesTeam)})`
      : undefined,
  );
}

const ALL: readonly RecordNoun[] = ['lead', 'contact', 'organization', 'opportunity', 'task'];
