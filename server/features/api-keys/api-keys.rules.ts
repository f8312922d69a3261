// What a key may be: within what its owner may do, and from which addresses. Pure.
import { AppError } from '../../errors.ts';
import { networkOf } from './networks.rules.ts';

const refused = (field: string, message: string): AppError =>
  new AppError('Unprocessable', 'apikey.invalid', message, { details: { [field]: [message] } });

const covers = (held: readonly string[], scope: string): boolean =>
  held.includes(scope) || held.includes(`${scope.split(':')[0] ?? ''}:*`) || held.includes('admin:*');

/** Throws unless every scope is a permission there is, and one its owner holds. */
export function requireScopes(
  scopes: readonly string[],
  { held, known }: { held: readonly string[]; known: readonly string[] },
): void {
  const unknown = scopes.filter((scope) => !known.includes(scope));
  if (unknown.length > 0) throw refused('scopes', `There is no permission ${unknown.join(', ')}.`);
  const beyond = scopes.filter((scope) => !covers(held, scope));
  if (beyond.length === 0) return;
  throw new AppError('Forbidden', 'apikey.beyond_own', `You do not hold ${beyond.join(', ')} yourself.`, {
    hint: 'A key can do at most what its owner may do. Leave these out.',
    data: { scopes: beyond },
  });
}

/** The networks in the database's spelling; null for none, which is everywhere. Throws on what is no network. */
export function networksOf(typed: readonly string[]): string[] | null {
  const networks = typed.map((text) => {
    const found = networkOf(text);
    if (!found) {
      throw refused(
        'allowedCidrs',
        `"${text}" is neither an address nor a network. Write 203.0.113.7 or 203.0.113.0/24.`,
      );
    }
    if (!found.isExact)
      throw refused('allowedCidrs', `"${text}" is an address inside a network. Did you mean ${found.cidr}?`);
    return found.cidr;
  });
  return networks.length === 0 ? null : [...new Set(networks)];
}

/** Throws when both ways of saying how long it works were used. */
export function requireOneEnd({ days, expiresAt }: { days?: unknown; expiresAt?: unknown }): void {
  if (days !== undefined && expiresAt !== undefined)
    throw refused('expiresAt', 'Send a number of days or a time, not both.');
}

export const badEnd = (days: number): AppError =>
  refused('expiresAt', `A key ends between now and ${days} days from now.`);

export const noLongerLive = (): AppError =>
  new AppError('Conflict', 'apikey.ended', 'This key has ended or was replaced already.', {
    hint: 'Make a new key instead.',
  });

/** Writing down who made it took longer than a key waits for that. */
export const tookTooLong = (): AppError =>
  new AppError('Unavailable', 'apikey.too_slow', 'The key was not made in time, so it does not work.', {
    hint: 'Try again.',
    retryAfter: 1,
  });

export const notTheOwner = (): AppError =>
  new AppError('Forbidden', 'apikey.not_owner', 'Only its owner can rotate this key.', {
    hint: 'The new key would act in their name. You can revoke it.',
  });
