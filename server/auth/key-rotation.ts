// Changing the signing key: every 90 days by the clock, at once when one may be known to somebody else.
// A key is announced a day before it signs, so that whoever caches our keys has seen it; see signing-keys.ts for the ring.
import { withAuth } from '../../db/system.ts';
import { AppError, notFound } from '../errors.ts';
import { recordSecurityEvent } from './security-events.ts';
import { completeKeys, forgetKeys, GRACE_SECONDS } from './signing-keys.ts';
import { activateKey, findAllKeys, lockSigningKeys, retireKey, withdrawKey } from './signing-keys.queries.ts';

const DAY = 86_400;
export const ROTATE_DAYS = 90;
export const ANNOUNCE_HOURS = 24;

export const listKeys = () => withAuth(findAllKeys, { readOnly: true });

/** Rotates when the active key is old enough and the next was announced for long enough; a job asks every day. */
export const rotateWhenDue = (): Promise<boolean> => rotate((activeAge) => activeAge >= ROTATE_DAYS * DAY);

/** Rotates now. Throws Conflict while the next key was not announced for a day. */
export async function rotateNow(): Promise<void> {
  if (await rotate(() => true)) return;
  throw new AppError(
    'Conflict',
    'keys.too_fresh',
    `The next key was announced less than ${ANNOUNCE_HOURS} hours ago: verifiers may not have seen it.`,
    { hint: 'Wait, or withdraw the active key if it may be known to somebody else.' },
  );
}

async function rotate(isDue: (activeAge: number) => boolean): Promise<boolean> {
  const isDone = await withAuth(async (tx) => {
    await lockSigningKeys(tx);
    const keys = await findAllKeys(tx);
    const active = keys.find(({ status }) => status === 'active');
    const next = keys.find(({ status }) => status === 'next');
    if (!active || !next || !isDue(active.ageSeconds) || next.ageSeconds < ANNOUNCE_HOURS * 3_600)
      return false;
    await retireKey(tx, active.kid, GRACE_SECONDS);
    await activateKey(tx, next.kid);
    await completeKeys(tx);
    await recordSecurityEvent(tx, { kind: 'signing_key_rotated', meta: { from: active.kid, to: next.kid } });
    return true;
  });
  forgetKeys();
  return isDone;
}

/** Withdraws a key at once: its access tokens die, browsers come back by their refresh cookie. */
export async function compromiseKey(kid: string): Promise<void> {
  await withAuth(async (tx) => {
    await lockSigningKeys(tx);
    if (!(await withdrawKey(tx, kid))) throw notFound('signing_key');
    await completeKeys(tx);
    await recordSecurityEvent(tx, { kind: 'signing_key_compromised', meta: { kid } });
  });
  forgetKeys();
}
