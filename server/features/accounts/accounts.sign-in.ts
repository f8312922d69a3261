// Signing in with e-mail and password. A wrong address and a wrong password cost the same and answer the same.
import type { LoginInput } from '../../../app/contracts/accounts.ts';
import { withAuth } from '../../../db/system.ts';
import { hashPassword, needsRehash, verifyPassword } from '../../auth/password.ts';
import { forgiveAttempt, noteFailure, reserveAttempt } from '../../auth/throttle.ts';
import type { Edge } from '../../trpc/context.ts';
import { findAccountByEmail, lockAccount, updatePasswordHash, type Account } from './accounts.queries.ts';
import { accountKey, wrongCredentials } from './accounts.rules.ts';
import { startSession, type SignedIn } from './accounts.sessions.ts';

export async function login(edge: Edge, input: LoginInput): Promise<SignedIn> {
  const key = accountKey(input.email);
  await reserveAttempt(key, edge.ip);
  const account = await withAuth((tx) => findAccountByEmail(tx, key), { readOnly: true });
  const isRight = await verifyPassword(account?.passwordHash ?? null, input.password);
  if (!account || !isRight || account.isDisabled) {
    await withAuth((tx) => noteFailure(tx, key, edge.ip));
    throw wrongCredentials();
  }
  const fresh = await withBetterHash(account, input.password);
  await withAuth((tx) => forgiveAttempt(tx, key, edge.ip));
  return startSession(edge, fresh, {
    audience: input.mode === 'bearer' ? 'streamflow-api' : 'streamflow-web',
    remember: input.remember ?? false,
    amr: ['pwd'],
  });
}

/** Hashes made with older parameters are replaced while the password is at hand. */
async function withBetterHash(account: Account, password: string): Promise<Account> {
  const { passwordHash } = account;
  if (!passwordHash || !needsRehash(passwordHash)) return account;
  const better = await hashPassword(password);
  const isStored = await withAuth(async (tx) => {
    const now = await lockAccount(tx, account.id);
    if (now?.passwordHash !== passwordHash) return false;
    await updatePasswordHash(tx, account.id, better);
    return true;
  });
  return isStored ? { ...account, passwordHash: better } : account;
}
