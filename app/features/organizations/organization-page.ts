// From what the router answers to what the organization's pages show. Pure.
import type { OrganizationDetail } from '../../contracts/organizations.ts';
import { customStart } from '../records/custom-facts.tsx';
import type { OrganizationValues } from './organization-form.tsx';
import type { OrganizationRecord } from './organization-record.tsx';

export function recordOf(organization: OrganizationDetail): OrganizationRecord {
  const { street, city, region, postalCode, country } = organization.address ?? {};
  const { hiddenFields, lockedFields, createdBy, ...shown } = organization;
  return {
    id: shown.id,
    version: shown.version,
    name: shown.name,
    domain: shown.domain,
    website: shown.website,
    phone: shown.phone,
    size: shown.size,
    industry: shown.industry,
    parent: shown.parent,
    description: shown.description,
    address: [street, city, region, postalCode, country].filter((line): line is string => Boolean(line)),
    hidden: hiddenFields,
    locked: lockedFields,
    owner: shown.owner,
    tags: shown.tags,
    custom: shown.custom,
    archived: shown.archived,
    createdAt: shown.createdAt,
    createdBy: createdBy?.name ?? null,
    updatedAt: shown.updatedAt,
    externalIds: shown.externalIds,
    possibleDuplicates: shown.possibleDuplicates,
  };
}

export function startOf(organization: OrganizationDetail): Partial<OrganizationValues> {
  const { street, city, region, postalCode, country } = organization.address ?? {};
  return {
    name: organization.name,
    domain: organization.domain ?? '',
    website: organization.website ?? '',
    phone: organization.phone ?? '',
    size: organization.size ?? '',
    industry: organization.industry ?? '',
    description: organization.description ?? '',
    custom: customStart(organization.custom),
    address: {
      street: street ?? '',
      city: city ?? '',
      region: region ?? '',
      postalCode: postalCode ?? '',
      country: country ?? '',
    },
  };
}
