// The only SQL about auth.signing_keys.
import { and, desc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { JWK } from 'jose';
import { signingKeys } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';

export interface NewSigningKey {
  readonly kid: string;
  readonly publicJwk: JWK;
  readonly privateEnc: Buffer;
  readonly kekId: string;
  readonly status: 'next' | 'active';
}

/** Everything a verifier may still meet: active, announced, and retired but not yet past its last token. */
export async function findUsableKeys(tx: AuthTx) {
  return tx
    .select()
    .from(signingKeys)
    .where(
      and(
        inArray(signingKeys.status, ['next', 'active', 'retired']),
        sql`(${signingKeys.retireAt} is null or ${signingKeys.retireAt} > now())`,
      ),
    );
}

/** One process at a time may decide that a key is missing. Held until the transaction ends. */
export async function lockSigningKeys(tx: AuthTx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('auth.signing_keys', 0))`);
}

export async function insertSigningKey(tx: AuthTx, key: NewSigningKey): Promise<void> {
  await tx.insert(signingKeys).values({ ...key, alg: 'ES256', notBefore: sql`now()` });
}

/** Keys whose private half this key encryption key cannot open sign nothing more; their tokens run out by themselves. */
export async function retireKeysOfOtherKek(tx: AuthTx, kekId: string, graceSeconds: number): Promise<void> {
  await tx
    .update(signingKeys)
    .set({ status: 'retired', retireAt: sql`now() + ${graceSeconds} * interval '1 second'` })
    .where(and(ne(signingKeys.kekId, kekId), inArray(signingKeys.status, ['next', 'active'])));
}

/** From now on this key signs; its start is counted from here. */
export async function activateKey(tx: AuthTx, kid: string): Promise<void> {
  await tx
    .update(signingKeys)
    .set({ status: 'active', notBefore: sql`now()` })
    .where(eq(signingKeys.kid, kid));
}

/** Signs nothing more, but is published until the last token it signed has run out. */
export async function retireKey(tx: AuthTx, kid: string, graceSeconds: number): Promise<void> {
  await tx
    .update(signingKeys)
    .set({ status: 'retired', retireAt: sql`now() + ${graceSeconds} * interval '1 second'` })
    .where(eq(signingKeys.kid, kid));
}

/** False when there is no such key. */
export async function withdrawKey(tx: AuthTx, kid: string): Promise<boolean> {
  const rows = await tx
    .update(signingKeys)
    .set({ status: 'compromised', retireAt: sql`now()` })
    .where(eq(signingKeys.kid, kid))
    .returning({ kid: signingKeys.kid });
  return rows.length === 1;
}

/** Every key there ever was, newest first, and how old it is in its status. */
export async function findAllKeys(tx: AuthTx) {
  return tx
    .select({
      kid: signingKeys.kid,
      status: signingKeys.status,
      since: signingKeys.notBefore,
      retireAt: signingKeys.retireAt,
      ageSeconds: sql<number>`extract(epoch from now() - ${signingKeys.notBefore})::float8`,
    })
    .from(signingKeys)
    .orderBy(desc(signingKeys.notBefore), desc(signingKeys.kid));
}
