// What an organization looks like at every door. Shared by server and browser; the browser imports types only.
import { z } from 'zod';
import { customInput, customOutput } from './custom-values.ts';
import { toAscii } from './email.ts';
import { fieldRights } from './field-rules.ts';
import { id, requiredText, text, timestamp, version } from './fields.ts';
import { address } from './leads.ts';
import { listOutput, type FilterFields } from './list.ts';
import { tagMarks } from './tags.ts';

export const organizationFilters = {
  owner: { kind: 'user', label: 'Owner', isOptional: true },
  industry: { kind: 'text', label: 'Industry', isOptional: true },
  domain: { kind: 'text', label: 'Domain', isOptional: true },
  size: { kind: 'text', label: 'Size', isOptional: true },
  parent: { kind: 'reference', label: 'Parent', isOptional: true },
  created: { kind: 'moment', label: 'Created' },
  updated: { kind: 'moment', label: 'Updated' },
  archived: { kind: 'archived', label: 'Archived' },
  tag: { kind: 'tag', label: 'Tag', isOptional: true },
} as const satisfies FilterFields;

export const organizationSorts = ['created_at', 'updated_at', 'name'] as const;

export const organizationColumns = [
  'name',
  'domain',
  'industry',
  'size',
  'owner',
  'updated',
  'tags',
  'phone',
  'parent',
  'created',
] as const;

export const organizationGrammar = {
  fields: organizationFilters,
  sorts: organizationSorts,
  defaultSort: '-created_at',
  columns: organizationColumns,
} as const;
export type OrganizationColumn = (typeof organizationColumns)[number];

const NO_DOMAIN = 'This is not a domain. Example: example.com';

/** `https://www.Example.com/about` → `example.com`; null when it is none. */
export function normalizeDomain(typed: string): string | null {
  const [host = ''] = typed
    .trim()
    .replace(/^https?:\/\//i, '')
    .split(/[/?#:]/, 1);
  return toAscii(host.replace(/^www\./i, ''));
}

const domain = z
  .string('Enter a domain.')
  .max(300, 'Domain can have at most 300 characters.')
  .transform((typed, context) => {
    if (typed.trim() === '') return null;
    const host = normalizeDomain(typed);
    if (host) return host;
    context.addIssue({ code: 'custom', message: NO_DOMAIN });
    return z.NEVER;
  });

const fields = {
  name: requiredText(200, 'Name'),
  domain: domain.nullable().optional(),
  website: text(300, 'Website').optional(),
  phone: text(60, 'Phone').optional(),
  size: text(50, 'Size').optional(),
  industry: text(100, 'Industry').optional(),
  parentId: id.nullable().optional(),
  description: text(10_000, 'Description').optional(),
  address: address.nullable().optional(),
  custom: customInput,
};

export const organizationCreate = z.strictObject({
  ...fields,
  ownerId: id.nullable().optional().describe('defaults to the caller; null for nobody'),
  externalSource: text(100, 'External source').optional(),
  externalId: text(200, 'External id').optional(),
  keepApart: z
    .boolean()
    .optional()
    .describe('create although the name is taken; both are listed as possible duplicates'),
});

/** PUT: the whole of the editable fields; what is missing is emptied. */
export const organizationReplace = z.strictObject({
  id,
  version,
  ...fields,
  keepApart: z.boolean().optional(),
});

/** PATCH: only what is sent changes. */
export const organizationPatch = z.strictObject({
  id,
  version,
  ...fields,
  name: fields.name.optional(),
  ownerId: id.nullable().optional(),
  archived: z.boolean().optional(),
  keepApart: z.boolean().optional(),
});

const reference = z.object({ id, name: z.string() });

export const organizationRow = z.object({
  id,
  name: z.string(),
  domain: z.string().nullable(),
  phone: z.string().nullable(),
  size: z.string().nullable(),
  industry: z.string().nullable(),
  parent: reference.nullable().describe('null as well when you may not see it'),
  owner: reference.nullable(),
  tags: tagMarks,
  custom: customOutput,
  archived: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});

export const organizationDetail = organizationRow.extend({
  website: z.string().nullable(),
  phoneE164: z.string().nullable(),
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
  externalIds: z.array(z.object({ source: z.string(), id: z.string() })),
  createdBy: reference.nullable(),
  possibleDuplicates: z.array(reference),
});

export const organizationList = listOutput(organizationRow).extend(fieldRights);

export const organizationOptions = z.object({ owners: z.array(reference), ...fieldRights });

export type OrganizationCreate = z.output<typeof organizationCreate>;
export type OrganizationReplace = z.output<typeof organizationReplace>;
export type OrganizationPatch = z.output<typeof organizationPatch>;
export type OrganizationRow = z.output<typeof organizationRow>;
export type OrganizationDetail = z.output<typeof organizationDetail>;
export type OrganizationOptions = z.output<typeof organizationOptions>;
