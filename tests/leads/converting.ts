// What the tests of conversions share: a tenant of its own for each, words for the calls, and what the doors answer.
import { beforeAll, beforeEach, expect } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import {
  makeLead,
  makePerson,
  makeTenant,
  type LeadValues,
  type TestPerson,
  type TestTenant,
} from '../support/factories.ts';
import { insertRole } from '../support/records.ts';

export let api: Api;
export let acme: TestTenant;
export let asUser: Rest;
export let asAdmin: Rest;

export function openWorld(): void {
  beforeAll(async () => {
    await createTestDatabase();
    api = await startApi();
  });
  beforeEach(async () => {
    acme = await makeTenant();
    asUser = api.rest(acme.user);
    asAdmin = api.rest(acme.admin);
  });
}

export const lead = (values: LeadValues = {}): Promise<string> =>
  makeLead(acme, { ...ADA, ownerId: acme.user.userId, ...values });

export const read = async <T>(path: string): Promise<T> => (await asAdmin<T>('GET', path)).body;

export const convert = (id: string, input: Record<string, unknown> = {}, as = asUser) =>
  as<Converted & Refusal>('POST', `/leads/${id}/convert`, { version: 1, ...input });

/** Somebody with these permissions alone. */
export async function holderOf(permissions: string[], scope: 'own' | 'all'): Promise<TestPerson> {
  const visibility = { lead: scope, contact: scope, organization: scope };
  const { key } = await insertRole(acme, { permissions, visibility });
  const person = await makePerson(acme, 'user');
  expect((await asAdmin('PUT', `/users/${person.userId}/role`, { role: key })).status).toBe(200);
  return person;
}

export const ADA = {
  name: 'Ada King Lovelace',
  company: 'Analytical Engines',
  email: 'ada@engines.test',
  title: 'Countess',
};

export interface Named {
  id: string;
  name: string | null;
}
export interface Lead {
  id: string;
  version: number;
  archived: boolean;
  stage: { id: string; kind: string };
  converted: { at: string; contact: Named; organization: Named | null; opportunity: Named | null } | null;
}
export interface Candidate {
  id: string;
  name: string;
  detail: string | null;
  same: string[];
}
export interface Proposal {
  version: number;
  contact: { firstName: string; lastName: string | null; email: string | null };
  organizationName: string | null;
  opportunityTitle: string;
  contacts: Candidate[];
  organizations: Candidate[];
}
export interface Converted {
  version: number;
  contactId: string;
  organizationId: string | null;
  opportunityId: string | null;
}
export interface Refusal {
  slug: string;
  message: string;
  details?: Record<string, string[]>;
}
