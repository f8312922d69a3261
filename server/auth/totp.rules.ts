// Time-based one-time passwords (RFC 6238: SHA-1, 30 seconds, six digits), and how codes and secrets are spelled. Pure.
import { createHmac } from 'node:crypto';

export const STEP_SECONDS = 30;
const DIGITS = 6;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648 base32 without padding: what authenticators read. */
export function base32(bytes: Uint8Array): string {
  let text = '';
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    for (; bits >= 5; bits -= 5) text += ALPHABET.charAt((held >>> (bits - 5)) & 31);
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + ALPHABET.charAt((held << (5 - bits)) & 31);
}

/** The code of one time step (RFC 4226 §5.3 over the step's number). */
export function codeAt(secret: Uint8Array, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0xf;
  const value = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(value % 10 ** digits).padStart(digits, '0');
}

/** The step a code belongs to: the present one, the one before or the one after; null when it is none of theirs. */
export function stepOf(secret: Uint8Array, code: string, now: number): number | null {
  return [now, now - 1, now + 1].find((step) => codeAt(secret, step) === code) ?? null;
}

/** What was typed, without spaces and dashes. */
export const bareCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();

/** Whether what was typed is meant as an authenticator's code; anything else is taken for a recovery code. */
export const isTotpCode = (bare: string): boolean => /^\d{6}$/.test(bare);

/** 128 bits as 26 characters in groups that can be copied by hand. */
export const recoveryCode = (bytes: Uint8Array): string =>
  base32(bytes)
    .match(/.{1,5}/g)
    ?.join('-')
    .toLowerCase() ?? '';

/** What the QR code says to an authenticator. */
export function otpauthUri(secret: string, email: string, issuer = 'StreamFlow'): string {
  const query = new URLSearchParams({ secret, issuer, algorithm: 'SHA1', digits: '6', period: '30' });
  return `otpauth://totp/${encodeURIComponent(`${issuer}:${email}`)}?${query}`;
}
