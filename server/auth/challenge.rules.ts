// The step that is asked for when an address has failed too often: what is issued, and what solves it. Pure; the key and
// the clock are brought along. A challenge is a signed text: nothing is kept until it has been solved.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who it was issued to: nobody else can use it. */
export interface Bearer {
  readonly emailNorm: string;
  /** as counted: an IPv6 network as a whole */
  readonly address: string;
}

/** `work`: a number to be found by a program in the page. `mail`: a code that was sent to the address. */
export type Kind = 'work' | 'mail';

export interface Claims {
  readonly kind: Kind;
  /** leading zero bits of the hash; 0 where none is computed */
  readonly bits: number;
  /** seconds since the epoch, on the database's clock */
  readonly expires: number;
  readonly nonce: string;
}

/** A further kind, such as the CAPTCHA of a provider, is another entry here, and a place for it in the page. None is on. */
const KINDS: Readonly<Record<Kind, { seconds: number; isSolved: (given: Given) => boolean }>> = {
  work: { seconds: 5 * 60, isSolved: ({ claims, solution }) => isWorkDone(claims, solution) },
  mail: { seconds: 10 * 60, isSolved: ({ key, token, solution }) => isCodeRight(key, token, solution) },
};

interface Given {
  key: Buffer;
  token: string;
  claims: Claims;
  solution: string;
}

const TOKEN = /^((work|mail)\.(\d{1,2})\.(\d{1,12})\.([\w-]{22}))\.([\w-]{43})$/;
const CODE_DIGITS = 8;

export function issueToken(
  key: Buffer,
  to: Bearer,
  { kind, bits, now }: { kind: Kind; bits: number; now: number },
): string {
  const expires = Math.floor(now) + KINDS[kind].seconds;
  const body = [kind, bits, expires, randomBytes(16).toString('base64url')].join('.');
  return `${body}.${sign(key, to, body)}`;
}

function sign(key: Buffer, { emailNorm, address }: Bearer, body: string): string {
  const email = createHash('sha256').update(emailNorm).digest('hex');
  return createHmac('sha256', key).update([body, address, email].join('|')).digest('base64url');
}

/** What the token says; undefined when it is not ours, not theirs, or too old. */
export function readToken(key: Buffer, of: Bearer, token: string, now: number): Claims | undefined {
  const [, body = '', kind, bits, expires, nonce = '', mac = ''] = TOKEN.exec(token) ?? [];
  if (!kind || !timingSafeEqual(Buffer.from(sign(key, of, body)), Buffer.from(mac.padEnd(43))))
    return undefined;
  const claims = { kind: kind as Kind, bits: Number(bits), expires: Number(expires), nonce };
  return claims.expires > now ? claims : undefined;
}

export const isSolved = (given: Given): boolean => KINDS[given.claims.kind].isSolved(given);

function isWorkDone({ nonce, bits }: Claims, solution: string): boolean {
  if (!/^\d{1,15}$/.test(solution)) return false;
  const hash = createHash('sha256').update(`${nonce}.${solution}`).digest();
  return leadingZeros(hash.readUInt32BE(0)) >= bits;
}

const leadingZeros = (word: number): number => Math.clz32(word);

/** The code that solves this token, as a mail shows it. */
export function codeOf(key: Buffer, token: string): string {
  const mac = createHmac('sha256', key).update(`code|${token}`).digest();
  return String(mac.readUIntBE(0, 6) % 10 ** CODE_DIGITS).padStart(CODE_DIGITS, '0');
}

function isCodeRight(key: Buffer, token: string, solution: string): boolean {
  const typed = solution.replace(/[\s-]/g, '');
  return /^\d{8}$/.test(typed) && timingSafeEqual(Buffer.from(typed), Buffer.from(codeOf(key, token)));
}

/** From this many attempts let through by a solution within an hour, each doubling costs a bit more work. */
const PATIENCE = 25;
const MOST_EXTRA = 6;

/** The more a network solves without a right password, the harder it gets: guessing must not become cheap by machine. */
export const bitsFor = (base: number, solvedInVain: number): number =>
  base + Math.min(MOST_EXTRA, Math.floor(Math.log2(1 + solvedInVain / PATIENCE)));
