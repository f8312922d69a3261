// What is done to the people of a tenant. crm.users.status decides who gets in, from the next request on; what sign-in
// keeps of it follows by a job that rides the same transaction.
import type { UserDetail } from '../../../app/contracts/users.ts';
import { withAuth } from '../../../db/system.ts';
import type { Tx } from '../../../db/tenant.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { requireSudoIn } from '../../auth/sudo.ts';
import { AppError, notFound } from '../../errors.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import type { Enter } from '../../trpc/procedures.ts';
import { countSessionsIn, endSessionsIn } from './users.directory.queries.ts';
import { findUserDetail, hasOtherAdmin, updateStatus, updateUserName } from './users.queries.ts';
import { isWithin } from './users.rules.ts';

type Loaded = NonNullable<Awaited<ReturnType<typeof findUserDetail>>>;

async function requireUser(tx: Tx, id: string): Promise<Loaded> {
  const user = await findUserDetail(tx, id);
  if (!user) throw notFound('user');
  return user;
}

export async function getUser(tx: Tx, id: string): Promise<UserDetail> {
  const { accountId: _account, permissions, ...user } = await requireUser(tx, id);
  const administers = user.status === 'active' && permissions.includes('admin:*');
  return { ...user, isLastAdmin: administers && !(await hasOtherAdmin(tx, id)) };
}

export async function renameUser(
  tx: Tx,
  input: { id: string; version: number; name?: string | undefined },
): Promise<{ id: string; version: number }> {
  const { id, version, name } = input;
  await requireUser(tx, id);
  const saved = await updateUserName(tx, { id, version, name });
  if (saved === null)
    throw new AppError('Conflict', 'user.stale', 'Someone else changed this person since you opened it.', {
      hint: 'Compare their values with yours, then save again.',
      data: { current: await getUser(tx, id) },
    });
  return { id, version: saved };
}

/** Nobody shuts out who may do more than they themselves. */
async function requireBelow(tx: Tx, user: Loaded): Promise<void> {
  const { permissions } = await tx.entered;
  if (!isWithin(permissions, user.permissions))
    throw new AppError(
      'Forbidden',
      'user.beyond_own',
      'This person may do more than you: an admin can do it.',
    );
}

export async function disableUser(tx: Tx, id: string): Promise<{ id: string; version: number }> {
  const user = await requireUser(tx, id);
  if (id === tx.context.userId)
    throw new AppError('Conflict', 'user.self', 'You cannot disable yourself: another admin can do it.');
  if (user.status === 'invited')
    throw new AppError('Conflict', 'user.not_joined', 'This person has not joined yet.', {
      hint: 'Take the invitation back instead.',
    });
  await requireBelow(tx, user);
  return setStatus(tx, user, 'active', 'disabled');
}

export async function enableUser(tx: Tx, id: string): Promise<{ id: string; version: number }> {
  const user = await requireUser(tx, id);
  if (user.status === 'invited')
    throw new AppError('Conflict', 'user.not_joined', 'This person has not joined yet.', {
      hint: 'They come in by the link of the invitation; send it again if it is lost.',
    });
  await requireBelow(tx, user);
  return setStatus(tx, user, 'disabled', 'active');
}

/** Whoever is there already stays as they are: doing it twice is doing it once. */
async function setStatus(
  tx: Tx,
  { id, version }: Loaded,
  from: 'active' | 'disabled',
  to: 'active' | 'disabled',
): Promise<{ id: string; version: number }> {
  const changed = await updateStatus(tx, id, { from, to });
  if (changed !== null) await enqueue(tx, 'user.status_changed', { memberId: id });
  return { id, version: changed ?? version };
}

/** Signs somebody out of this tenant wherever they are; sessions in their other tenants go on. */
export async function endSessionsOf(enter: Enter, ip: string, id: string): Promise<number> {
  const { accountId, tenantId, by } = await enter({ readOnly: true }, async (tx) => {
    const user = await requireUser(tx, id);
    await requireSudoIn(tx);
    await requireBelow(tx, user);
    return { accountId: user.accountId, tenantId: tx.context.tenantId, by: tx.context.userId };
  });
  if (accountId === null) return 0;
  return withAuth(async (tx) => {
    const ended = await endSessionsIn(tx, { accountId, tenantId }, 'ended_by_admin');
    const meta = { ended, by };
    await recordSecurityEvent(tx, { kind: 'authn_session_end', accountId, tenantId, ip, meta });
    return ended;
  });
}

export async function sessionsOf(enter: Enter, ids: readonly string[]) {
  const tenantId = await enter({ readOnly: true }, (tx) => Promise.resolve(tx.context.tenantId));
  return withAuth((tx) => countSessionsIn(tx, tenantId, ids), { readOnly: true });
}
