// Fields that a tenant adds to a noun, at every door. A field is known by its key, which never changes; so is a choice.
import { z } from 'zod';
import { id, numeric, requiredText, version } from './fields.ts';

export const customNouns = ['lead', 'contact', 'organization', 'opportunity'] as const;
export const customTypes = [
  'text',
  'number',
  'date',
  'select',
  'multi-select',
  'user',
  'url',
  'email',
  'phone',
  'money',
] as const;
export const MAX_FIELDS = 50;
export const MAX_CHOICES = 100;

export type CustomNoun = (typeof customNouns)[number];
export type CustomType = (typeof customTypes)[number];

/** Whether a field of this type has choices. */
export const isChoice = (type: CustomType): boolean => type === 'select' || type === 'multi-select';

const KEY = 'A key has lower-case letters, digits, - and _, and begins with a letter or digit.';
const key = z.string(KEY).regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, KEY);

const choiceInput = z.strictObject({
  key: key.optional().describe('which choice it is; made from the label for a new one'),
  label: requiredText(80, 'A choice'),
});

const repeated = (values: readonly (string | undefined)[]): string | undefined =>
  values.find((value, at) => value !== undefined && values.indexOf(value) !== at);

export const choicesInput = z
  .array(choiceInput, 'Give the choices as a list.')
  .max(MAX_CHOICES, `A field has at most ${MAX_CHOICES} choices.`)
  .superRefine((choices, context) => {
    const say = (message: string): void => context.addIssue({ code: 'custom', message });
    const twice = repeated(choices.map((choice) => choice.key));
    if (twice !== undefined) say(`Two choices have the key “${twice}”.`);
    const label = repeated(choices.map((choice) => choice.label.toLowerCase()));
    if (label !== undefined) say(`Two choices are called “${label}”.`);
  });

const noun = z.enum(customNouns, `A field is one of a ${customNouns.join(', ')}.`);
const type = z.enum(customTypes, `A type is one of ${customTypes.join(', ')}.`);
const label = requiredText(80, 'A name');
const PLACE = 'The position is a whole number from 1.';

export const customFieldCreate = z.strictObject({
  noun,
  label,
  type,
  key: key.optional().describe('what the API calls it; made from the label when left out, and never changed'),
  choices: choicesInput.optional().describe('of select and multi-select, in order'),
  required: z.boolean().optional().describe('no record is created without it, and nobody empties it'),
});

const inUse = 'cannot change once records have a value';

/** PUT: what is missing is as for a new field. */
export const customFieldReplace = z.strictObject({
  id,
  version,
  label,
  type: type.describe(inUse),
  choices: choicesInput.default([]),
  required: z.boolean().default(false),
});

/** PATCH: only what is sent changes. */
export const customFieldPatch = z.strictObject({
  id,
  version,
  label: label.optional(),
  type: type.optional().describe(inUse),
  choices: choicesInput.optional().describe('all of them in order'),
  required: z.boolean().optional(),
  position: numeric(z.number(PLACE).int(PLACE).min(1, PLACE).max(MAX_FIELDS, PLACE))
    .optional()
    .describe('its place among the fields of its noun, from 1'),
  archived: z.boolean().optional().describe('put away: neither shown nor asked for, its values are kept'),
});

export const customField = z.object({
  id,
  noun: z.enum(customNouns),
  key: z.string(),
  label: z.string(),
  type: z.enum(customTypes),
  choices: z.array(z.object({ key: z.string(), label: z.string() })),
  required: z.boolean(),
  archived: z.boolean(),
  version: z.number().int(),
});

export const customFieldList = z.object({ items: z.array(customField) });

export type CustomFieldCreate = z.output<typeof customFieldCreate>;
export type CustomFieldReplace = z.output<typeof customFieldReplace>;
export type CustomFieldPatch = z.output<typeof customFieldPatch>;
export type CustomField = z.output<typeof customField>;
