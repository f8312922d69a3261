// A browser that has signed in before: a signed cookie that says so for one account. Its wrong passwords are counted apart,
// so that somebody who guesses from elsewhere cannot keep the owner out. It lets nobody in by itself.
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import { keyEncryptionKey } from './kek.ts';

const DEVICE_DAYS = 365;
const SHAPE = /^([\w-]{22})\.([\w-]{43})$/;

const signingKey = (): Buffer =>
  Buffer.from(hkdfSync('sha256', keyEncryptionKey(), '', 'streamflow device cookie', 32));

function seal(device: string, emailNorm: string): string {
  const account = createHash('sha256').update(emailNorm).digest('hex');
  return createHmac('sha256', signingKey()).update(`${device}.${account}`).digest('base64url');
}

/** The text of a new device cookie for the account with this address. */
export function newDevice(emailNorm: string): string {
  const device = randomBytes(16).toString('base64url');
  return `${device}.${seal(device, emailNorm)}`;
}

/** Which device the cookie speaks of; null when it is not ours, or speaks for another account. */
export function knownDevice(cookie: string | null, emailNorm: string): string | null {
  const [, device, mac] = SHAPE.exec(cookie ?? '') ?? [];
  if (!device || !mac) return null;
  return timingSafeEqual(Buffer.from(mac), Buffer.from(seal(device, emailNorm))) ? device : null;
}

export const DEVICE_SECONDS = DEVICE_DAYS * 86_400;
