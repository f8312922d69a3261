// Opportunities: deals with an organization, a contact, an amount and a stage, all named as the file names them.
import { headersOf } from '../header-words.ts';
import type { RowReading } from '../row-reading.ts';
import { deals } from './deals.ts';
import type { Draft, ImportKind, Values } from './kind.ts';
import { openOpportunityLinks } from './opportunity-links.ts';
import { opportunityNames, opportunityPatterns } from './opportunity-words.ts';
import { findOpportunityHolders } from './opportunities.queries.ts';
import type { ContactRef } from './contact-refs.queries.ts';
import type { OrganizationRef } from './organization-links.ts';

export interface OpportunityDraft extends Draft, OrganizationRef, ContactRef {
  pipeline: string | null;
  stage: string | null;
  amount: number | null;
  /** code or sign */
  currency: string | null;
  closeDate: string | null;
  lostReason: string | null;
}

export type StageKind = 'open' | 'won' | 'lost';
/** `company` is what the organization is called; a stage of null is none that the row names. */
export type OpportunityValues = Values & {
  organizationId: string | null;
  company: string | null;
  contactId: string | null;
  pipelineId: string | null;
  stageId: string | null;
  stageKind: StageKind | null;
  amountMinor: number | null;
  currency: string | null;
  closeDate: string | null;
  lostReason: string | null;
  closedAt: string | null;
  stageEnteredAt: string | null;
};

const NAMELESS = 'The row has no title, organization or external id to know the opportunity by.';

export const opportunity: ImportKind<OpportunityDraft, OpportunityValues> = {
  noun: 'opportunity',
  one: 'opportunity',
  many: 'opportunities',
  headers: headersOf(
    {
      title: 'name',
      company: 'organization',
      stage: 'stage',
      owner: 'owner',
      email: 'contactEmail',
      createdAt: 'createdAt',
      externalId: 'externalId',
    },
    opportunityNames,
    opportunityPatterns,
  ),
  identifying: ['name', 'organization', 'externalId'],
  ask: 'Choose a column for at least one of title, organization or external id.',
  nameless: NAMELESS,
  ruledAs: {
    name: 'title',
    organizationId: 'organization',
    organizationDomain: 'organization',
    contactEmail: 'contact',
    contactId: 'contact',
    pipeline: 'stage',
    currency: 'amount',
  },
  read,
  openLinks: openOpportunityLinks,
  identity: deals,
  placeField: null,
  place: {
    table: 'crm.opportunities',
    apart: null,
    columns: {
      name: 'title',
      organizationId: 'organization_id',
      contactId: 'contact_id',
      pipelineId: 'pipeline_id',
      stageId: 'stage_id',
      amountMinor: 'amount_minor',
      currency: 'currency',
      closeDate: 'close_date',
      lostReason: 'lost_reason',
      closedAt: 'closed_at',
      stageEnteredAt: 'stage_entered_at',
    },
    searched: ['name', 'company'],
    searchable: ({ name, company }) => ({ name, company }),
  },
  findHolders: findOpportunityHolders,
};

function read(row: RowReading): OpportunityDraft | null {
  const organization = row.line('organization');
  const externalId = row.line('externalId');
  const called = row.called({ name: row.line('name'), company: organization, externalId }, NAMELESS);
  if (!called) return null;
  const { amount, currency } = row.amount();
  return {
    ...called,
    organization: organization || null,
    organizationDomain: row.lineOrNull('organizationDomain'),
    organizationId: row.lineOrNull('organizationId'),
    contact: row.lineOrNull('contact'),
    contactEmail: row.lineOrNull('contactEmail'),
    contactId: row.lineOrNull('contactId'),
    pipeline: row.lineOrNull('pipeline'),
    stage: row.lineOrNull('stage'),
    amount,
    currency: row.lineOrNull('currency') ?? currency,
    closeDate: row.day('closeDate'),
    lostReason: row.lineOrNull('lostReason'),
    owner: row.lineOrNull('owner'),
    createdAt: row.createdAt(),
    externalId: externalId || null,
  };
}
