// What sign-in keeps about a tenant's people follows the tenant, which decides.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { withAuth } from '../../../db/system.ts';
import { withTenant, type TenantContext } from '../../../db/tenant.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { task } from '../../jobs/task.ts';
import { endSessionsIn, setOpen } from './users.directory.queries.ts';
import { findUser } from './users.queries.ts';

/**
 * The directory of who works where gets the person's status of this moment, and sessions of the disabled end. Safe to
 * repeat, and to run twice at once: whoever writes last has looked after writing.
 */
export const userStatusChanged = task(z.object({ memberId: id }), async ({ payload, context }) => {
  // the stamp calls whoever caused the job userId
  const userId = payload.memberId;
  const by = context.onBehalfOf ?? null;
  let status = await statusOf(context, userId);
  for (let written; written !== status; status = await statusOf(context, userId)) {
    if (status === null) return;
    await follow({ tenantId: context.tenantId, userId, status, by });
    written = status;
  }
});

/** With the system's eyes: whoever caused it may have lost the right since. */
const statusOf = (context: TenantContext, userId: string): Promise<string | null> =>
  withTenant(
    { ...context, actor: 'system', userId: null, proof: { kind: 'system' } },
    { permission: null, readOnly: true, label: 'job.user.status_changed' },
    async (tx) => (await findUser(tx, userId))?.status ?? null,
  );

interface Change {
  readonly tenantId: string;
  readonly userId: string;
  readonly status: string;
  readonly by: string | null;
}

const follow = ({ tenantId, userId, status, by }: Change): Promise<void> =>
  withAuth(async (tx) => {
    const isOpen = status === 'active';
    const accountId = await setOpen(tx, { tenantId, userId }, isOpen);
    if (accountId === null) return;
    if (!isOpen) await endSessionsIn(tx, { accountId, tenantId }, 'disabled');
    const kind = isOpen ? 'user_enabled' : 'user_disabled';
    await recordSecurityEvent(tx, { kind, accountId, tenantId, meta: { userId, by } });
  });
