// From what the router answers to what the contact's pages show. Pure.
import type { ContactDetail } from '../../contracts/contacts.ts';
import { customStart } from '../records/custom-facts.tsx';
import type { ContactValues } from './contact-form.tsx';
import type { ContactRecord } from './contact-record.tsx';

export function recordOf(contact: ContactDetail): ContactRecord {
  const { street, city, region, postalCode, country } = contact.address ?? {};
  return {
    id: contact.id,
    version: contact.version,
    name: contact.name,
    title: contact.title,
    email: contact.email,
    phone: contact.phone,
    organization: contact.organization,
    description: contact.description,
    address: [street, city, region, postalCode, country].filter((line): line is string => Boolean(line)),
    hidden: contact.hiddenFields,
    locked: contact.lockedFields,
    owner: contact.owner,
    tags: contact.tags,
    custom: contact.custom,
    archived: contact.archived,
    createdAt: contact.createdAt,
    createdBy: contact.createdBy?.name ?? null,
    updatedAt: contact.updatedAt,
    externalIds: contact.externalIds,
    possibleDuplicates: contact.possibleDuplicates,
  };
}

export function startOf(contact: ContactDetail): Partial<ContactValues> {
  const { street, city, region, postalCode, country } = contact.address ?? {};
  return {
    firstName: contact.firstName ?? '',
    lastName: contact.lastName ?? '',
    title: contact.title ?? '',
    email: contact.email ?? '',
    phone: contact.phone ?? '',
    organizationId: contact.organization?.id ?? '',
    description: contact.description ?? '',
    custom: customStart(contact.custom),
    address: {
      street: street ?? '',
      city: city ?? '',
      region: region ?? '',
      postalCode: postalCode ?? '',
      country: country ?? '',
    },
  };
}
