// In charge of the companies Canary sells to and their people: old customers, and qualified leads that became some.
import { toE164 } from '../../server/phone.ts';
import { uuidv7 } from '../ids.ts';
import type { contacts, organizations } from '../schema/index.ts';
import { atWork, DAY, iso, MINUTE } from './clock.ts';
import { readCustomers, type Customer } from './data.ts';
import type { Ground } from './ground.ts';
import { addressOf, domainOf, type SeededLead } from './leads.ts';

export type OrganizationRow = typeof organizations.$inferInsert & { id: string };
export type ContactRow = typeof contacts.$inferInsert & { id: string };

export interface SeededContact {
  row: ContactRow;
  organization: OrganizationRow;
  /** its number in the system Canary used before */
  formerId: string | null;
}

/** Customers from before: they came over in one afternoon, from the system used until then. */
export function makeCustomers(ground: Ground): SeededContact[] {
  const moved = atWork(ground.now - 176 * DAY, ground.chance);
  return readCustomers().flatMap((customer, at) => {
    const organization = organizationOf(ground, customer, moved + at * MINUTE);
    return customer.people.map((person, index) => ({
      organization,
      formerId: String(51_000 + at * 10 + index),
      row: {
        ...owned(ground, organization, moved + (at * 5 + index) * MINUTE),
        organizationId: organization.id,
        name: `${person.first} ${person.last}`,
        firstName: person.first,
        lastName: person.last,
        title: person.title,
        email: person.email,
        phone: person.phone,
        phoneE164: toE164(person.phone, 'US'),
        address: organization.address,
      },
    }));
  });
}

function organizationOf(ground: Ground, customer: Customer, at: number): OrganizationRow {
  const { name, domain, size, industry, city, country, description } = customer;
  return {
    ...owned(ground, ground.owner(customer.owner), at),
    name,
    domain,
    website: `https://${domain}`,
    size,
    industry,
    address: { city, country },
    description,
  };
}

/** A qualified lead as organization and contact. */
export function convert(ground: Ground, lead: SeededLead): SeededContact {
  const { row, company } = lead;
  const at = lead.entered + 20 * MINUTE;
  const domain = domainOf(company.name);
  const organization = {
    ...owned(ground, row, at),
    name: company.name,
    domain,
    website: `https://${domain}`,
    industry: company.industry,
    address: addressOf(company),
    description: row.description,
  };
  const { name, firstName, lastName, title, email, phone, phoneE164, address } = row;
  const person = { name, firstName, lastName, title, email, phone, phoneE164, address };
  const contact = { ...owned(ground, row, at + MINUTE), organizationId: organization.id, ...person };
  return { row: contact, organization, formerId: null };
}

/** What every record has that somebody made at `at` and owns since. */
export function owned(
  { tenantId }: Ground,
  { ownerId, teamId }: { ownerId?: string | null; teamId?: string | null },
  at: number,
) {
  const when = { createdAt: iso(at), updatedAt: iso(at), createdBy: ownerId, updatedBy: ownerId };
  return { tenantId, id: uuidv7(), ownerId, teamId, ...when };
}
