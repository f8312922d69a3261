// In charge of the demo's users: the accounts as members of a tenant, with their role.
import { userRoles, users } from '../schema/index.ts';
import type { Tx } from '../tenant.ts';
import type { DemoAccount } from './accounts.ts';

export interface Person {
  id: string;
  name: string;
  role: DemoAccount['role'];
}

export async function insertPeople(
  tx: Tx,
  staff: readonly DemoAccount[],
  roleIds: ReadonlyMap<string, string>,
): Promise<Person[]> {
  const { tenantId } = tx.context;
  await tx.insert(users).values(
    staff.map(({ userId, accountId, name, email }) => ({
      tenantId,
      id: userId,
      accountId,
      name,
      email,
      status: 'active' as const,
    })),
  );
  await tx.insert(userRoles).values(
    staff.map(({ userId, role }) => {
      const roleId = roleIds.get(role);
      if (!roleId) throw new Error(`The tenant has no role ${role}.`);
      return { tenantId, userId, roleId };
    }),
  );
  return staff.map(({ userId, name, role }) => ({ id: userId, name, role }));
}
