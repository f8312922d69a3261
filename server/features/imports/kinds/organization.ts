// Organizations: companies, known by their id in the other system, by their domain, or by their name.
import { headersOf } from '../header-words.ts';
import type { Address, RowReading } from '../row-reading.ts';
import type { Draft, ImportKind, Links, Values } from './kind.ts';
import { companies } from './companies.ts';
import { findOrganizationHolders } from './organizations.queries.ts';

interface OrganizationCells {
  domain: string | null;
  website: string | null;
  phone: string | null;
  phoneE164: string | null;
  size: string | null;
  industry: string | null;
  address: Address | null;
  description: string | null;
}

export type OrganizationDraft = Draft & OrganizationCells;
export type OrganizationValues = Values & OrganizationCells;

const NAMELESS = 'The row has no name, domain or external id to know the organization by.';

export const organization: ImportKind<OrganizationDraft, OrganizationValues> = {
  noun: 'organization',
  one: 'organization',
  many: 'organizations',
  headers: headersOf(
    {
      name: 'name',
      company: 'name',
      phone: 'phone',
      website: 'website',
      industry: 'industry',
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
    {
      domain:
        'domain domainname companydomain companydomainname organizationdomain organisationdomain accountdomain domane',
      size: `size employees employeecount numberofemployees noofemployees numemployees headcount staff companysize organizationsize
        mitarbeiter mitarbeiterzahl anzahlmitarbeiter effectif empleados numerodeempleados dipendenti medewerkers`,
      externalId:
        'companyid accountid organizationid organisationid orgid accountnumber companynumber firmenid firmennummer',
    },
    [
      { field: 'size', is: /\b(number|count|no) of (employees|staff)\b|\bemployees? (count|range|size)\b/ },
      // people and other companies that a row names
      { field: null, is: /\b(parent|subsidiary|ultimate|contact|person|lead|first|last|customer since)\b/ },
      {
        field: null,
        is: /\b(account|company|organi[sz]ation) (source|status|currency|rating|tier|segment|stage|score)\b/,
      },
    ],
  ),
  identifying: ['name', 'domain', 'externalId'],
  ask: 'Choose a column for at least one of name, domain or external id.',
  nameless: NAMELESS,
  ruledAs: {
    street: 'address',
    city: 'address',
    region: 'address',
    postalCode: 'address',
    country: 'address',
  },
  read,
  openLinks: () => Promise.resolve(noLinks),
  identity: companies,
  placeField: 'name',
  place: {
    table: 'crm.organizations',
    apart: 'name_apart',
    columns: {
      name: 'name',
      domain: 'domain',
      website: 'website',
      phone: 'phone',
      phoneE164: 'phone_e164',
      size: 'size',
      industry: 'industry',
      address: 'address',
      description: 'description',
    },
    searched: ['name', 'domain', 'phone'],
    searchable: (values) => values,
  },
  findHolders: findOrganizationHolders,
};

/** A row of organizations refers to nothing but its owner. */
const noLinks: Links<OrganizationDraft, OrganizationValues> = {
  learn: () => Promise.resolve(),
  valuesOf: ({ name, domain, website, phone, phoneE164, size, industry, address, description }) => ({
    ...{ name, domain, website, phone, phoneE164, size, industry, address, description },
  }),
  complete: (values) => values,
  write: () => Promise.resolve(new Set()),
  unlink: () => false,
  gather: () => undefined,
};

function read(row: RowReading): OrganizationDraft | null {
  const domain = row.domain();
  const address = row.address();
  const phone = row.phone(address?.country);
  const externalId = row.line('externalId');
  const called = row.called({ name: row.line('name'), domain: domain ?? '', externalId }, NAMELESS);
  if (!called) return null;
  return {
    ...called,
    domain,
    website: row.lineOrNull('website'),
    phone: phone?.phone ?? null,
    phoneE164: phone?.e164 ?? null,
    size: row.lineOrNull('size'),
    industry: row.lineOrNull('industry'),
    owner: row.lineOrNull('owner'),
    address,
    description: row.description(),
    createdAt: row.createdAt(),
    externalId: externalId || null,
  };
}
