// Which nouns a file can hold, and which of their fields its columns can fill. Shared by server and browser.

export const importNouns = ['lead', 'contact', 'organization', 'opportunity'] as const;
export type ImportNoun = (typeof importNouns)[number];

/** What one is called, and many. */
export const importWords: Readonly<Record<ImportNoun, { one: string; many: string }>> = {
  lead: { one: 'lead', many: 'leads' },
  contact: { one: 'contact', many: 'contacts' },
  organization: { one: 'organization', many: 'organizations' },
  opportunity: { one: 'opportunity', many: 'opportunities' },
};

/** Fields of a lead a column can fill. `street` … `country` become its address. */
export const leadFields = [
  'name',
  'firstName',
  'middleName',
  'lastName',
  'company',
  'title',
  'email',
  'phone',
  'website',
  'industry',
  'source',
  'stage',
  'owner',
  'score',
  'street',
  'city',
  'region',
  'postalCode',
  'country',
  'description',
  'createdAt',
  'externalId',
] as const;
export type LeadField = (typeof leadFields)[number];

/** `organization`, `organizationDomain` and `organizationId` say which organization somebody works for. */
export const contactFields = [
  'name',
  'firstName',
  'middleName',
  'lastName',
  'organization',
  'organizationDomain',
  'organizationId',
  'title',
  'email',
  'phone',
  'owner',
  'street',
  'city',
  'region',
  'postalCode',
  'country',
  'description',
  'createdAt',
  'externalId',
] as const;

export const organizationFields = [
  'name',
  'domain',
  'website',
  'phone',
  'size',
  'industry',
  'owner',
  'street',
  'city',
  'region',
  'postalCode',
  'country',
  'description',
  'createdAt',
  'externalId',
] as const;

/** The contact of an opportunity is found by id, by e-mail or by name and organization. */
export const opportunityFields = [
  'name',
  'organization',
  'organizationDomain',
  'organizationId',
  'contact',
  'contactEmail',
  'contactId',
  'pipeline',
  'stage',
  'amount',
  'currency',
  'closeDate',
  'lostReason',
  'owner',
  'createdAt',
  'externalId',
] as const;

export type ImportField =
  | LeadField
  | (typeof contactFields)[number]
  | (typeof organizationFields)[number]
  | (typeof opportunityFields)[number];

export const fieldsOf: Readonly<Record<ImportNoun, readonly ImportField[]>> = {
  lead: leadFields,
  contact: contactFields,
  organization: organizationFields,
  opportunity: opportunityFields,
};

/** Every field of any noun, each once. */
export const importFields = [...new Set(Object.values(fieldsOf).flat())] as [ImportField, ...ImportField[]];

/** Fields several columns may fill: the first filled e-mail and phone wins, the others are put together. */
export const sharedFields: readonly ImportField[] = ['email', 'phone', 'street', 'description'];

export const fieldNames: Record<ImportField, string> = {
  name: 'Name',
  firstName: 'First name',
  middleName: 'Middle name',
  lastName: 'Last name',
  company: 'Company',
  organization: 'Organization',
  organizationDomain: 'Domain of the organization',
  organizationId: 'External id of the organization',
  contact: 'Contact',
  contactEmail: 'Email of the contact',
  contactId: 'External id of the contact',
  title: 'Title',
  email: 'Email',
  phone: 'Phone',
  domain: 'Domain',
  website: 'Website',
  size: 'Size',
  industry: 'Industry',
  source: 'Source',
  pipeline: 'Pipeline',
  stage: 'Stage',
  amount: 'Amount',
  currency: 'Currency',
  closeDate: 'Close date',
  lostReason: 'Lost reason',
  owner: 'Owner',
  score: 'Score',
  street: 'Street',
  city: 'City',
  region: 'Region',
  postalCode: 'Postal code',
  country: 'Country',
  description: 'Description',
  createdAt: 'Created',
  externalId: 'External id',
};
