// The only SQL about auth.one_time_tokens: links that work once. Only the sha256 of a token is ever stored or compared.
import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import { accounts, oneTimeTokens } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';

export type TokenPurpose = 'reset' | 'invite' | 'email_verify' | 'mfa';

export interface NewToken {
  readonly hash: Buffer;
  readonly purpose: TokenPurpose;
  readonly accountId?: string;
  readonly data?: Record<string, unknown>;
  readonly seconds: number;
}

const expiry = (seconds: number) => sql`now() + ${seconds} * interval '1 second'`;

export async function insertToken(
  tx: AuthTx,
  { hash, purpose, accountId, data = {}, seconds }: NewToken,
): Promise<void> {
  await tx.insert(oneTimeTokens).values({ hash, purpose, accountId, data, expiresAt: expiry(seconds) });
}

/** A token for the account with this address, if there is one: the same statement for known and unknown addresses. */
export async function insertTokenFor(
  tx: AuthTx,
  emailNorm: string,
  { hash, purpose, seconds }: NewToken,
): Promise<void> {
  await tx.execute(sql`
    insert into ${oneTimeTokens} (hash, purpose, account_id, expires_at)
    select ${hash}, ${purpose}, ${accounts.id}, ${expiry(seconds)}
      from ${accounts}
     where ${accounts.emailNorm} = ${emailNorm} and ${accounts.disabledAt} is null`);
}

const isGood = (hash: Buffer, purpose: TokenPurpose) =>
  and(
    eq(oneTimeTokens.hash, hash),
    eq(oneTimeTokens.purpose, purpose),
    isNull(oneTimeTokens.usedAt),
    sql`${oneTimeTokens.expiresAt} > now()`,
  );

const content = { accountId: oneTimeTokens.accountId, data: oneTimeTokens.data };

/** The token without using it up: for a page that shows what a link is about, and before slow work. */
export async function findToken(tx: AuthTx, hash: Buffer, purpose: TokenPurpose) {
  const [row] = await tx.select(content).from(oneTimeTokens).where(isGood(hash, purpose));
  return row;
}

/** What the newest open link of its kind stands for that was sent to this address and is of no account yet. */
export async function findTokenTo(tx: AuthTx, purpose: TokenPurpose, emailNorm: string) {
  const [row] = await tx
    .select(content)
    .from(oneTimeTokens)
    .where(
      and(
        isNull(oneTimeTokens.accountId),
        eq(oneTimeTokens.purpose, purpose),
        isNull(oneTimeTokens.usedAt),
        sql`${oneTimeTokens.expiresAt} > now()`,
        sql`${oneTimeTokens.data} ->> 'emailNorm' = ${emailNorm}`,
      ),
    )
    .orderBy(desc(oneTimeTokens.createdAt))
    .limit(1);
  return row;
}

/** Uses the token up. Of two callers at once, one gets it. */
export async function useToken(tx: AuthTx, hash: Buffer, purpose: TokenPurpose) {
  const [row] = await tx
    .update(oneTimeTokens)
    .set({ usedAt: sql`now()` })
    .where(isGood(hash, purpose))
    .returning(content);
  return row;
}

/** Uses up every open token of an account, for example older reset links once one has worked. */
export async function useUpTokens(tx: AuthTx, accountId: string, purpose: TokenPurpose): Promise<void> {
  await tx
    .update(oneTimeTokens)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(oneTimeTokens.accountId, accountId),
        eq(oneTimeTokens.purpose, purpose),
        isNull(oneTimeTokens.usedAt),
      ),
    );
}

export async function deleteOldTokens(tx: AuthTx): Promise<void> {
  await tx.delete(oneTimeTokens).where(lt(oneTimeTokens.expiresAt, sql`now() - interval '7 days'`));
}
