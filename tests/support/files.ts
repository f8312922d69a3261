// A record of any noun with an attachment, for tests that only need one to be there.
import { makeContact, makeOrganization } from './customers.ts';
import { makeLead, type TestTenant } from './factories.ts';
import { insertFile, insertOpportunity, insertTasks } from './records.ts';

type Make = (tenant: TestTenant) => Promise<string>;

const makers: Readonly<Record<string, readonly [noun: string, make: Make]>> = {
  leads: ['lead', (tenant) => makeLead(tenant)],
  contacts: ['contact', (tenant) => makeContact(tenant)],
  organizations: ['organization', (tenant) => makeOrganization(tenant)],
  opportunities: ['opportunity', insertOpportunity],
  tasks: ['task', async (tenant) => (await insertTasks(tenant, [await makeLead(tenant)]))[0] ?? ''],
};

export async function makeFile(tenant: TestTenant, plural: string): Promise<{ id: string; fileId: string }> {
  const [noun, make] = makers[plural] ?? [];
  if (!noun || !make) throw new Error(`Nobody makes ${plural}`);
  const id = await make(tenant);
  return { id, fileId: await insertFile(tenant, { noun, recordId: id }) };
}
