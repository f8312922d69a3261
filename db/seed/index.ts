// In charge of the demo: two tenants that know nothing of each other, people with documented sign-ins, months of work.
// Everything goes the product's own way in; Canary comes last and in one transaction, so that its presence means done.
import { createTenant } from '../../server/features/tenants/tenants.queries.ts';
import type { DatabaseUrls } from '../client.ts';
import { closePools, configureDatabase } from '../client.ts';
import { uuidv7 } from '../ids.ts';
import { withTenant, type TenantContext } from '../tenant.ts';
import { findTenants, linkToTenant, openAccounts, type DemoAccount } from './accounts.ts';
import { seedCanary } from './canary.ts';
import { DEMO_ZONE } from './clock.ts';
import { seedGlobex } from './globex.ts';
import { insertPeople } from './people.ts';
import { PEOPLE } from './sign-ins.ts';

const TENANTS = [
  { slug: 'globex', name: 'Globex', fill: seedGlobex },
  { slug: 'canary', name: 'Canary Corp', fill: seedCanary },
] as const;

export interface SeedOptions {
  mode: 'demo';
  /** Refuse where somebody works already: the demo's sign-ins would open a door into their database. */
  onlyAmongDemo?: boolean;
}

/** The demo was not put beside tenants of somebody's own. */
export class SeedRefused extends Error {}

/**
 * Seeds what is missing and answers the names of the tenants it made; running it again changes nothing.
 * Opens and closes the process's connections.
 */
export async function seed(urls: DatabaseUrls, options: SeedOptions): Promise<string[]> {
  configureDatabase(urls);
  try {
    return await seedMissing(options);
  } finally {
    await closePools();
  }
}

/** The same over connections that are open already. */
export async function seedMissing({ onlyAmongDemo }: Partial<SeedOptions> = {}): Promise<string[]> {
  const { seeded, stranger } = await findTenants(TENANTS.map(({ slug }) => slug));
  const missing = TENANTS.filter(({ slug }) => !seeded.includes(slug));
  if (missing.length === 0) return [];
  if (stranger !== null && onlyAmongDemo)
    throw new SeedRefused(`This database holds the tenant "${stranger}".`);
  const accounts = await openAccounts(PEOPLE);
  for (const tenant of missing) await seedTenant(tenant, accounts);
  return missing.map(({ name }) => name);
}

async function seedTenant(
  { slug, name, fill }: (typeof TENANTS)[number],
  accounts: readonly DemoAccount[],
): Promise<void> {
  const staff = accounts.filter(({ tenant }) => tenant === slug);
  const known = staff.find(({ tenantId }) => tenantId !== null)?.tenantId;
  const tenantId = known ?? uuidv7();
  // auth first: the directory rows keep the ids, so that a run that was cut off is finished under the same ones
  await linkToTenant(tenantId, staff);
  await withTenant(houseContext(tenantId), { permission: null, label: 'seed.tenant' }, async (tx) => {
    const created = await createTenant(tx, { name, slug, zone: DEMO_ZONE });
    if (!created) return;
    await fill(tx, await insertPeople(tx, staff, created.roleIds));
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
