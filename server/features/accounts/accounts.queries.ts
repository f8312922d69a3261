// The only SQL about accounts and the directory of which tenants they work in. Users, their persons inside a tenant,
// are another feature.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { accounts, accountTenants, tenants } from '../../../db/schema/index.ts';
import type { Transaction as AuthTx } from '../../../db/transaction.ts';

const columns = {
  id: accounts.id,
  email: accounts.email,
  emailNorm: accounts.emailNorm,
  isVerified: sql<boolean>`${accounts.emailVerifiedAt} is not null`,
  name: accounts.name,
  passwordHash: accounts.passwordHash,
  isOperator: accounts.isOperator,
  isDisabled: sql<boolean>`${accounts.disabledAt} is not null`,
  epoch: accounts.sessionEpoch,
};

export async function findAccountByEmail(tx: AuthTx, emailNorm: string) {
  const [row] = await tx.select(columns).from(accounts).where(eq(accounts.emailNorm, emailNorm));
  return row;
}

export type Account = NonNullable<Awaited<ReturnType<typeof findAccountByEmail>>>;

export async function findAccount(tx: AuthTx, id: string) {
  const [row] = await tx.select(columns).from(accounts).where(eq(accounts.id, id));
  return row;
}

/** The account, held against changes until the transaction ends: what was verified before is compared again under it. */
export async function lockAccount(tx: AuthTx, id: string) {
  const [row] = await tx.select(columns).from(accounts).where(eq(accounts.id, id)).for('no key update');
  return row;
}

export interface NewAccount {
  readonly id: string;
  readonly email: string;
  readonly emailNorm: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly isVerified: boolean;
}

/** False when the address has an account already. */
export async function insertAccount(tx: AuthTx, { isVerified, ...account }: NewAccount): Promise<boolean> {
  const rows = await tx
    .insert(accounts)
    .values({ ...account, passwordChangedAt: sql`now()`, emailVerifiedAt: isVerified ? sql`now()` : null })
    .onConflictDoNothing()
    .returning({ id: accounts.id });
  return rows.length === 1;
}

/** A better hash of the same password. */
export async function updatePasswordHash(tx: AuthTx, id: string, passwordHash: string): Promise<void> {
  await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, id));
}

/** Another password, chosen by the person signed in. Sessions are the caller's business. */
export async function changePasswordHash(tx: AuthTx, id: string, passwordHash: string): Promise<void> {
  await tx
    .update(accounts)
    .set({ passwordHash, passwordChangedAt: sql`now()` })
    .where(eq(accounts.id, id));
}

/** Another address, proven by a link sent to it. */
export async function updateEmail(
  tx: AuthTx,
  id: string,
  { email, emailNorm }: { email: string; emailNorm: string },
): Promise<void> {
  await tx
    .update(accounts)
    .set({ email, emailNorm, emailVerifiedAt: sql`now()` })
    .where(eq(accounts.id, id));
}

export async function updateName(tx: AuthTx, id: string, name: string): Promise<void> {
  await tx.update(accounts).set({ name }).where(eq(accounts.id, id));
}

/** Another password, chosen through a link sent to the address: which proves the address as well. */
export async function resetPassword(tx: AuthTx, id: string, passwordHash: string): Promise<void> {
  await tx
    .update(accounts)
    .set({
      passwordHash,
      passwordChangedAt: sql`now()`,
      emailVerifiedAt: sql`coalesce(${accounts.emailVerifiedAt}, now())`,
      sessionEpoch: sql`${accounts.sessionEpoch} + 1`,
    })
    .where(eq(accounts.id, id));
}

/** Every access token issued until now stops working with the next request. */
export async function raiseEpoch(tx: AuthTx, id: string): Promise<void> {
  await tx
    .update(accounts)
    .set({ sessionEpoch: sql`${accounts.sessionEpoch} + 1` })
    .where(eq(accounts.id, id));
}

/** Whether the session still works: what a tenant transaction asks by itself, for calls that open none. */
export async function isSessionLive(
  tx: AuthTx,
  session: { sid: string; accountId: string; epoch: number },
): Promise<boolean> {
  const [row] = await tx.execute<{ live: boolean }>(
    sql`select live from auth.session_live(${session.sid}, ${session.accountId}::uuid, ${session.epoch}::integer)`,
  );
  return row?.live === true;
}

export async function insertMembership(
  tx: AuthTx,
  membership: { accountId: string; tenantId: string; userId: string },
): Promise<void> {
  await tx.insert(accountTenants).values(membership).onConflictDoNothing();
}

export async function activateMembership(tx: AuthTx, accountId: string, tenantId: string): Promise<void> {
  await tx
    .update(accountTenants)
    .set({ state: 'active' })
    .where(and(eq(accountTenants.accountId, accountId), eq(accountTenants.tenantId, tenantId)));
}

const isOpen = and(
  eq(accountTenants.state, 'active'),
  isNull(accountTenants.disabledAt),
  isNull(tenants.suspendedAt),
);

/** The tenants an account may choose from, by name. */
export async function findOpenTenants(tx: AuthTx, accountId: string) {
  return tx
    .select({ id: tenants.tenantId, name: tenants.name, slug: tenants.slug, userId: accountTenants.userId })
    .from(accountTenants)
    .innerJoin(tenants, eq(tenants.tenantId, accountTenants.tenantId))
    .where(and(eq(accountTenants.accountId, accountId), isOpen))
    .orderBy(asc(tenants.name), asc(tenants.tenantId));
}

/** Where the account is somebody, closed tenants included. */
export async function findMemberships(tx: AuthTx, accountId: string) {
  return tx
    .select({ tenantId: accountTenants.tenantId, userId: accountTenants.userId })
    .from(accountTenants)
    .where(eq(accountTenants.accountId, accountId))
    .orderBy(asc(accountTenants.tenantId));
}

/** Queues a task of sign-in in the transaction that causes it: both happen or neither does. */
export async function enqueueFollowEmail(tx: AuthTx, accountId: string): Promise<void> {
  await tx.execute(sql`select auth.enqueue('auth.follow_email', ${JSON.stringify({ accountId })}::jsonb)`);
}

export async function findTenantBySlug(tx: AuthTx, slug: string): Promise<{ tenantId: string } | undefined> {
  const [row] = await tx.select({ tenantId: tenants.tenantId }).from(tenants).where(eq(tenants.slug, slug));
  return row;
}

/** Sign-ups and accepted invites that a crash left half done. */
export async function findStuckMemberships(tx: AuthTx, limit: number) {
  return tx
    .select({
      accountId: accountTenants.accountId,
      tenantId: accountTenants.tenantId,
      userId: accountTenants.userId,
      name: accounts.name,
      email: accounts.email,
    })
    .from(accountTenants)
    .innerJoin(accounts, eq(accounts.id, accountTenants.accountId))
    .where(
      and(
        eq(accountTenants.state, 'pending'),
        sql`${accountTenants.createdAt} < now() - interval '1 minute'`,
      ),
    )
    .limit(limit);
}
