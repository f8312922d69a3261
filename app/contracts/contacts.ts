// What a contact looks like at every door. Shared by server and browser; the browser imports types only.
import { z } from 'zod';
import { customInput, customOutput } from './custom-values.ts';
import { emailAddress } from './email.ts';
import { fieldRights } from './field-rules.ts';
import { id, isVisible, text, timestamp, version } from './fields.ts';
import { address } from './leads.ts';
import { listOutput, type FilterFields } from './list.ts';
import { tagMarks } from './tags.ts';

export const contactFilters = {
  owner: { kind: 'user', label: 'Owner', isOptional: true },
  organization: { kind: 'reference', label: 'Organization', isOptional: true },
  title: { kind: 'text', label: 'Title', isOptional: true },
  created: { kind: 'moment', label: 'Created' },
  updated: { kind: 'moment', label: 'Updated' },
  archived: { kind: 'archived', label: 'Archived' },
  tag: { kind: 'tag', label: 'Tag', isOptional: true },
} as const satisfies FilterFields;

export const contactSorts = ['created_at', 'updated_at', 'name'] as const;

export const contactColumns = [
  'name',
  'organization',
  'title',
  'email',
  'owner',
  'updated',
  'tags',
  'phone',
  'created',
] as const;

export const contactGrammar = {
  fields: contactFilters,
  sorts: contactSorts,
  defaultSort: '-created_at',
  columns: contactColumns,
} as const;
export type ContactColumn = (typeof contactColumns)[number];

export const contactFields = {
  firstName: text(100, 'First name').optional(),
  lastName: text(100, 'Last name').optional(),
  title: text(200, 'Title').optional(),
  email: emailAddress.nullable().optional(),
  phone: text(60, 'Phone').optional(),
  organizationId: id.nullable().optional(),
  description: text(10_000, 'Description').optional(),
  address: address.nullable().optional(),
  custom: customInput,
};

interface Named {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
}

/** What a contact is called: the name parts there are, in this order. Empty when nothing of it can be seen. */
export const nameOf = ({ firstName, lastName }: Named): string =>
  [firstName, lastName].filter((part) => part && isVisible(part)).join(' ');

export const hasName = (contact: Named): boolean => nameOf(contact) !== '';

export const NEEDS_NAME = { error: 'Enter a first or a last name.', path: ['firstName'] };

export const contactCreate = z
  .strictObject({
    ...contactFields,
    ownerId: id.nullable().optional().describe('defaults to the caller; null for nobody'),
    externalSource: text(100, 'External source').optional(),
    externalId: text(200, 'External id').optional(),
  })
  .refine(hasName, NEEDS_NAME);

/** PUT: the whole of the editable fields; what is missing is emptied. */
export const contactReplace = z.strictObject({ id, version, ...contactFields }).refine(hasName, NEEDS_NAME);

/** PATCH: only what is sent changes. */
export const contactPatch = z.strictObject({
  id,
  version,
  ...contactFields,
  ownerId: id.nullable().optional(),
  archived: z.boolean().optional(),
});

const reference = z.object({ id, name: z.string() });

export const contactRow = z.object({
  id,
  name: z.string(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  organization: reference.nullable().describe('null as well when you may not see it'),
  owner: reference.nullable(),
  tags: tagMarks,
  custom: customOutput,
  archived: z.boolean(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});

export const contactDetail = contactRow.extend({
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
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
  externalIds: z.array(z.object({ source: z.string(), id: z.string() })),
  createdBy: reference.nullable(),
  possibleDuplicates: z.array(reference),
});

export const contactList = listOutput(contactRow).extend(fieldRights);

export const contactOptions = z.object({ owners: z.array(reference), ...fieldRights });

export type ContactCreate = z.output<typeof contactCreate>;
export type ContactReplace = z.output<typeof contactReplace>;
export type ContactPatch = z.output<typeof contactPatch>;
export type ContactRow = z.output<typeof contactRow>;
export type ContactDetail = z.output<typeof contactDetail>;
export type ContactOptions = z.output<typeof contactOptions>;
