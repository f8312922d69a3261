// In charge of the demo's sign-in identities, made once and found again by e-mail.
import { desc, inArray, sql } from 'drizzle-orm';
import { hashPassword } from '../../server/auth/password.ts';
import { uuidv7 } from '../ids.ts';
import { accounts, accountTenants, tenants } from '../schema/index.ts';
import { withAuth } from '../system.ts';
import { DEMO_PASSWORD, type DemoPerson } from './sign-ins.ts';

export interface DemoAccount extends DemoPerson {
  accountId: string;
  userId: string;
  /** where an earlier run that was cut off had put the account */
  tenantId: string | null;
}

/** Which of these tenants are there already, each committed whole, and the name of one that is not of the demo. */
export async function findTenants(
  slugs: readonly string[],
): Promise<{ seeded: string[]; stranger: string | null }> {
  const rows = await withAuth(
    (tx) =>
      tx
        .select({ slug: tenants.slug, name: tenants.name })
        .from(tenants)
        .orderBy(desc(inArray(tenants.slug, [...slugs])))
        .limit(slugs.length + 1),
    { readOnly: true, label: 'seed.tenants' },
  );
  const stranger = rows.find(({ slug }) => !slugs.includes(slug));
  return { seeded: rows.map(({ slug }) => slug), stranger: stranger?.name ?? null };
}

/** The accounts of these people with the documented password; existing ones are left as they are. */
export async function openAccounts(people: readonly DemoPerson[]): Promise<DemoAccount[]> {
  const rows = await Promise.all(people.map(newAccount));
  return withAuth(
    async (tx) => {
      await tx.insert(accounts).values(rows).onConflictDoNothing();
      const emails = sql.join(
        people.map(({ email }) => sql`${email}`),
        sql`, `,
      );
      const found = await tx.execute<Found>(sql`
        select a.email_norm as email, a.id, t.tenant_id as "tenantId", t.user_id as "userId"
          from auth.accounts a
          left join auth.account_tenants t on t.account_id = a.id
               -- a tenant that is there is finished; only a missing one was cut off
               and not exists (select from platform.tenants p where p.tenant_id = t.tenant_id)
         where a.email_norm in (${emails})`);
      return people.map((person) => {
        const row = found.find(({ email }) => email === person.email);
        if (!row) throw new Error(`The account of ${person.email} was not made.`);
        return { ...person, accountId: row.id, userId: row.userId ?? uuidv7(), tenantId: row.tenantId };
      });
    },
    { label: 'seed.accounts' },
  );
}

interface Found {
  email: string;
  id: string;
  tenantId: string | null;
  userId: string | null;
  [column: string]: unknown;
}

const newAccount = async ({ email, name, role }: DemoPerson): Promise<typeof accounts.$inferInsert> => ({
  id: uuidv7(),
  email,
  emailNorm: email,
  name,
  emailVerifiedAt: new Date().toISOString(),
  passwordHash: await hashPassword(DEMO_PASSWORD),
  isOperator: role === 'operator',
});

export async function linkToTenant(tenantId: string, staff: readonly DemoAccount[]): Promise<void> {
  const rows = staff.map(({ accountId, userId }) => ({
    accountId,
    tenantId,
    userId,
    state: 'active' as const,
  }));
  await withAuth((tx) => tx.insert(accountTenants).values(rows).onConflictDoNothing(), {
    label: 'seed.accounts',
  });
}
