// The only SQL about auth.signing_keys.
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
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

export async function setKeyStatus(tx: AuthTx, kid: string, status: 'active' | 'compromised'): Promise<void> {
  await tx.update(signingKeys).set({ status }).where(eq(signingKeys.kid, kid));
}
