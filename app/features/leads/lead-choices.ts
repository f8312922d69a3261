// From what the router answers to what the lead form shows. Pure.
import type { LeadDetail, LeadOptions } from '../../contracts/leads.ts';
import type { LeadValues } from './lead-form.tsx';

export const choicesOf = ({ stages, sources, hiddenFields, lockedFields }: LeadOptions) => ({
  rights: { hiddenFields, lockedFields },
  stages: stages.map(({ id, name }) => ({ value: id, label: name })),
  sources: sources.map(({ id, name }) => ({ value: id, label: name })),
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
    address: {
      street: street ?? '',
      city: city ?? '',
      region: region ?? '',
      postalCode: postalCode ?? '',
      country: country ?? '',
    },
  };
}
