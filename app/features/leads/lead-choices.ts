// From what the router answers to what the lead form shows. Pure.
import type { LeadDetail, LeadOptions } from '../../contracts/leads.ts';
import { customStart } from '../records/custom-facts.tsx';
import type { LeadValues } from './lead-form.tsx';

export const choicesOf = ({ stages, sources, hiddenFields, lockedFields }: LeadOptions) => ({
  rights: { hiddenFields, lockedFields },
  stages: stages.map(({ id, name }) => ({ value: id, label: name })),
  sources: sources.map(({ id, name }) => ({ value: id, label: name })),
});

/** What a new lead is saved with unless something else is chosen. */
export const freshLead = ({ stages, sources }: LeadOptions): Partial<LeadValues> => ({
  stageId: stages[0]?.id ?? '',
  sourceId: sources.find(({ key }) => key === 'website')?.id ?? '',
});

export function startOf(lead: LeadDetail): Partial<LeadValues> {
  const { street, city, region, postalCode, country } = lead.address ?? {};
  return {
    name: lead.name,
    company: lead.company ?? '',
    title: lead.title ?? '',
    email: lead.email ?? '',
    phone: lead.phone ?? '',
    website: lead.website ?? '',
    industry: lead.industry ?? '',
    sourceId: lead.source?.id ?? '',
    stageId: lead.stage.id,
    score: String(lead.score ?? ''),
    description: lead.description ?? '',
    custom: customStart(lead.custom),
    address: {
      street: street ?? '',
      city: city ?? '',
      region: region ?? '',
      postalCode: postalCode ?? '',
      country: country ?? '',
    },
  };
}
