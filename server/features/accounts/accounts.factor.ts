// The second factor: an authenticator's codes (RFC 6238) and ten recovery codes. Setting up, taking a code, taking away.
// Slowing wrong tries down is the caller's business; that a code works once is the database's.
import { randomBytes } from 'node:crypto';
import { withAuth } from '../../../db/system.ts';
import type { Transaction as AuthTx } from '../../../db/transaction.ts';
import {
  confirmTotp,
  deleteTotp,
  findTotp,
  hasFactor,
  replaceRecoveryCodes,
  startTotp,
  takeStep,
  useRecoveryCode,
} from '../../auth/factors.queries.ts';
import { keyEncryptionKey } from '../../auth/kek.ts';
import { forgotLink } from '../../auth/links.ts';
import { deliverSoon, queueMail } from '../../auth/mail-outbox.ts';
import { factorChangedMail } from '../../auth/mails.ts';
import { hashSecret } from '../../auth/refresh-token.ts';
import { seal, unseal } from '../../auth/sealed.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { requireSudo } from '../../auth/sudo.ts';
import { forgetTries, reserveTry } from '../../auth/throttle.ts';
import { bareCode, base32, isTotpCode, otpauthUri, recoveryCode, stepOf } from '../../auth/totp.rules.ts';
import { AppError, notFound, unauthorized } from '../../errors.ts';
import type { Edge } from '../../trpc/context.ts';
import { findAccount, lockAccount, type Account } from './accounts.queries.ts';
import { renewSession, type Renewal } from './accounts.renewal.ts';
import type { SessionPrincipal } from './accounts.sessions.ts';

const SECRET_BYTES = 20;
const CODE_BYTES = 16;
const CODES = 10;

const context = (accountId: string): string => `totp:${accountId}`;

const secretOf = (accountId: string, secretEnc: Buffer): Buffer =>
  Buffer.from(unseal(keyEncryptionKey(), secretEnc, context(accountId)), 'base64');

const alreadyOn = (): AppError =>
  new AppError('Conflict', 'factor.already_on', 'This account has a second factor. Take it away first.');

export const wrongCode = (): AppError =>
  new AppError('Unprocessable', 'auth.wrong_proof', 'This code is wrong or was used already.', {
    details: { code: ['This code is wrong or was used already. Wait for the next one.'] },
  });

/** Whether the code is good; it is then used up. An authenticator's code or a recovery code. */
export async function useFactorCode(edge: Edge, accountId: string, typed: string): Promise<boolean> {
  const code = bareCode(typed);
  return withAuth(async (tx) => {
    if (isTotpCode(code)) return takeTotp(tx, accountId, code);
    if (!(await hasFactor(tx, accountId))) return false;
    const isGood = await useRecoveryCode(tx, accountId, hashSecret(code));
    if (isGood) await recordSecurityEvent(tx, { kind: 'authn_recovery_code_used', accountId, ip: edge.ip });
    return isGood;
  });
}

async function takeTotp(tx: AuthTx, accountId: string, code: string): Promise<boolean> {
  const found = await findTotp(tx, accountId);
  if (!found?.isConfirmed) return false;
  const step = stepOf(secretOf(accountId, found.secretEnc), code, found.step);
  return step !== null && takeStep(tx, accountId, step);
}

/** Makes a secret that counts once a code of it was typed. Asked again before that, it makes another. */
export async function setUpFactor(principal: SessionPrincipal): Promise<void> {
  await requireSudo(principal);
  const { accountId } = principal;
  const secret = randomBytes(SECRET_BYTES).toString('base64');
  const sealed = seal(keyEncryptionKey(), secret, context(accountId));
  if (!(await withAuth((tx) => startTotp(tx, accountId, sealed)))) throw alreadyOn();
}

/** The secret in the making, for the page that shows it; NotFound when none was begun or it is on already. */
export async function pendingFactor(principal: SessionPrincipal): Promise<{ secret: string; uri: string }> {
  await requireSudo(principal);
  const { accountId } = principal;
  const { found, account } = await withAuth(
    async (tx) => ({ found: await findTotp(tx, accountId), account: await findAccount(tx, accountId) }),
    { readOnly: true },
  );
  if (!account || !found || found.isConfirmed) throw notFound('factor');
  const secret = base32(secretOf(accountId, found.secretEnc));
  return { secret, uri: otpauthUri(secret, account.email) };
}

export interface FactorOn extends Renewal {
  readonly codes: string[];
}

/** The first code of a new secret: from now on one is asked for. Answers the only copy of the recovery codes. */
export async function confirmFactor(
  edge: Edge,
  principal: SessionPrincipal,
  typed: string,
): Promise<FactorOn> {
  await requireSudo(principal);
  const { accountId } = principal;
  await reserveTry('factor', accountId);
  const done = await withAuth(async (tx) => {
    const account = await lockedAccount(tx, accountId);
    const found = await findTotp(tx, accountId);
    if (!found) throw notFound('factor');
    const step = stepOf(secretOf(accountId, found.secretEnc), bareCode(typed), found.step);
    if (step === null) throw wrongCode();
    if (!(await confirmTotp(tx, accountId, step))) throw alreadyOn();
    await forgetTries(tx, 'factor', accountId);
    const codes = await storeCodes(tx, accountId);
    await tellOf(tx, edge, account, true);
    return { codes, ...(await renewSession(tx, principal, 'factor_change')) };
  });
  deliverSoon();
  return done;
}

/** Ten new recovery codes; the old ones stop working. */
export async function renewRecoveryCodes(principal: SessionPrincipal): Promise<string[]> {
  await requireSudo(principal);
  return withAuth(async (tx) => {
    await lockedAccount(tx, principal.accountId);
    if (!(await hasFactor(tx, principal.accountId))) throw notFound('factor');
    return storeCodes(tx, principal.accountId);
  });
}

/** Signing in asks for the password alone again. */
export async function removeFactor(edge: Edge, principal: SessionPrincipal): Promise<Renewal> {
  await requireSudo(principal);
  const renewal = await withAuth(async (tx) => {
    const account = await lockedAccount(tx, principal.accountId);
    if (!(await deleteTotp(tx, account.id))) throw notFound('factor');
    await tellOf(tx, edge, account, false);
    return renewSession(tx, principal, 'factor_change');
  });
  deliverSoon();
  return renewal;
}

async function lockedAccount(tx: AuthTx, accountId: string): Promise<Account> {
  const account = await lockAccount(tx, accountId);
  if (!account) throw unauthorized();
  return account;
}

async function storeCodes(tx: AuthTx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, () => recoveryCode(randomBytes(CODE_BYTES)));
  await replaceRecoveryCodes(
    tx,
    accountId,
    codes.map((code) => hashSecret(bareCode(code))),
  );
  return codes;
}

async function tellOf(tx: AuthTx, edge: Edge, account: Account, isOn: boolean): Promise<void> {
  const kind = isOn ? 'authn_factor_on' : 'authn_factor_off';
  await recordSecurityEvent(tx, { kind, accountId: account.id, ip: edge.ip });
  await queueMail(tx, factorChangedMail(account.email, isOn, forgotLink()));
}
