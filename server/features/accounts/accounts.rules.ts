// Who an address is, and what the answers about signing in say. Pure.
import { emailKey, normalizeEmail } from '../../../app/contracts/email.ts';
import { AppError } from '../../errors.ts';

/** The form in which addresses are compared. What is no address is compared as it was typed: it is nobody's. */
export const accountKey = (typed: string): string =>
  emailKey(normalizeEmail(typed) ?? typed.trim().toWellFormed().replaceAll('\0', ''));

/** Words a person's password must not be made of. */
export const personalWords = (name: string, email: string): string[] => [
  name,
  email,
  email.slice(0, email.lastIndexOf('@')),
];

/** One answer for a wrong address, a wrong password and a disabled account. */
export const wrongCredentials = (): AppError =>
  new AppError('Unauthorized', 'auth.wrong_credentials', 'E-mail or password is wrong.');

export const emailTaken = (): AppError =>
  new AppError('Conflict', 'account.email_taken', 'There is an account with this e-mail already.', {
    details: { email: ['There is an account with this e-mail already. Sign in instead.'] },
    hint: 'Sign in, or reset the password if you do not remember it.',
  });

/** What guards an account writes what must not be rolled back (failures, revocations), so there is no trying it out. */
export function refuseDryRun({ dryRun }: { dryRun: boolean }): void {
  if (dryRun) throw new AppError('BadRequest', 'auth.no_dry_run', 'What guards an account has no dry run.');
}

/** `field`: what the caller calls the link's secret. */
export const deadLink = (field: 'token' | 'tenantInvite' = 'token'): AppError =>
  new AppError('Unprocessable', 'auth.dead_link', 'This link was used already or is too old.', {
    details: { [field]: ['This link was used already or is too old. Ask for a new one.'] },
    hint: 'Ask for a new one; it arrives in a minute.',
  });
