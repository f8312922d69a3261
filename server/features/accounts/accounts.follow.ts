// The address of an account is also that of its person in every tenant: those follow, by a job queued with the change.
import { withAuth } from '../../../db/system.ts';
import { withTenant, type TenantContext } from '../../../db/tenant.ts';
import { log } from '../../observability/log.ts';
import { findHolder, updateMemberEmail, type MemberOf } from '../users/users.membership.queries.ts';
import { findAccount, findMemberships } from './accounts.queries.ts';

/**
 * Every tenant of the account gets its address of this moment. Safe to repeat from the beginning, and to run twice at
 * once: whoever writes last has looked after writing. Throws, to be tried again, where somebody who is about to follow
 * themselves still stands in the place.
 */
export async function followEmail(accountId: string, requestId: string): Promise<void> {
  let email = await emailOf(accountId);
  for (
    let written: string | null = null;
    email !== null && email !== written;
    email = await emailOf(accountId)
  ) {
    const members = await withAuth((tx) => findMemberships(tx, accountId), { readOnly: true });
    for (const { tenantId, userId } of members)
      await followIn(systemContext(tenantId, requestId), { userId, accountId }, email);
    written = email;
  }
}

const emailOf = async (accountId: string): Promise<string | null> =>
  (await withAuth((tx) => findAccount(tx, accountId), { readOnly: true }))?.email ?? null;

/** One address is one person's in a tenant: where somebody without an account has it, the member keeps the old one there. */
async function followIn(context: TenantContext, member: MemberOf, email: string): Promise<void> {
  const options = { permission: null, label: 'account.followEmail' };
  const isHeld = await withTenant(context, options, async (tx) => {
    const holder = await findHolder(tx, email, member.userId);
    if (holder === null) await updateMemberEmail(tx, member, email);
    else if (holder.accountId !== null)
      throw new Error('the address is held by somebody who is about to change theirs');
    return holder !== null;
  });
  if (isHeld)
    log.warn(
      { tenantId: context.tenantId, userId: member.userId },
      'an address was asked into the tenant by itself: its owner keeps the old one there',
    );
}

const systemContext = (tenantId: string, requestId: string): TenantContext => ({
  tenantId,
  userId: null,
  actor: 'system',
  actorId: 'email-change',
  source: 'job',
  requestId,
  proof: { kind: 'system' },
});
