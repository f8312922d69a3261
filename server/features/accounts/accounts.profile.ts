// The person's own name and formats: of the account, and of the user in the tenant they are working in.
import type { ProfileInput, Security } from '../../../app/contracts/account-security.ts';
import { withAuth } from '../../../db/system.ts';
import { withTenant } from '../../../db/tenant.ts';
import { countRecoveryCodes, hasFactor } from '../../auth/factors.queries.ts';
import { findSudo } from '../../auth/open-sessions.queries.ts';
import { unauthorized } from '../../errors.ts';
import { tenantContext, type RequestContext } from '../../trpc/context.ts';
import { updateOwnUser } from '../users/users.membership.queries.ts';
import { findAccount, updateName } from './accounts.queries.ts';
import type { SessionPrincipal } from './accounts.sessions.ts';

/** What the security page shows at a glance. */
export async function securityOf({ accountId, sid }: SessionPrincipal): Promise<Security> {
  return withAuth(
    async (tx) => {
      const account = await findAccount(tx, accountId);
      if (!account) throw unauthorized();
      return {
        email: account.email,
        isVerified: account.isVerified,
        name: account.name,
        sudoUntil: await findSudo(tx, sid),
        hasFactor: await hasFactor(tx, accountId),
        recoveryCodesLeft: await countRecoveryCodes(tx, accountId),
      };
    },
    { readOnly: true },
  );
}

/** Formats belong to the user in a tenant; outside of one there is only the name. */
export async function saveProfile(
  ctx: RequestContext,
  { accountId, tenantId }: SessionPrincipal,
  { name, locale, zone }: ProfileInput,
): Promise<void> {
  if (tenantId) {
    const options = { permission: null, label: 'auth.saveProfile' };
    await withTenant(tenantContext(ctx), options, (tx) => updateOwnUser(tx, { name, locale, zone }));
  }
  await withAuth((tx) => updateName(tx, accountId, name));
}
