// From what the router answers to what the lead's page shows: display-ready, nothing more.
import type { LeadDetail } from '../../contracts/leads.ts';
import type { LeadRecord } from './lead-record.tsx';

export function recordOf(lead: LeadDetail): LeadRecord {
  const { street, city, region, postalCode, country } = lead.address ?? {};
  return {
    id: lead.id,
    version: lead.version,
    name: lead.name,
    company: lead.company,
    title: lead.title,
    email: lead.email,
    phone: lead.phone,
    website: lead.website,
    industry: lead.industry,
    description: lead.description,
    address: [street, city, region, postalCode, country].filter((line): line is string => Boolean(line)),
    stage: { name: lead.stage.name, kind: lead.stage.kind },
    source: lead.source?.name ?? null,
    score: lead.score,
    hidden: lead.hiddenFields,
    locked: lead.lockedFields,
    owner: lead.owner,
    tags: lead.tags,
    custom: lead.custom,
    archived: lead.archived,
    converted: lead.converted,
    createdAt: lead.createdAt,
    createdBy: lead.createdBy?.name ?? null,
    updatedAt: lead.updatedAt,
    externalIds: lead.externalIds,
    possibleDuplicates: lead.possibleDuplicates,
  };
}
