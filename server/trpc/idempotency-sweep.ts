// Forgets idempotency keys after a day, tenant by tenant: nobody, not even the house, reaches two tenants' rows at once.
import { housesOf } from '../jobs/houses.ts';
import { deleteOldKeys } from './idempotency.queries.ts';

/** Safe to run at any time and by several workers at once. */
export async function sweepIdempotencyKeys(): Promise<void> {
  for await (const { tenantId, run } of housesOf('idempotency.sweep'))
    await run((tx) => deleteOldKeys(tx, tenantId));
}
