// Who is asking, in which tenant, and what they may do there.
import type { Me } from '../../../app/contracts/accounts.ts';
import { withAuth } from '../../../db/system.ts';
import { unauthorized } from '../../errors.ts';
import type { Principal, RequestContext } from '../../trpc/context.ts';
import { readTenant } from '../../trpc/reads.ts';
import { findAccount } from './accounts.queries.ts';
import { requireLiveSession } from './accounts.sessions.ts';

export async function me(ctx: RequestContext, principal: Principal): Promise<Me> {
  return principal.tenantId && principal.userId
    ? inTenant(ctx, principal.tenantId, principal.userId)
    : outsideTenants(principal);
}

async function inTenant(ctx: RequestContext, tenantId: string, userId: string): Promise<Me> {
  const entered = await readTenant(ctx, { permission: null, label: 'me' }, (tx) => tx.entered);
  const { name, email, roles, permissions, seesAll, zone, locale, tenantName, tenantSlug, currency } =
    entered;
  return {
    user: { id: userId, tenantId, roles, name, email },
    tenant: { id: tenantId, name: tenantName, slug: tenantSlug, currency },
    roles,
    permissions,
    seesAll,
    zone,
    locale,
    isOperator: false,
  };
}

/** An operator, or somebody who has yet to choose among several tenants. */
async function outsideTenants(principal: Principal): Promise<Me> {
  const { accountId } = await requireLiveSession(principal);
  const account = await withAuth((tx) => findAccount(tx, accountId), { readOnly: true });
  if (!account) throw unauthorized();
  return {
    user: { id: account.id, tenantId: null, roles: [], name: account.name, email: account.email },
    tenant: null,
    roles: [],
    permissions: [],
    seesAll: [],
    zone: 'UTC',
    locale: 'en-US',
    isOperator: account.isOperator,
  };
}
