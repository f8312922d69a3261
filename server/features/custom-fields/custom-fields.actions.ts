// The changes custom fields go through: load, decide, write once.
import {
  isChoice,
  MAX_FIELDS,
  type CustomField,
  type CustomFieldCreate,
  type CustomFieldPatch,
} from '../../../app/contracts/custom-fields.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { AppError, notFound, sqlState } from '../../errors.ts';
import * as queries from './custom-fields.queries.ts';
import { keyFrom, moved, withKeys } from './custom-fields.rules.ts';

type Ctx = { tx: Tx };

export async function requireField(tx: Tx, id: string): Promise<CustomField> {
  const field = (await queries.findFields(tx)).find((one) => one.id === id.toLowerCase());
  if (!field) throw notFound('field');
  return field;
}

export async function createField({ tx }: Ctx, input: CustomFieldCreate): Promise<{ id: string }> {
  const { noun, label, type, required = false } = input;
  const others = await queries.findFields(tx, noun);
  if (others.length >= MAX_FIELDS) throw tooMany(noun);
  const taken = new Set(others.map(({ key }) => key));
  const id = uuidv7();
  const key = input.key ?? keyFrom(label, taken);
  const field = { id, noun, label, type, required, position: others.length + 1 };
  const choices = withKeys(input.choices ?? []);
  requireChoices(type, choices);
  const isMade =
    (await queries.insertField(tx, { ...field, key, choices })) ||
    // a label that somebody else made a key of this moment
    (input.key === undefined &&
      (await queries.insertField(tx, { ...field, key: `${key}-${id.slice(-6)}`, choices })));
  if (!isMade) throw keyTaken(noun, key);
  return { id };
}

function tooMany(noun: string): AppError {
  const message = `There can be at most ${MAX_FIELDS} fields of a ${noun}, those put away included.`;
  return new AppError('Unprocessable', 'field.too_many', message, {
    details: { noun: [message] },
    hint: 'Rename one that nobody needs and take it back.',
  });
}

function keyTaken(noun: string, key: string): AppError {
  const message = `A field of a ${noun} has or had the key "${key}". Choose another one.`;
  return new AppError('Conflict', 'field.key_taken', message, { details: { key: [message] } });
}

function requireChoices(type: CustomField['type'], choices: CustomField['choices']): void {
  if (isChoice(type) === choices.length > 0) return;
  const message = isChoice(type)
    ? 'Give at least one choice.'
    : `A field of the type ${type} has no choices.`;
  throw new AppError('Unprocessable', 'field.choices', message, { details: { choices: [message] } });
}

/** Any part of it, its place, whether it is in use. Answers the new version; 409 carries the field as it is. */
export async function saveField(
  { tx }: Ctx,
  input: CustomFieldPatch,
): Promise<{ id: string; version: number }> {
  const before = await requireField(tx, input.id);
  if (before.version !== input.version) throw stale(before);
  const { id, version, position, archived, choices, ...changes } = input;
  const type = changes.type ?? before.type;
  const kept = choices ?? (isChoice(type) ? before.choices : []);
  const now = withKeys(kept);
  requireChoices(type, now);
  const saved = await refusingUsed(type, () =>
    queries.updateField(
      tx,
      { id: before.id, version },
      {
        ...given(changes),
        ...((choices !== undefined || type !== before.type) && { choices: now }),
        ...archiving(archived, before),
      },
    ),
  );
  if (saved === null) throw stale(await requireField(tx, id));
  if (position !== undefined) await queries.orderFields(tx, await orderWith(tx, before, position));
  return { id: before.id, version: saved };
}

/** A field that has values keeps its type; the database counts those out of sight too. */
async function refusingUsed<T>(type: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (sqlState(error) !== '23503') throw error;
    const message = `Records have values of this field, so it cannot become one of the type ${type}.`;
    throw new AppError('Conflict', 'field.type_in_use', message, {
      details: { type: [message] },
      hint: 'Add a field of that type, and put this one away.',
    });
  }
}

const given = <T extends object>(changes: T): T =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as T;

const archiving = (archived: boolean | undefined, before: CustomField) =>
  archived === undefined || archived === before.archived
    ? {}
    : { archivedAt: archived ? new Date().toISOString() : null };

async function orderWith(tx: Tx, field: CustomField, position: number): Promise<string[]> {
  const ids = (await queries.findFields(tx, field.noun)).map(({ id }) => id);
  return moved(ids, field.id, position);
}

const stale = (current: CustomField): AppError =>
  new AppError('Conflict', 'field.stale', 'Someone else changed this field since you opened it.', {
    hint: 'Look at it as it is now, then make your change again.',
    data: { current },
  });
