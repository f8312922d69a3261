// The only SQL about auth.api_keys. Every end is counted on the database's clock.
import { and, desc, eq, gt, isNull, or, sql, type SQL } from 'drizzle-orm';
import { accounts, accountTenants, apiKeys } from '../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../db/transaction.ts';

/** So many seconds from now, or until a moment. */
export type Lifetime = { readonly seconds: number } | { readonly until: string };

const endOf = (lifetime: Lifetime): SQL =>
  'seconds' in lifetime
    ? sql`now() + ${lifetime.seconds} * interval '1 second'`
    : sql`${lifetime.until}::timestamptz`;

interface ApiKeyRow {
  readonly id: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly secretHash: Buffer;
  readonly scopes: string[];
  readonly allowedCidrs: string[] | null;
  readonly lifetime: Lifetime;
}

const isThe = (tenantId: string, id: string) => and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, id));
const isLive = and(isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, sql`now()`));

export async function insertApiKey(tx: AuthTx, { lifetime, ...key }: ApiKeyRow): Promise<void> {
  await tx.insert(apiKeys).values({ ...key, expiresAt: endOf(lifetime) });
}

/** Whether a key may end then: from now on, and within so many seconds. */
export async function isWithin(tx: AuthTx, until: string, seconds: number): Promise<boolean> {
  const [row] = await tx.execute<{ fits: boolean }>(sql`
    select ${until}::timestamptz > now() and ${until}::timestamptz <= now() + ${seconds} * interval '1 second' as fits`);
  return row?.fits === true;
}

/** Gives a key that still works its end; null when it does not work any more. */
export async function settleApiKey(
  tx: AuthTx,
  tenantId: string,
  id: string,
  lifetime: Lifetime,
): Promise<string | null> {
  const [row] = await tx
    .update(apiKeys)
    .set({ expiresAt: endOf(lifetime) })
    .where(and(isThe(tenantId, id), isLive))
    .returning({ expiresAt: apiKeys.expiresAt });
  return row?.expiresAt ?? null;
}

export async function findApiKey(tx: AuthTx, id: string) {
  const [row] = await tx
    .select({ tenantId: apiKeys.tenantId, userId: apiKeys.userId, secretHash: apiKeys.secretHash })
    .from(apiKeys)
    .where(eq(apiKeys.id, id));
  return row;
}

/** The key with its state, held until the end of the transaction. */
export async function lockApiKey(tx: AuthTx, tenantId: string, id: string) {
  const [row] = await tx
    .select({
      userId: apiKeys.userId,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      allowedCidrs: apiKeys.allowedCidrs,
      seconds: sql<number>`extract(epoch from ${apiKeys.expiresAt} - ${apiKeys.createdAt})::float8`,
      isLive: sql<boolean>`${isLive}`,
      isReplaced: sql<boolean>`${apiKeys.replacedBy} is not null`,
    })
    .from(apiKeys)
    .where(isThe(tenantId, id))
    .for('update');
  return row;
}

const MOST = 500;

/** The tenant's keys, or one person's: those that work, and those that stopped within a month. */
export async function findApiKeys(tx: AuthTx, tenantId: string, userId: string | null) {
  const recent = sql`now() - interval '30 days'`;
  return tx
    .select({
      id: apiKeys.id,
      userId: apiKeys.userId,
      name: apiKeys.name,
      scopes: apiKeys.scopes,
      allowedCidrs: apiKeys.allowedCidrs,
      state: sql<'live' | 'expired' | 'revoked'>`
        case when ${apiKeys.revokedAt} is not null then 'revoked'
             when ${apiKeys.expiresAt} <= now() then 'expired' else 'live' end`,
      isReplaced: sql<boolean>`${apiKeys.replacedBy} is not null`,
      createdAt: apiKeys.createdAt,
      expiresAt: apiKeys.expiresAt,
      lastUsedAt: apiKeys.lastUsedAt,
    })
    .from(apiKeys)
    .where(
      and(
        eq(apiKeys.tenantId, tenantId),
        userId === null ? undefined : eq(apiKeys.userId, userId),
        gt(apiKeys.expiresAt, recent),
        // one that was never handed out had a minute
        sql`${apiKeys.expiresAt} > ${apiKeys.createdAt} + interval '1 minute'`,
        or(isNull(apiKeys.revokedAt), gt(apiKeys.revokedAt, recent)),
      ),
    )
    .orderBy(desc(apiKeys.createdAt), desc(apiKeys.id))
    .limit(MOST);
}

/** Another key takes its place; it goes on for some hours, if it would have. Answers until when. */
export async function replaceApiKey(
  tx: AuthTx,
  tenantId: string,
  id: string,
  { by, hours }: { by: string; hours: number },
): Promise<string | null> {
  const [row] = await tx
    .update(apiKeys)
    .set({
      replacedBy: by,
      expiresAt: sql`least(${apiKeys.expiresAt}, now() + ${hours} * interval '1 hour')`,
    })
    .where(and(isThe(tenantId, id), isLive, isNull(apiKeys.replacedBy)))
    .returning({ expiresAt: apiKeys.expiresAt });
  return row?.expiresAt ?? null;
}

export async function touchApiKey(tx: AuthTx, id: string): Promise<void> {
  const isDue = sql`(${apiKeys.lastUsedAt} is null or ${apiKeys.lastUsedAt} < now() - interval '1 minute')`;
  await tx
    .update(apiKeys)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(apiKeys.id, id), isLive, isDue));
}

/** Ends a key from the next request on; false when that was done before. */
export async function revokeApiKey(tx: AuthTx, tenantId: string, id: string): Promise<boolean> {
  const rows = await tx
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(and(isThe(tenantId, id), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  return rows.length === 1;
}

/** The account behind a user of a tenant, to write to. */
export async function findOwner(tx: AuthTx, tenantId: string, userId: string) {
  const [row] = await tx
    .select({ accountId: accounts.id, email: accounts.email })
    .from(accountTenants)
    .innerJoin(accounts, eq(accounts.id, accountTenants.accountId))
    .where(and(eq(accountTenants.tenantId, tenantId), eq(accountTenants.userId, userId)));
  return row;
}
