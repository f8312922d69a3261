// Signing in with e-mail and password, and a code where the account has a second factor.
// A wrong address and a wrong password cost the same and answer the same.
import { z } from 'zod';
import type { MfaInput } from '../../../app/contracts/account-security.ts';
import type { LoginInput } from '../../../app/contracts/accounts.ts';
import { withAuth } from '../../../db/system.ts';
import { knownDevice } from '../../auth/device.ts';
import { hasFactor } from '../../auth/factors.queries.ts';
import { MFA_SECONDS } from '../../auth/lifetimes.ts';
import { findToken, insertToken, useToken } from '../../auth/one-time-tokens.queries.ts';
import { hashPassword, needsRehash, verifyPassword } from '../../auth/password.ts';
import { presentedBy } from '../../auth/principal.ts';
import { hashSecret, newSecret } from '../../auth/refresh-token.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { forgetTries, forgiveAttempt, noteFailure, reserveAttempt, reserveTry } from '../../auth/throttle.ts';
import type { Audience } from '../../auth/tokens.ts';
import { AppError } from '../../errors.ts';
import type { Edge } from '../../trpc/context.ts';
import { useFactorCode } from './accounts.factor.ts';
import {
  findAccount,
  findAccountByEmail,
  lockAccount,
  updatePasswordHash,
  type Account,
} from './accounts.queries.ts';
import { accountKey, wrongCredentials } from './accounts.rules.ts';
import { startSession, type SignedIn } from './accounts.sessions.ts';

/** The password was right; a code is asked for now, by this token. */
export interface CodeWanted {
  readonly mfaToken: string;
}

export async function login(edge: Edge, input: LoginInput): Promise<SignedIn | CodeWanted> {
  const key = accountKey(input.email);
  const device = knownDevice(presentedBy(edge).device ?? null, key);
  const attempt = { emailNorm: key, ip: edge.ip, device };
  const { challenge, solution } = input;
  const reserved = await reserveAttempt(attempt, { challenge, solution });
  const account = await withAuth((tx) => findAccountByEmail(tx, key), { readOnly: true });
  const isRight = await verifyPassword(account?.passwordHash ?? null, input.password);
  if (!account || !isRight || account.isDisabled) {
    await withAuth((tx) => noteFailure(tx, attempt));
    throw wrongCredentials();
  }
  const fresh = await withBetterHash(account, input.password);
  await withAuth((tx) => forgiveAttempt(tx, reserved));
  const remember = input.remember ?? false;
  if (await withAuth((tx) => hasFactor(tx, account.id), { readOnly: true }))
    return wantCode(account.id, remember);
  return startSession(edge, fresh, { audience: audienceOf(input.mode), remember, amr: ['pwd'] });
}

const audienceOf = (mode: LoginInput['mode']): Audience =>
  mode === 'bearer' ? 'streamflow-api' : 'streamflow-web';

async function wantCode(accountId: string, remember: boolean): Promise<CodeWanted> {
  const mfaToken = newSecret();
  const token = { hash: hashSecret(mfaToken), purpose: 'mfa', accountId, data: { remember } } as const;
  await withAuth((tx) => insertToken(tx, { ...token, seconds: MFA_SECONDS }));
  return { mfaToken };
}

const wish = z.object({ remember: z.boolean() });

/** The second step. A wrong code leaves the token good; only so many are looked at. */
export async function loginByCode(edge: Edge, { mfaToken, code, mode }: MfaInput): Promise<SignedIn> {
  const hash = hashSecret(mfaToken);
  const found = await withAuth((tx) => findToken(tx, hash, 'mfa'), { readOnly: true });
  const accountId = found?.accountId;
  const remember = wish.safeParse(found?.data).data?.remember;
  if (!accountId || remember === undefined) throw tooLate();
  await reserveTry('factor', accountId);
  if (!(await useFactorCode(edge, accountId, code))) {
    await withAuth((tx) => recordSecurityEvent(tx, { kind: 'authn_factor_fail', accountId, ip: edge.ip }));
    throw wrongLoginCode();
  }
  const account = await withAuth(async (tx) => {
    if (!(await useToken(tx, hash, 'mfa'))) throw tooLate();
    await forgetTries(tx, 'factor', accountId);
    return findAccount(tx, accountId);
  });
  if (!account) throw tooLate();
  return startSession(edge, account, { audience: audienceOf(mode), remember, amr: ['pwd', 'otp'] });
}

const tooLate = (): AppError =>
  new AppError('Unauthorized', 'auth.code_too_late', 'That took too long. Sign in again.', {
    hint: 'After the password there are five minutes to enter the code.',
  });

const wrongLoginCode = (): AppError =>
  new AppError('Unauthorized', 'auth.wrong_code', 'This code is wrong or was used already.', {
    details: { code: ['This code is wrong or was used already. Wait for the next one.'] },
  });

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
