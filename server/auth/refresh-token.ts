// The refresh token's text: `sid.gen.secret`. Only the secret is secret, and only its sha256 is ever stored.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface RefreshToken {
  /** public selector of the session, 80 bits */
  readonly sid: string;
  /** rotation the token was issued in; told to security events, proves nothing */
  readonly gen: number;
  /** base64url of 32 random bytes */
  readonly secret: string;
}

const SHAPE = /^([0-9a-f]{20})\.(\d{1,9})\.([\w-]{43})$/;

export const newSid = (): string => randomBytes(10).toString('hex');
export const newSecret = (): string => randomBytes(32).toString('base64url');
export const hashSecret = (secret: string): Buffer => createHash('sha256').update(secret).digest();

export const formatRefreshToken = ({ sid, gen, secret }: RefreshToken): string => `${sid}.${gen}.${secret}`;

export function parseRefreshToken(text: string): RefreshToken | null {
  const [, sid, gen, secret] = SHAPE.exec(text) ?? [];
  return sid && gen && secret ? { sid, gen: Number(gen), secret } : null;
}

/** Equality of two sha256 hashes in constant time; a missing one equals nothing. */
export const sameHash = (a: Uint8Array, b: Uint8Array | null): boolean =>
  b !== null && a.length === b.length && timingSafeEqual(a, b);
