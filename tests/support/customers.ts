// Organizations and contacts to test with, made in the house's own transactions.
import { uuidv7 } from '../../db/ids.ts';
import { contacts, organizations } from '../../db/schema/index.ts';
import { arrange, type TestTenant } from './factories.ts';

type Of = Pick<TestTenant, 'tenantId' | 'system'>;
export type OrganizationValues = Partial<Omit<typeof organizations.$inferInsert, 'tenantId'>>;
export type ContactValues = Partial<Omit<typeof contacts.$inferInsert, 'tenantId'>>;

let made = 0;

const complete = <T extends { id?: string }>({ tenantId }: Of, rows: readonly T[], word: string) =>
  rows.map((row) => ({ name: `${word} ${(made += 1)}`, ...row, tenantId, id: row.id ?? uuidv7() }));

/** Several organizations in one statement, without owner unless given; answers their ids in order. */
export async function makeOrganizations(tenant: Of, rows: readonly OrganizationValues[]): Promise<string[]> {
  const values = complete(tenant, rows, 'Organization');
  await arrange(tenant, (tx) => tx.insert(organizations).values(values));
  return values.map(({ id }) => id);
}

export const makeOrganization = async (tenant: Of, values: OrganizationValues = {}): Promise<string> =>
  (await makeOrganizations(tenant, [values]))[0] ?? '';

/** Several contacts in one statement, without owner unless given; answers their ids in order. */
export async function makeContacts(tenant: Of, rows: readonly ContactValues[]): Promise<string[]> {
  const values = complete(tenant, rows, 'Contact');
  await arrange(tenant, (tx) => tx.insert(contacts).values(values));
  return values.map(({ id }) => id);
}

export const makeContact = async (tenant: Of, values: ContactValues = {}): Promise<string> =>
  (await makeContacts(tenant, [values]))[0] ?? '';
