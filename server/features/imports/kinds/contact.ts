// Contacts: people with or without an organization, which a row names by id, domain or name.
import { headersOf } from '../header-words.ts';
import type { Address, RowReading } from '../row-reading.ts';
import { openContactLinks } from './contact-links.ts';
import { findContactHolders } from './contacts.queries.ts';
import type { Draft, ImportKind, Values } from './kind.ts';
import type { OrganizationRef } from './organization-links.ts';
import { organizationNames, organizationPatterns } from './organization-words.ts';
import { personFields, persons } from './persons.ts';

interface ContactCells {
  firstName: string | null;
  lastName: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  phoneE164: string | null;
  address: Address | null;
  description: string | null;
}

export type ContactDraft = Draft & ContactCells & OrganizationRef;
/** `company` is what the organization is called. */
export type ContactValues = Values & ContactCells & { company: string | null; organizationId: string | null };

const NAMELESS = 'The row has no name, email, phone, organization or external id to know the contact by.';

export const contact: ImportKind<ContactDraft, ContactValues> = {
  noun: 'contact',
  one: 'contact',
  many: 'contacts',
  headers: headersOf(
    {
      name: 'name',
      firstName: 'firstName',
      middleName: 'middleName',
      lastName: 'lastName',
      company: 'organization',
      title: 'title',
      email: 'email',
      phone: 'phone',
      owner: 'owner',
      street: 'street',
      city: 'city',
      region: 'region',
      postalCode: 'postalCode',
      country: 'country',
      description: 'description',
      createdAt: 'createdAt',
      externalId: 'externalId',
    },
    organizationNames,
    organizationPatterns,
  ),
  identifying: ['name', 'firstName', 'lastName', 'email', 'phone', 'organization', 'externalId'],
  ask: 'Choose a column for at least one of name, email, phone, organization or external id.',
  nameless: NAMELESS,
  ruledAs: { ...personFields, organizationId: 'organization', organizationDomain: 'organization' },
  read,
  openLinks: openContactLinks,
  identity: persons({
    plain: ['firstName', 'lastName', 'title', 'organizationId', 'description'],
    telling: ['company', 'title', 'email', 'phone', 'address', 'description'],
    bare: true,
  }),
  placeField: 'email',
  place: {
    table: 'crm.contacts',
    apart: 'email_apart',
    columns: {
      name: 'name',
      firstName: 'first_name',
      lastName: 'last_name',
      title: 'title',
      email: 'email',
      phone: 'phone',
      phoneE164: 'phone_e164',
      address: 'address',
      description: 'description',
      organizationId: 'organization_id',
    },
    searched: ['name', 'company', 'email', 'phone'],
    searchable: (values) => values,
  },
  findHolders: findContactHolders,
};

function read(row: RowReading): ContactDraft | null {
  const parts = row.nameParts();
  const organization = row.line('organization');
  const email = row.email();
  const address = row.address();
  const phone = row.phone(address?.country);
  const externalId = row.line('externalId');
  const name = row.line('name') || row.nameOf(parts);
  const called = row.called(
    { name, email: email ?? '', phone: phone?.phone ?? '', company: organization, externalId },
    NAMELESS,
  );
  if (!called) return null;
  return {
    ...called,
    firstName: parts.first || null,
    lastName: parts.last || null,
    organization: organization || null,
    organizationDomain: row.lineOrNull('organizationDomain'),
    organizationId: row.lineOrNull('organizationId'),
    title: row.lineOrNull('title'),
    email,
    phone: phone?.phone ?? null,
    phoneE164: phone?.e164 ?? null,
    owner: row.lineOrNull('owner'),
    address,
    description: row.description(),
    createdAt: row.createdAt(),
    externalId: externalId || null,
  };
}
