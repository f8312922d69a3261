// What every record goes through, whatever its noun: saved if nobody else has meanwhile, given away, archived, thrown
// away and taken back. What a noun's fields mean, and what else a change leads to, is said by the noun.
import type { RuledNoun } from '../../app/contracts/field-rules.ts';
import type { CustomInput, CustomValues } from '../../app/contracts/custom-values.ts';
import type { Tx } from '../../db/tenant.ts';
import { onlyEditable, withoutLocked, withoutUnseen } from '../auth/field-rules.ts';
import { requirePermission } from '../auth/require-permission.ts';
import { AppError, notFound, sqlState, violatedConstraint } from '../errors.ts';
import { changedValues, wholeOf, writeValues } from '../features/custom-fields/custom-values.actions.ts';
import { notify } from '../features/notifications/notifications.actions.ts';
import { findUser } from '../features/users/users.queries.ts';
import { enqueue } from '../jobs/enqueue.ts';
import * as records from './records.queries.ts';
import type { RecordNoun } from './tables.ts';

/** What the actions read of any record. */
export interface Existing {
  id: string;
  version: number;
  owner: { id: string } | null;
  archived: boolean;
  custom?: CustomValues;
}

type Given = Readonly<Record<string, unknown>>;

/** Nouns that go through here; the fields of others may be under rules too. */
type Noun = RuledNoun & RecordNoun;

export interface RecordKind<Detail extends Existing, Fields extends Given> {
  noun: Noun;
  /** the record with all that its page shows, or null when there is none that the caller sees */
  find: (tx: Tx, id: string) => Promise<Detail | null>;
  /** a record as it would be sent back */
  inputOf: (record: Detail) => Given;
  /** the columns that changed fields are written to; throws what is wrong with them */
  columnsOf: (tx: Tx, fields: Fields, before: Detail) => Promise<Given>;
  /** what else follows in the same transaction */
  saved?: (tx: Tx, before: Detail, fields: Fields) => Promise<void>;
  /** throws where the place of a record in the trash is taken */
  requirePlace?: (tx: Tx, id: string) => Promise<void>;
  /** what a violated unique index means to a person */
  taken?: (constraint: string) => AppError | undefined;
}

export interface Patch extends Given {
  id: string;
  version: number;
  ownerId?: string | null | undefined;
  archived?: boolean | undefined;
  custom?: CustomInput;
}

type FieldsOf<P extends Patch> = Omit<P, 'id' | 'version' | 'ownerId' | 'archived'>;

/** The record, or 404. */
export async function requireRecord<Detail extends Existing>(
  { noun, find }: Pick<RecordKind<Detail, never>, 'noun' | 'find'>,
  tx: Tx,
  id: string,
): Promise<Detail> {
  const record = await find(tx, id);
  if (!record) throw notFound(noun);
  return record;
}

/** PATCH in all its forms: fields, owner, archived. Answers the new version; 409 carries the current record. */
export async function saveRecord<Detail extends Existing, P extends Patch>(
  kind: RecordKind<Detail, FieldsOf<P>>,
  tx: Tx,
  input: P,
): Promise<{ id: string; version: number }> {
  const { id, version, ownerId, archived, custom, ...given } = input;
  const before = await requireRecord(kind, tx, id);
  const fields = await onlyEditable(tx, kind.noun, given as FieldsOf<P>, kind.inputOf(before));
  if (archived !== undefined) await requirePermission(tx, `${kind.noun}:archive`);
  if (before.version !== version) throw stale(kind, before);
  const values = await changedValues(tx, kind.noun, custom, before.custom ?? {});
  const columns = {
    ...(await kind.columnsOf(tx, fields, before)),
    ...archiving(archived, before),
    // what lies beside the record is one more version of it too
    ...(values.length > 0 && { updatedAt: new Date().toISOString() }),
  };
  const saved = await refusingRaces(kind, () =>
    records.updateRecord(tx, kind.noun, { id, version }, columns),
  );
  if (saved === null) throw stale(kind, await requireRecord(kind, tx, id));
  await writeValues(tx, kind.noun, id, values);
  await kind.saved?.(tx, before, fields);
  if (ownerId !== undefined && ownerId !== (before.owner?.id ?? null))
    await assignRecord(kind, tx, id, ownerId);
  // whoever gives a record away may no longer see it; the hand-over was one more version
  return { id, version: (await kind.find(tx, id))?.version ?? saved + 1 };
}

const archiving = (archived: boolean | undefined, before: Existing): Given =>
  archived === undefined || archived === before.archived
    ? {}
    : { archivedAt: archived ? new Date().toISOString() : null };

/** PUT: the whole of the editable fields. `emptied` says what a missing one becomes, unless the caller may not change it. */
export async function replaceRecord<Detail extends Existing, P extends Patch>(
  kind: RecordKind<Detail, FieldsOf<P>>,
  tx: Tx,
  input: P,
  emptied: Partial<FieldsOf<P>>,
): Promise<{ id: string; version: number }> {
  const given = await withoutUnseen(tx, kind.noun, sentOf(input));
  const custom = await wholeOf(tx, kind.noun, input.custom);
  return saveRecord(kind, tx, { ...(await withoutLocked(tx, kind.noun, emptied)), ...given, custom });
}

/** Forms name a field that was left empty, with nothing in it: it is missing all the same. */
const sentOf = <T extends object>(input: T): T =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;

/** The version that was read is no longer the current one, which the answer carries. */
export const stale = ({ noun }: { noun: RuledNoun }, current: Existing): AppError =>
  new AppError('Conflict', 'record.stale', `Someone else changed this ${noun} since you opened it.`, {
    hint: 'Compare their values with yours, then save again.',
    data: { current },
  });

/**
 * Whose a new record is: the caller's when nothing is said. Making one for a colleague is giving it to them, and needs
 * the permission. Throws Forbidden or NotFound.
 */
export async function requireOwner(
  tx: Tx,
  noun: RecordNoun,
  wanted: string | null | undefined,
): Promise<{ ownerId: string | null; teamId: string | null }> {
  const ownerId = wanted === undefined ? tx.context.userId : wanted;
  if (ownerId === null) return { ownerId, teamId: null };
  if (ownerId !== tx.context.userId) await requirePermission(tx, `${noun}:assign`);
  return { ownerId, teamId: (await requireActiveUser(tx, ownerId)).teamId };
}

export async function requireActiveUser(tx: Tx, id: string): Promise<{ teamId: string | null }> {
  const user = await findUser(tx, id);
  if (user?.status !== 'active') throw missingReference({ ownerId: 'There is no such active user.' });
  return user;
}

/** Something the record is to refer to is not there, field by field. */
export const missingReference = (fields: Readonly<Record<string, string>>): AppError =>
  new AppError('NotFound', 'record.reference_not_found', Object.values(fields).join(' '), {
    details: Object.fromEntries(Object.entries(fields).map(([field, words]) => [field, [words]])),
  });

/** Gives the record to somebody else, who is told, or to nobody. */
export async function assignRecord(
  kind: { noun: RecordNoun; find: (tx: Tx, id: string) => Promise<unknown> },
  tx: Tx,
  id: string,
  ownerId: string | null,
): Promise<{ id: string }> {
  if (!(await kind.find(tx, id))) throw notFound(kind.noun);
  if (ownerId) await requireActiveUser(tx, ownerId);
  if ((await records.handOver(tx, kind.noun, [id], ownerId)) !== 1) throw notFound(kind.noun);
  await tellOwner(tx, kind.noun, id, ownerId);
  return { id };
}

/** Tells somebody, unless it is the caller, that a record is theirs now. */
export async function tellOwner(tx: Tx, noun: RecordNoun, id: string, ownerId: string | null): Promise<void> {
  if (!ownerId || ownerId === tx.context.userId) return;
  await notify(tx, [ownerId], { kind: 'assignment', noun, recordId: id, ownerId });
  await enqueue(tx, 'record.assigned', { noun, id, ownerId });
}

/** Moves the record to the trash. 409 when somebody changed it meanwhile. Answers the version it has there. */
export async function deleteRecord<Detail extends Existing>(
  kind: Pick<RecordKind<Detail, never>, 'noun' | 'find'>,
  tx: Tx,
  { id, version }: { id: string; version: number },
): Promise<{ id: string; version: number }> {
  const record = await requireRecord(kind, tx, id);
  const deleted = { deletedAt: new Date().toISOString() };
  const left = await records.updateRecord(tx, kind.noun, { id, version }, deleted);
  if (left === null) throw stale(kind, record);
  return { id, version: left };
}

/** What is taken back: where a version is named, only if nothing has happened to the record since. */
export interface TakenBack {
  id: string;
  version?: number | undefined;
}

/** Out of the archive or out of the trash, whichever holds it. A place taken meanwhile is a 409 that names the holder. */
export async function restoreRecord<Detail extends Existing>(
  kind: Pick<RecordKind<Detail, never>, 'noun' | 'find' | 'requirePlace' | 'taken'>,
  tx: Tx,
  { id, version }: TakenBack,
): Promise<{ id: string }> {
  const trashed = await records.findTrashed(tx, kind.noun, id);
  const now = trashed ?? (await requireRecord(kind, tx, id));
  if (version !== undefined && version !== now.version) throw decidedSince(kind.noun);
  if (trashed) {
    await kind.requirePlace?.(tx, id);
    const isBack = await refusingRaces(kind, () => records.restoreTrashed(tx, kind.noun, { id, version }));
    if (!isBack && version !== undefined) throw decidedSince(kind.noun);
    return { id };
  }
  if (!('archived' in now) || !now.archived) return { id };
  if (
    (await records.updateRecord(tx, kind.noun, { id, version: now.version }, { archivedAt: null })) === null
  )
    throw stale(kind, await requireRecord(kind, tx, id));
  return { id };
}

/** An undo comes after somebody's later decision, which stands. */
export const decidedSince = (noun: RecordNoun): AppError =>
  new AppError('Conflict', 'record.stale', `Someone has changed this ${noun} since, so it stays as it is.`, {
    hint: 'Look at it as it is now.',
  });

/** Notes what another system calls a new record. 409 when it calls another one so. */
export async function addExternalId(
  tx: Tx,
  noun: Noun,
  link: Parameters<typeof records.insertExternalId>[2],
): Promise<void> {
  await refusingRaces({}, () => records.insertExternalId(tx, noun, link));
}

/** Two writers at once: the unique index decides, and the loser gets the same words as if they had come later. */
async function refusingRaces<T>(
  { taken }: { taken?: ((constraint: string) => AppError | undefined) | undefined },
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const constraint = sqlState(error) === '23505' ? violatedConstraint(error) : undefined;
    if (constraint?.startsWith('external_ids')) throw externalIdTaken();
    throw (constraint && taken?.(constraint)) || error;
  }
}

const externalIdTaken = (): AppError =>
  new AppError('Conflict', 'record.external_id_taken', 'A record with this external id exists already.', {
    details: { externalId: ['A record with this external id exists already.'] },
    hint: 'Find it by its name and change that one, or leave the external id out.',
  });
