// The key ring: one active ES256 key that signs, and the public keys a token may have been signed with.
// Private halves lie in the database under the key encryption key; they exist in clear only in this module's memory.
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  type CryptoKey,
  type JSONWebKeySet,
  type JWK,
} from 'jose';
import { withAuth } from '../../db/system.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';
import { keyEncryptionKey } from './kek.ts';
import { ACCESS_SECONDS } from './lifetimes.ts';
import { kekId, seal, unseal } from './sealed.ts';
import {
  activateKey,
  findUsableKeys,
  insertSigningKey,
  lockSigningKeys,
  retireKeysOfOtherKek,
} from './signing-keys.queries.ts';

interface KeyRing {
  readonly loadedAt: number;
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly published: JSONWebKeySet;
  readonly kids: ReadonlySet<string>;
  readonly find: ReturnType<typeof createLocalJWKSet>;
}

/** Other processes learn of a new or withdrawn key within this time: one look at a small table. */
const RING_AGE_MS = 5_000;
/** An unknown kid makes us look again, but not more often than this: anybody can send unknown kids. */
const RELOAD_MS = 2_000;

/** How long a key that signs no more is still published: its last token's life, and clocks that differ. */
export const GRACE_SECONDS = ACCESS_SECONDS + 60;

let ring: Promise<KeyRing> | undefined;

/** The ring, at most `maxAgeMs` old. Failure to load is not remembered. */
async function keyRing(maxAgeMs = RING_AGE_MS): Promise<KeyRing> {
  const known = await ring?.catch(() => undefined);
  if (known && performance.now() - known.loadedAt < maxAgeMs) return known;
  ring = load();
  return ring;
}

export const signingKey = (): Promise<{ kid: string; privateKey: CryptoKey }> => keyRing();

/** The keys to verify with, and their ids; `again` after an unknown kid. */
export const verificationKeys = async (again = false): Promise<Pick<KeyRing, 'find' | 'kids'>> =>
  keyRing(again ? RELOAD_MS : RING_AGE_MS);

/** What /.well-known/jwks.json answers. */
export const publicKeys = async (): Promise<JSONWebKeySet> => (await keyRing()).published;

/** Lets this process look the keys up again with the next token. */
export const forgetKeys = (): void => {
  ring = undefined;
};

async function load(): Promise<KeyRing> {
  const rows = await withAuth(async (tx) => {
    const found = await findUsableKeys(tx);
    return isComplete(found) ? found : completeKeys(tx);
  });
  const active = rows.find((row) => row.status === 'active');
  if (!active) throw new Error('No active signing key.');
  const privateJwk = JSON.parse(unseal(keyEncryptionKey(), active.privateEnc, active.kid)) as JWK;
  const published = { keys: rows.map(({ publicJwk }) => publicJwk as JWK) };
  return {
    loadedAt: performance.now(),
    kid: active.kid,
    privateKey: (await importJWK(privateJwk, 'ES256')) as CryptoKey,
    published,
    kids: new Set(rows.map(({ kid }) => kid)),
    find: createLocalJWKSet(published),
  };
}

type Rows = Awaited<ReturnType<typeof findUsableKeys>>;

const isComplete = (rows: Rows): boolean =>
  (['active', 'next'] as const).every((status) =>
    rows.some((row) => row.status === status && row.kekId === kekId(keyEncryptionKey())),
  );

/** Makes what is missing: the announced key becomes active when there is none, and a new one is announced. */
export async function completeKeys(tx: AuthTx): Promise<Rows> {
  await lockSigningKeys(tx);
  await retireKeysOfOtherKek(tx, kekId(keyEncryptionKey()), GRACE_SECONDS);
  const rows = await findUsableKeys(tx);
  const announced = rows.find((row) => row.status === 'next');
  if (!rows.some((row) => row.status === 'active')) {
    if (announced) await activateKey(tx, announced.kid);
    else await insertSigningKey(tx, await newKey('active'));
  }
  const left = await findUsableKeys(tx);
  if (!left.some((row) => row.status === 'next')) await insertSigningKey(tx, await newKey('next'));
  return findUsableKeys(tx);
}

async function newKey(status: 'active' | 'next') {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(publicJwk);
  const privateEnc = seal(keyEncryptionKey(), JSON.stringify(await exportJWK(pair.privateKey)), kid);
  return {
    kid,
    publicJwk: { ...publicJwk, kid, alg: 'ES256', use: 'sig' },
    privateEnc,
    kekId: kekId(keyEncryptionKey()),
    status,
  };
}
