// Which fields a role has hidden or read-only, at every door.
import { z } from 'zod';
import {
  fieldAccesses,
  fieldsOfNoun,
  ruledFields,
  ruledNouns,
  type FieldAccess,
  type RuledField,
} from './field-rules.ts';
import { id, version } from './fields.ts';

const access = z.enum(fieldAccesses, 'Choose hidden, read_only or editable.');
const neededAccess = z.enum(
  ['read_only', 'editable'],
  'No record is without it: choose read_only or editable.',
);
const accessTo = ({ isNeeded }: RuledField) => (isNeeded ? neededAccess : access).optional();

const ofNoun = (noun: (typeof ruledNouns)[number]) =>
  z.strictObject(Object.fromEntries(fieldsOfNoun(noun).map(([field, rule]) => [field, accessTo(rule)])));

/** By noun and field; a field that is left out is editable. */
const sentFields = z.strictObject(
  Object.fromEntries(ruledNouns.map((noun) => [noun, ofNoun(noun).optional()])),
);

export const roleFieldsReplace = z.strictObject({ id, version, fields: sentFields });

export const roleFields = z.object({
  id,
  /** every field there is a rule about to make, by noun */
  fields: z.record(z.string(), z.record(z.string(), access)),
  version: z.number().int(),
});

export type RoleFields = z.output<typeof roleFields>['fields'];
export type RoleFieldsReplace = z.output<typeof roleFieldsReplace>;

/** One row of the role page. */
export interface FieldRow {
  noun: string;
  field: string;
  label: string;
  access: FieldAccess;
  /** cannot be hidden */
  isNeeded: boolean;
}

export const fieldRows = (fields: RoleFields): FieldRow[] =>
  ruledNouns.flatMap((noun) =>
    fieldsOfNoun(noun).map(([field, { label, isNeeded = false }]) => ({
      noun,
      field,
      label,
      access: fields[noun]?.[field] ?? 'editable',
      isNeeded,
    })),
  );

const labels: Readonly<Record<string, Readonly<Record<string, RuledField>>>> = ruledFields;

export const labelOfField = (noun: string, field: string): string => labels[noun]?.[field]?.label ?? field;
