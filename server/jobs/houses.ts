// The house itself at work in every tenant, one after the other: what sweeps and other work by the clock run in.
import { withAuth } from '../../db/system.ts';
import { withTenant, type TenantContext, type Tx } from '../../db/tenant.ts';
import { findTenantIds } from '../trpc/idempotency.queries.ts';

export interface House {
  readonly tenantId: string;
  /** in a transaction of its own, without a person */
  run<T>(this: void, work: (tx: Tx) => Promise<T>, options?: { readOnly: true }): Promise<T>;
}

export async function* housesOf(label: string): AsyncGenerator<House> {
  for (const tenantId of await withAuth((tx) => findTenantIds(tx), { readOnly: true })) {
    const house: TenantContext = {
      tenantId,
      userId: null,
      actor: 'system',
      actorId: label,
      source: 'job',
      requestId: label,
      proof: { kind: 'system' },
    };
    yield {
      tenantId,
      run: (work, options) => withTenant(house, { permission: null, label, ...options }, work),
    };
  }
}

/** So many rows are deleted in one transaction. */
export const AT_ONCE = 200;

/** Runs it again until it had less to do than it may at once. */
export async function untilDone({ run }: House, some: (tx: Tx) => Promise<number>): Promise<void> {
  while ((await run(some)) >= AT_ONCE);
}
