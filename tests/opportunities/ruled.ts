// Rules about the fields of opportunities for the role "user".
import { roleFields } from '../../db/schema/index.ts';
import { arrange, type TestTenant } from '../support/factories.ts';

export async function setFieldRule(
  tenant: TestTenant,
  rules: Readonly<Record<string, 'hidden' | 'read_only'>>,
): Promise<void> {
  const { tenantId, roleIds } = tenant;
  const roleId = roleIds.get('user') ?? '';
  const rows = Object.entries(rules).map(([field, access]) => ({
    tenantId,
    roleId,
    noun: 'opportunity',
    field,
    access,
  }));
  await arrange(tenant, (tx) => tx.insert(roleFields).values(rows));
}
