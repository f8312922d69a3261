// Field rules at the doors: what the caller may not see or not change of a noun, said before the database refuses it.
// The database finds the rules on entry and holds them by views and triggers; this only gives its answer words.
import { isDeepStrictEqual } from 'node:util';
import { fieldsOfNoun, inputsOf, type FieldRights, type RuledNoun } from '../../app/contracts/field-rules.ts';
import { GrammarError, type ListQuery } from '../../app/contracts/list.ts';
import type { Entered, Tx } from '../../db/tenant.ts';
import { fieldsLocked } from '../errors.ts';

/** The fields of a noun that are kept from the caller, for answers to carry. */
export const fieldRightsOf = async (tx: Tx, noun: RuledNoun): Promise<FieldRights> =>
  rightsIn(await tx.entered, noun);

export const rightsIn = (
  { hiddenFields, lockedFields }: Pick<Entered, 'hiddenFields' | 'lockedFields'>,
  noun: RuledNoun,
): FieldRights => ({
  hiddenFields: ofNoun(hiddenFields, noun),
  lockedFields: ofNoun(lockedFields, noun),
});

const ofNoun = (fields: readonly string[], noun: RuledNoun): string[] =>
  fields.filter((field) => field.startsWith(`${noun}.`)).map((field) => field.slice(noun.length + 1));

type Given = Readonly<Record<string, unknown>>;

/**
 * The changes without those that leave a read-only field as it is. Throws Forbidden, naming the fields, where one would
 * change or is hidden. `current` has the fields under the names they are given by; null for a record to be made, which may
 * be given what no record is without.
 */
export async function onlyEditable<T extends Given>(
  tx: Tx,
  noun: RuledNoun,
  given: T,
  current: Given | null,
): Promise<T> {
  const { hiddenFields, lockedFields } = await fieldRightsOf(tx, noun);
  if (lockedFields.length === 0) return given;
  const needed = fieldsOfNoun(noun).flatMap(([field, { isNeeded }]) => (isNeeded ? [field] : []));
  const locked = inputsTo(
    noun,
    current ? lockedFields : lockedFields.filter((field) => !needed.includes(field)),
  );
  const unseen = inputsTo(noun, current ? hiddenFields : []);
  const sent = Object.keys(given).filter((input) => locked.has(input) && given[input] !== undefined);
  const isSame = (input: string): boolean =>
    !unseen.has(input) && isDeepStrictEqual(given[input] ?? null, current?.[input] ?? null);
  const refused = sent.filter((input) => !isSame(input));
  if (refused.length > 0) throw fieldsLocked(refused);
  return without(given, (input) => sent.includes(input)) as T;
}

/** What the fields are called where they are written. */
const inputsTo = (noun: RuledNoun, fields: readonly string[]): ReadonlySet<string> =>
  new Set(
    fieldsOfNoun(noun).flatMap(([field, rule]) => (fields.includes(field) ? inputsOf(field, rule) : [])),
  );

const without = (given: Given, isLeftOut: (input: string, value: unknown) => boolean): Given =>
  Object.fromEntries(Object.entries(given).filter(([input, value]) => !isLeftOut(input, value)));

/** Without the fields the caller may not change: what a whole record is completed by. */
export async function withoutLocked<T extends Given>(tx: Tx, noun: RuledNoun, given: T): Promise<Partial<T>> {
  const { lockedFields } = await fieldRightsOf(tx, noun);
  const locked = inputsTo(noun, lockedFields);
  return without(given, (input) => locked.has(input)) as Partial<T>;
}

/** Without empty values of hidden fields: who sends back a whole record as it was read does not mean to empty them. */
export async function withoutUnseen<T extends Given>(tx: Tx, noun: RuledNoun, given: T): Promise<T> {
  const { hiddenFields } = await fieldRightsOf(tx, noun);
  const unseen = inputsTo(noun, hiddenFields);
  return without(given, (input, value) => value === null && unseen.has(input)) as T;
}

/**
 * The rights, for the list to carry. Throws GrammarError where it would be filtered or sorted by a hidden field: who is
 * found, and in which order, would give the values away.
 * Send the query beside it and wait for both; rows that came meanwhile go nowhere.
 */
export async function requireSeen(
  tx: Tx,
  noun: RuledNoun,
  { filters, any, sort }: Pick<ListQuery, 'filters' | 'any' | 'sort'>,
): Promise<FieldRights> {
  const rights = await fieldRightsOf(tx, noun);
  const { hiddenFields } = rights;
  // lists spell close_date what records call closeDate
  const unseen = new Set(hiddenFields.map((field) => field.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)));
  const filtered = [...filters, ...any].find(({ field }) => unseen.has(field));
  if (filtered) throw new GrammarError('f', hiddenIn('filtered', filtered.field));
  if (unseen.has(sort.key)) throw new GrammarError('sort', hiddenIn('sorted', sort.key));
  return rights;
}

const hiddenIn = (done: 'filtered' | 'sorted', field: string): string =>
  `Your role does not show you ${field}, so lists are not ${done} by it.`;
