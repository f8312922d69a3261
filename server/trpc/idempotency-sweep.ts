// Forgets idempotency keys after a day, tenant by tenant: nobody, not even the house, reaches two tenants' rows at once.
import { withAuth } from '../../db/system.ts';
import { withTenant, type TenantContext } from '../../db/tenant.ts';
import { deleteOldKeys, findTenantIds } from './idempotency.queries.ts';

/** Safe to run at any time and by several workers at once. */
export async function sweepIdempotencyKeys(): Promise<void> {
  const tenantIds = await withAuth((tx) => findTenantIds(tx), { readOnly: true });
  for (const tenantId of tenantIds) {
    await withTenant(houseIn(tenantId), { permission: null, label: 'idempotency.sweep' }, (tx) =>
      deleteOldKeys(tx, tenantId),
    );
  }
}

const houseIn = (tenantId: string): TenantContext => ({
  tenantId,
  userId: null,
  actor: 'system',
  actorId: 'idempotency.sweep',
  source: 'job',
  requestId: 'idempotency.sweep',
  proof: { kind: 'system' },
});
