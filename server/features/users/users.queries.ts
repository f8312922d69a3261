// The only SQL about users of a tenant. Accounts, the global sign-in identities, are another feature.
import { and, eq, isNull } from 'drizzle-orm';
import { users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';

export interface UserRow {
  id: string;
  name: string;
  email: string;
  status: string;
  teamId: string | null;
}

export async function findUser(tx: Tx, id: string): Promise<UserRow | null> {
  const [row] = await tx
    .select({
      id: users.id,
      name: users.name,
      email: users.email,
      status: users.status,
      teamId: users.teamId,
    })
    .from(users)
    .where(and(eq(users.tenantId, tx.context.tenantId), eq(users.id, id), isNull(users.deletedAt)));
  return row ?? null;
}
