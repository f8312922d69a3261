// API keys: `sf_live_<id>_<secret>_<crc>`. Made, read and matched here; whether one still counts is the database's answer.
// The secret is shown once and stored as sha256. The checksum lets a mistyped or cut key be refused without a look-up.
import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { withAuth } from '../../db/system.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { findApiKey, insertApiKey, touchApiKey, type Lifetime } from './api-keys.queries.ts';
import { keyCalls } from './key-calls.ts';
import { API_KEY_DAYS, DAY_SECONDS } from './lifetimes.ts';
import type { Permission } from './permissions.ts';
import { hashSecret, newSecret, sameHash } from './refresh-token.ts';

const SHAPE = /^(sf_live_([0-9a-f]{16})_([\w-]{43}))_([0-9a-f]{8})$/;

/** A whole key anywhere in a text, for what has no business holding one. */
const ANYWHERE = /sf_live_[0-9a-f]{16}_[\w-]{43}_[0-9a-f]{8}/;

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, '0');

export interface ParsedKey {
  readonly id: string;
  readonly secret: string;
}

export function formatApiKey({ id, secret }: ParsedKey): string {
  const text = `sf_live_${id}_${secret}`;
  return `${text}_${checksum(text)}`;
}

export function parseApiKey(text: string): ParsedKey | null {
  const [, body, id, secret, crc] = SHAPE.exec(text) ?? [];
  return body && id && secret && checksum(body) === crc ? { id, secret } : null;
}

export const holdsApiKey = (text: string): boolean => ANYWHERE.test(text);

export interface NewApiKey {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  /** what the key is narrowed to; everything its owner may do when left out */
  readonly scopes?: readonly Permission[];
  /** networks it may be used from; null: everywhere */
  readonly allowedCidrs?: readonly string[] | null;
  readonly days?: number;
}

export interface MadeKey {
  readonly id: string;
  /** the only copy of its text */
  readonly key: string;
}

/** Stores a new key and answers the only copy of its text. */
export const createApiKey = (
  tx: AuthTx,
  { days = API_KEY_DAYS, scopes = ['admin:*'], ...key }: NewApiKey,
): Promise<MadeKey> =>
  storeApiKey(tx, { ...key, scopes }, { seconds: Math.min(days, API_KEY_DAYS) * DAY_SECONDS });

/**
 * The same for one minute, until what must be known before anybody may hold it is written down: settleApiKey() then gives
 * it its end. Whoever dies in between leaves a key that nobody has ever seen, and that is over a minute later.
 */
export const prepareApiKey = (
  tx: AuthTx,
  key: Omit<NewApiKey, 'days' | 'scopes'> & { readonly scopes: readonly string[] },
): Promise<MadeKey> => storeApiKey(tx, key, { seconds: 60 });

async function storeApiKey(
  tx: AuthTx,
  { scopes, allowedCidrs = null, ...key }: Parameters<typeof prepareApiKey>[1],
  lifetime: Lifetime,
): Promise<MadeKey> {
  const parsed = { id: randomBytes(8).toString('hex'), secret: newSecret() };
  await insertApiKey(tx, {
    ...key,
    id: parsed.id,
    secretHash: hashSecret(parsed.secret),
    scopes: [...scopes],
    allowedCidrs: allowedCidrs && [...allowedCidrs],
    lifetime,
  });
  return { id: parsed.id, key: formatApiKey(parsed) };
}

export interface KeyOwner {
  readonly keyId: string;
  /** sha256 of the secret, hex */
  readonly secretHash: string;
  readonly tenantId: string;
  readonly userId: string;
}

interface KnownKey {
  readonly tenantId: string;
  readonly userId: string;
  readonly secretHash: Buffer;
  readonly checkedAt: number;
}

/**
 * Whose key it is never changes, so it is remembered for a minute; whether it counts is asked in every transaction
 * (auth.key_live) and never remembered. The minute is also how often `last_used_at` is written.
 */
const known = new Map<string, KnownKey>();
const REMEMBER_MS = 60_000;
const MAX_KNOWN = 5_000;

/** The owner of a key whose secret is right, or null. It may still be revoked or expired: the transaction says so. */
export async function verifyApiKey(text: string): Promise<KeyOwner | null> {
  const parsed = parseApiKey(text);
  if (!parsed) return null;
  const hash = hashSecret(parsed.secret);
  const key = recall(parsed.id) ?? (await lookUp(parsed.id, hash));
  if (!key || !sameHash(hash, key.secretHash)) return null;
  keyCalls.note(parsed.id);
  return { keyId: parsed.id, secretHash: hash.toString('hex'), tenantId: key.tenantId, userId: key.userId };
}

function recall(id: string): KnownKey | undefined {
  const key = known.get(id);
  return key && performance.now() - key.checkedAt < REMEMBER_MS ? key : undefined;
}

async function lookUp(id: string, hash: Buffer): Promise<KnownKey | undefined> {
  const row = await withAuth(async (tx) => {
    const found = await findApiKey(tx, id);
    if (!found || !sameHash(hash, found.secretHash)) return undefined;
    await touchApiKey(tx, id);
    return found;
  });
  if (!row) return undefined;
  const key = { ...row, checkedAt: performance.now() };
  known.delete(id);
  known.set(id, key);
  const [oldest] = known.keys();
  if (known.size > MAX_KNOWN && oldest !== undefined) known.delete(oldest);
  return key;
}
