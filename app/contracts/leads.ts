// What a lead looks like at every door. Shared by server and browser; the browser imports types only.
import { z } from 'zod';
import { customInput, customOutput } from './custom-values.ts';
import { emailAddress } from './email.ts';
import { fieldRights } from './field-rules.ts';
import { id, numeric, requiredText, text, timestamp, version } from './fields.ts';
import { conversion } from './lead-conversion.ts';
import { listOutput, type FilterFields } from './list.ts';
import { tagMarks } from './tags.ts';

export const leadFilters = {
  owner: { kind: 'user', label: 'Owner', isOptional: true },
  stage: { kind: 'reference', label: 'Stage' },
  source: { kind: 'reference', label: 'Source', isOptional: true },
  score: { kind: 'number', label: 'Score' },
  created: { kind: 'moment', label: 'Created' },
  updated: { kind: 'moment', label: 'Updated' },
  archived: { kind: 'archived', label: 'Archived' },
  tag: { kind: 'tag', label: 'Tag', isOptional: true },
} as const satisfies FilterFields;

export const leadSorts = ['created_at', 'updated_at', 'name', 'score'] as const;

export const leadColumns = [
  'name',
  'company',
  'stage',
  'owner',
  'score',
  'updated',
  'tags',
  'email',
  'source',
  'phone',
  'created',
] as const;

export const leadGrammar = {
  fields: leadFilters,
  sorts: leadSorts,
  defaultSort: '-created_at',
  columns: leadColumns,
} as const;
export type LeadColumn = (typeof leadColumns)[number];

export const address = z.strictObject({
  street: text(200, 'Street').optional(),
  city: text(100, 'City').optional(),
  region: text(100, 'Region').optional(),
  postalCode: text(20, 'Postal code').optional(),
  country: text(100, 'Country').optional(),
});

const score = numeric(
  z
    .number('Score must be a number.')
    .int('Score must be a whole number.')
    .min(0, 'Score is 0 to 100.')
    .max(100, 'Score is 0 to 100.'),
);

const fields = {
  name: requiredText(200, 'Name'),
  company: text(200, 'Company').optional(),
  title: text(200, 'Title').optional(),
  email: emailAddress.nullable().optional(),
  phone: text(60, 'Phone').optional(),
  website: text(300, 'Website').optional(),
  industry: text(100, 'Industry').optional(),
  description: text(10_000, 'Description').optional(),
  score: score.optional(),
  sourceId: id.nullable().optional(),
  stageId: id.optional(),
  address: address.nullable().optional(),
  custom: customInput,
};

export const leadCreate = z.strictObject({
  ...fields,
  ownerId: id.nullable().optional().describe('defaults to the caller; null for nobody'),
  externalSource: text(100, 'External source').optional(),
  externalId: text(200, 'External id').optional(),
  keepApart: z
    .boolean()
    .optional()
    .describe('create although the e-mail is taken; both are listed as possible duplicates'),
});

const changedScore = score.nullable().optional().describe('null makes it from the other fields');

/** PUT: the whole of the editable fields; what is missing is emptied. */
export const leadReplace = z.strictObject({
  id,
  version,
  ...fields,
  score: changedScore,
  keepApart: z.boolean().optional(),
});

/** PATCH: only what is sent changes. */
export const leadPatch = z.strictObject({
  id,
  version,
  ...fields,
  name: fields.name.optional(),
  score: changedScore,
  ownerId: id.nullable().optional(),
  archived: z.boolean().optional(),
  keepApart: z.boolean().optional(),
});

const reference = z.object({ id, name: z.string() });

export const leadRow = z.object({
  id,
  name: z.string(),
  company: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  score: z.number().int().nullable(),
  owner: reference.nullable(),
  stage: z.object({ id, key: z.string(), name: z.string(), kind: z.enum(['open', 'won', 'lost']) }),
  source: z.object({ id, key: z.string(), name: z.string() }).nullable(),
  tags: tagMarks,
  custom: customOutput,
  archived: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});

export const leadDetail = leadRow.extend({
  title: z.string().nullable(),
  phoneE164: z.string().nullable(),
  website: z.string().nullable(),
  industry: z.string().nullable(),
  description: z.string().nullable(),
  address: z
    .object({
      street: z.string().nullable().optional(),
      city: z.string().nullable().optional(),
      region: z.string().nullable().optional(),
      postalCode: z.string().nullable().optional(),
      country: z.string().nullable().optional(),
    })
    .nullable(),
  ...fieldRights,
  keptApart: z.boolean(),
  converted: conversion.nullable().describe('what it became'),
  externalIds: z.array(z.object({ source: z.string(), id: z.string() })),
  createdBy: reference.nullable(),
  possibleDuplicates: z.array(reference),
});

export const leadList = listOutput(leadRow).extend(fieldRights);

export const leadOptions = z.object({
  owners: z.array(reference),
  stages: z.array(z.object({ id, key: z.string(), name: z.string(), kind: z.enum(['open', 'won', 'lost']) })),
  sources: z.array(z.object({ id, key: z.string(), name: z.string() })),
  ...fieldRights,
});

export type LeadCreate = z.output<typeof leadCreate>;
export type LeadReplace = z.output<typeof leadReplace>;
export type LeadPatch = z.output<typeof leadPatch>;
export type LeadRow = z.output<typeof leadRow>;
export type LeadDetail = z.output<typeof leadDetail>;
export type LeadOptions = z.output<typeof leadOptions>;
