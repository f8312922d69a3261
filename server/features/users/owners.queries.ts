// SQL about people as owners of records: whom a form or a filter offers.
import { and, asc, eq, isNull } from 'drizzle-orm';
import { users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { cached } from '../../cache.ts';

/** Active people of the tenant, by name; at most 500. */
export const findOwners = (tx: Tx) =>
  cached(tx, 'user', ['owners'], () =>
    tx
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(
        and(eq(users.tenantId, tx.context.tenantId), eq(users.status, 'active'), isNull(users.deletedAt)),
      )
      .orderBy(asc(users.name), asc(users.id))
      .limit(500),
  );
