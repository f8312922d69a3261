import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';
import type { TestPerson, TestTenant } from '../support/factories.ts';
import { makeLead, makeLeads, makeTenant } from '../support/factories.ts';

let database: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  tenant = await makeTenant();
});

const as = <T>(person: TestPerson, fn: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(person.context, { permission: null, label: 'test' }, fn);

describe('history of one record', () => {
  const historyFor = (person: TestPerson, id: string, noun = 'lead'): Promise<unknown[]> =>
    as(person, async (tx) => [
      ...(await tx.execute(sql`select action, before, after from audit.history(${noun}, ${id})`)),
    ]);

  test('is shown newest first to whoever sees the record, audit:read or not', async () => {
    const id = await makeLead(tenant, { name: 'One' });
    await as(tenant.user, (tx) => tx.execute(sql`update crm.leads set name = 'Two' where id = ${id}`));
    expect(await historyFor(tenant.user, id)).toMatchObject([
      { action: 'updated', before: { name: 'One' }, after: { name: 'Two' } },
      { action: 'created', before: null, after: null },
    ]);
  });

  test('is empty for a record one cannot see, of another tenant, or of a noun without sight', async () => {
    const { tenantId } = tenant;
    const roleId = tenant.roleIds.get('user');
    await database.admin`update crm.role_visibility set scope = 'own' where tenant_id = ${tenantId} and role_id = ${roleId ?? null}`;
    const [hidden] = await makeLeads(tenant, [{ ownerId: tenant.admin.userId }]);
    const foreign = await makeLead(await makeTenant());
    expect(await historyFor(tenant.user, hidden ?? '')).toEqual([]);
    expect(await historyFor(tenant.admin, hidden ?? '')).toHaveLength(1);
    expect(await historyFor(tenant.admin, foreign)).toEqual([]);
    expect(await historyFor(tenant.user, tenant.admin.userId, 'user')).toEqual([]);
    expect(await historyFor(tenant.admin, tenant.admin.userId, 'user')).toHaveLength(1);
  });
});
