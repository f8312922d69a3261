// Leads: people who may become customers, with a source, a stage and a score.
import { leadFields } from '../../../../app/contracts/import-fields.ts';
import { headersOf } from '../header-words.ts';
import type { Address, RowReading } from '../row-reading.ts';
import type { Draft, ImportKind, Values } from './kind.ts';
import { openLeadLinks } from './lead-links.ts';
import { findLeadHolders } from './leads.queries.ts';
import { personFields, persons } from './persons.ts';

interface LeadCells {
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  phoneE164: string | null;
  website: string | null;
  industry: string | null;
  score: number | null;
  address: Address | null;
  description: string | null;
}

export type LeadDraft = Draft & LeadCells & { source: string | null; stage: string | null };
export type LeadValues = Values &
  LeadCells & {
    sourceId: string | null;
    stageId: string | null;
  };

const NAMELESS = 'The row has no name, company, email, phone or external id to know the lead by.';

export const lead: ImportKind<LeadDraft, LeadValues> = {
  noun: 'lead',
  one: 'lead',
  many: 'leads',
  headers: headersOf(Object.fromEntries(leadFields.map((field) => [field, field]))),
  identifying: ['name', 'firstName', 'lastName', 'company', 'email', 'phone', 'externalId'],
  ask: 'Choose a column for at least one of name, company, email, phone or external id.',
  nameless: NAMELESS,
  ruledAs: personFields,
  read,
  openLinks: openLeadLinks,
  identity: persons({
    plain: [
      'firstName',
      'lastName',
      'company',
      'title',
      'website',
      'industry',
      'sourceId',
      'stageId',
      'score',
      'description',
    ],
    telling: ['company', 'title', 'email', 'phone', 'website', 'industry', 'address', 'description'],
  }),
  placeField: 'email',
  place: {
    table: 'crm.leads',
    apart: 'email_apart',
    columns: {
      name: 'name',
      firstName: 'first_name',
      lastName: 'last_name',
      company: 'company',
      title: 'title',
      email: 'email',
      phone: 'phone',
      phoneE164: 'phone_e164',
      website: 'website',
      industry: 'industry',
      sourceId: 'source_id',
      stageId: 'stage_id',
      score: 'score',
      address: 'address',
      description: 'description',
    },
    searched: ['name', 'company', 'email', 'phone'],
    searchable: (values) => values,
  },
  findHolders: findLeadHolders,
};

function read(row: RowReading): LeadDraft | null {
  const parts = row.nameParts();
  const company = row.line('company');
  const email = row.email();
  const address = row.address();
  const phone = row.phone(address?.country);
  const externalId = row.line('externalId');
  const name = row.line('name') || row.nameOf(parts);
  const called = row.called(
    { name, company, email: email ?? '', phone: phone?.phone ?? '', externalId },
    NAMELESS,
  );
  if (!called) return null;
  return {
    ...called,
    firstName: parts.first || null,
    lastName: parts.last || null,
    company: company || null,
    title: row.lineOrNull('title'),
    email,
    phone: phone?.phone ?? null,
    phoneE164: phone?.e164 ?? null,
    website: row.lineOrNull('website'),
    industry: row.lineOrNull('industry'),
    source: row.lineOrNull('source'),
    stage: row.lineOrNull('stage'),
    owner: row.lineOrNull('owner'),
    score: row.score(),
    address,
    description: row.description(),
    createdAt: row.createdAt(),
    externalId: externalId || null,
  };
}
