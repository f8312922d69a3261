// Teams to test with.
import { uuidv7 } from '../../db/ids.ts';
import { teams } from '../../db/schema/index.ts';
import { arrange, type TestTenant } from './factories.ts';

/** A team without people; answers its id. */
export async function insertTeam(
  tenant: Pick<TestTenant, 'tenantId' | 'system'>,
  values: Partial<typeof teams.$inferInsert> = {},
): Promise<string> {
  const id = uuidv7();
  const row = { name: 'North', ...values, id, tenantId: tenant.tenantId };
  await arrange(tenant, (tx) => tx.insert(teams).values(row));
  return id;
}
