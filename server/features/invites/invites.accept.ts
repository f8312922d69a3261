// What the link of an invitation opens, and joining with an account that exists. New accounts are sign-up's business.
import { z } from 'zod';
import type { InviteLink } from '../../../app/contracts/invites.ts';
import { emailKey } from '../../../app/contracts/email.ts';
import { withAuth } from '../../../db/system.ts';
import { withTenant, type TenantContext } from '../../../db/tenant.ts';
import { findToken, useToken } from '../../auth/one-time-tokens.queries.ts';
import { hashSecret } from '../../auth/refresh-token.ts';
import type { Audience } from '../../auth/tokens.ts';
import { AppError } from '../../errors.ts';
import type { Edge, Principal } from '../../trpc/context.ts';
import {
  activateMembership,
  findAccount,
  findAccountByEmail,
  insertMembership,
} from '../accounts/accounts.queries.ts';
import { deadLink } from '../accounts/accounts.rules.ts';
import { chooseTenant, type SessionPrincipal, type SignedIn } from '../accounts/accounts.sessions.ts';
import { acceptInvitation } from '../users/users.membership.queries.ts';
import { deletePendingMembership, findTenantName, isMember } from './invites.links.queries.ts';

const invitation = z.object({ tenantId: z.uuid(), userId: z.uuid(), email: z.string() });

export async function readInvite(principal: Principal | null, token: string): Promise<InviteLink> {
  const accountId = principal?.kind === 'session' ? principal.accountId : null;
  return withAuth(
    async (tx) => {
      const found = await findToken(tx, hashSecret(token), 'invite');
      const invited = invitation.safeParse(found?.data).data;
      const tenantName = invited && (await findTenantName(tx, invited.tenantId));
      if (!invited || !tenantName) return { state: 'dead' };
      const holder = await findAccountByEmail(tx, emailKey(invited.email));
      const state =
        accountId === null ? (holder ? 'known' : 'new') : holder?.id === accountId ? 'ready' : 'other';
      return { state, email: invited.email, tenantName };
    },
    { readOnly: true },
  );
}

/** The account of the invited address joins, and works in the tenant from now on. */
export async function acceptInvite(
  edge: Edge,
  principal: SessionPrincipal,
  token: string,
  audience: Audience,
): Promise<SignedIn> {
  const { accountId } = principal;
  const hash = hashSecret(token);
  const { tenantId, userId, name } = await withAuth(async (tx) => {
    const found = await findToken(tx, hash, 'invite');
    const invited = invitation.safeParse(found?.data).data;
    if (!invited) throw deadLink();
    const account = await findAccount(tx, accountId);
    if (account?.emailNorm !== emailKey(invited.email)) throw otherEmail();
    if (await isMember(tx, accountId, invited.tenantId)) throw joinedAlready();
    if (!(await useToken(tx, hash, 'invite'))) throw deadLink();
    await insertMembership(tx, { accountId, tenantId: invited.tenantId, userId: invited.userId });
    return { ...invited, name: account.name };
  });
  const isIn = await withTenant(
    systemContext(tenantId, edge.requestId),
    { permission: null, label: 'invites.accept' },
    (tx) => acceptInvitation(tx, userId, accountId, name),
  );
  if (!isIn) {
    await withAuth((tx) => deletePendingMembership(tx, accountId, tenantId));
    throw deadLink();
  }
  await withAuth((tx) => activateMembership(tx, accountId, tenantId));
  return chooseTenant(edge, principal, tenantId, audience);
}

const systemContext = (tenantId: string, requestId: string): TenantContext => ({
  tenantId,
  userId: null,
  actor: 'system',
  actorId: 'invite',
  source: 'job',
  requestId,
  proof: { kind: 'system' },
});

const otherEmail = (): AppError =>
  new AppError('Forbidden', 'invite.other_email', 'This invitation is for another e-mail address.', {
    hint: 'Sign out, then open the link again and sign in with the address it was sent to.',
  });

const joinedAlready = (): AppError =>
  new AppError('Conflict', 'invite.already_here', 'You are in this tenant already.', {
    hint: 'Choose it at /choose-tenant.',
  });
