// What is written of a record's custom fields: checked field by field, then kept. A conversion leaves the values of a lead
// with the lead: what a lead is asked for need not be asked of a contact.
import type { CustomField, CustomNoun } from '../../../app/contracts/custom-fields.ts';
import type { CustomInput, CustomValues } from '../../../app/contracts/custom-values.ts';
import type { Tx } from '../../../db/tenant.ts';
import { AppError, notFound } from '../../errors.ts';
import { holdOwned } from '../../records/records.queries.ts';
import { findUser } from '../users/users.queries.ts';
import { findFields } from './custom-fields.queries.ts';
import { writeValue } from './custom-values.queries.ts';
import { asWritten, isSame, keptOf, type Kept } from './custom-values.rules.ts';

/** Values that were checked and are other than what the record says. */
export type Changed = readonly { field: CustomField; kept: readonly Kept[] }[];

export const fieldsInUse = async (tx: Tx, noun: CustomNoun): Promise<CustomField[]> =>
  (await findFields(tx, noun)).filter(({ archived }) => !archived);

/** What would change; throws 422 with a message for each field. A new record says nothing yet, and gives what is required. */
export async function changedValues(
  tx: Tx,
  noun: CustomNoun,
  input: CustomInput,
  before: CustomValues | null,
): Promise<Changed> {
  if (input === undefined && before) return [];
  const fields = await fieldsInUse(tx, noun);
  const { currency } = await tx.entered;
  const wrong: [key: string, message: string][] = Object.keys(input ?? {})
    .filter((key) => !fields.some((field) => field.key === key))
    .map((key) => [key, `There is no field "${key}" of ${noun}s.`]);
  const changed: { field: CustomField; kept: readonly Kept[] }[] = [];
  for (const field of fields) {
    const { key, label, required } = field;
    const isGiven = input !== undefined && Object.hasOwn(input, key) && input[key] !== undefined;
    if (!isGiven && before) continue;
    const said = before && Object.hasOwn(before, key) ? before[key] : undefined;
    const written = isGiven ? input[key] : null;
    if (said !== undefined && JSON.stringify(asWritten(said)) === JSON.stringify(written)) continue;
    const kept = keptOf(field, written, currency);
    if (typeof kept === 'string') wrong.push([key, kept]);
    else if (kept.length === 0 && required && (!before || said !== undefined))
      wrong.push([key, `Enter ${label}: it is required.`]);
    else if (!isSame(kept, said)) {
      const problem = await missingUser(tx, kept);
      if (problem) wrong.push([key, problem]);
      else changed.push({ field, kept });
    }
  }
  if (wrong.length > 0) throw refused(wrong);
  return changed;
}

async function missingUser(tx: Tx, [first]: readonly Kept[]): Promise<string | null> {
  if (first?.userId === undefined) return null;
  return (await findUser(tx, first.userId))?.status === 'active' ? null : 'There is no such active user.';
}

function refused(wrong: readonly [key: string, message: string][]): AppError {
  const [[key, message] = ['', '']] = wrong;
  return new AppError('Unprocessable', 'input.invalid', `custom.${key}: ${message}`, {
    details: Object.fromEntries(wrong.map(([key, message]) => [`custom.${key}`, [message]])),
  });
}

/** For PUT: every field in use that is not given is emptied. */
export async function wholeOf(tx: Tx, noun: CustomNoun, input: CustomInput): Promise<CustomInput> {
  const fields = await fieldsInUse(tx, noun);
  return { ...Object.fromEntries(fields.map(({ key }) => [key, null])), ...input };
}

export async function writeValues(
  tx: Tx,
  noun: CustomNoun,
  id: string,
  changed: Changed,
  owned?: { ownerId: string | null; teamId: string | null },
): Promise<void> {
  if (changed.length === 0) return;
  const owner = owned ?? (await holdOwned(tx, noun, id));
  if (!owner) throw notFound(noun);
  for (const { field, kept } of changed) await writeValue(tx, { noun, id, ...owner }, field, kept);
}
