// In charge of the demo's sign-in identities, made once and found again by e-mail.
import { sql } from 'drizzle-orm';
import { hashPassword } from '../../server/auth/password.ts';
import { uuidv7 } from '../ids.ts';
import { accounts, accountTenants } from '../schema/index.ts';
import { withAuth } from '../system.ts';
import { DEMO_PASSWORD, type DemoPerson } from './sign-ins.ts';

export interface DemoAccount extends DemoPerson {
  accountId: string;
  userId: string;
  /** where the account works already, from an earlier run that was cut off */
  tenantId: string | null;
}

/** The accounts of these people with the documented password; existing ones are left as they are. */
export async function openAccounts(people: readonly DemoPerson[]): Promise<DemoAccount[]> {
  const hashes = await Promise.all(people.map(() => hashPassword(DEMO_PASSWORD)));
  return withAuth(
    async (tx) => {
      await tx
        .insert(accounts)
        .values(
          people.map(({ email, name, role }, at) => ({
            id: uuidv7(),
            email,
            emailNorm: email,
            name,
            emailVerifiedAt: new Date().toISOString(),
            passwordHash: hashes[at] ?? null,
            isOperator: role === 'operator',
          })),
        )
        .onConflictDoNothing();
      const rows = await tx.execute<{
        email: string;
        id: string;
        tenant_id: string | null;
        user_id: string | null;
      }>(sql`
        select a.email_norm as email, a.id, t.tenant_id, t.user_id
          from auth.accounts a left join auth.account_tenants t on t.account_id = a.id
         where a.email_norm in (${sql.join(
           people.map(({ email }) => sql`${email}`),
           sql`, `,
         )})`);
      return people.map((person) => {
        const row = rows.find(({ email }) => email === person.email);
        if (!row) throw new Error(`The account of ${person.email} was not made.`);
        return { ...person, accountId: row.id, userId: row.user_id ?? uuidv7(), tenantId: row.tenant_id };
      });
    },
    { label: 'seed.accounts' },
  );
}

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
