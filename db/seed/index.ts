// In charge of the demo: two tenants that know nothing of each other, people with documented sign-ins, months of work.
// Everything goes the product's own way in; Canary comes last and in one transaction, so that its presence means done.
import type { DatabaseUrls } from '../client.ts';
import { closePools, configureDatabase } from '../client.ts';
import { withTenant, type TenantContext } from '../tenant.ts';
import { uuidv7 } from '../ids.ts';
import { createTenant } from '../../server/features/tenants/tenants.queries.ts';
import { linkToTenant, openAccounts, type DemoAccount } from './accounts.ts';
import { seedCanary } from './canary.ts';
import { seedGlobex } from './globex.ts';
import { insertPeople, type Person } from './people.ts';
import { PEOPLE } from './sign-ins.ts';

/** Seeds what is missing; running it again changes nothing. Opens and closes the process's connections. */
export async function seed(urls: DatabaseUrls, _options: { mode: 'demo' }): Promise<void> {
  configureDatabase(urls);
  try {
    const accounts = await openAccounts(PEOPLE);
    await seedTenant('globex', 'Globex', accounts, seedGlobex);
    await seedTenant('canary', 'Canary Corp', accounts, seedCanary);
  } finally {
    await closePools();
  }
}

type Fill = typeof seedCanary;

async function seedTenant(
  slug: 'canary' | 'globex',
  name: string,
  accounts: DemoAccount[],
  fill: Fill,
): Promise<void> {
  const staff = accounts.filter(({ tenant }) => tenant === slug);
  const known = staff.find(({ tenantId }) => tenantId !== null)?.tenantId;
  const tenantId = known ?? uuidv7();
  // auth first: the directory rows keep the ids, so that a run that was cut off is finished under the same ones
  await linkToTenant(tenantId, staff);
  await withTenant(houseContext(tenantId), { permission: null, label: 'seed.tenant' }, async (tx) => {
    const created = await createTenant(tx, { name, slug, zone: 'America/New_York' });
    if (!created) return;
    const people: Person[] = await insertPeople(tx, staff, created.roleIds);
    await fill(tx, people);
  });
}

export const houseContext = (tenantId: string): TenantContext => ({
  tenantId,
  userId: null,
  actor: 'system',
  actorId: 'seed',
  source: 'job',
  requestId: 'demo-seed',
  proof: { kind: 'system' },
});
