// Whoever changes rights is seen doing it: every admin is told, and the event is kept.
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { securityEvents } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { adminsAlert } from '../../server/features/alerts/alerts.jobs.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { holdRole, insertRole } from '../support/records.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

const assign = (person: TestPerson, body: Record<string, unknown>, by: TestPerson) =>
  api.rest(by)('PUT', `/users/${person.userId}/role`, body);

describe('a change of rights', () => {
  const eventsOf = (tenant: TestTenant) =>
    withAuth((tx) => tx.select().from(securityEvents).where(eq(securityEvents.tenantId, tenant.tenantId)));
  const mailsTo = async (person: TestPerson) => (await keptMails()).filter(({ to }) => to === person.email);

  test('of a person or a role is told to every admin, and kept as a security event', async () => {
    const tenant = await makeTenant({ name: 'Initech' });
    const second = await makePerson(tenant, 'admin');
    await assign(tenant.user, { role: 'manager' }, tenant.admin);
    const { id } = await insertRole(tenant, { key: 'desk' });
    await holdRole(tenant, tenant.user, id);
    await api.rest(tenant.admin)('PATCH', `/roles/${id}`, {
      version: 1,
      permissions: ['lead:delete'],
      visibility: { lead: 'all' },
    });
    await runJobs(database);
    const events = await eventsOf(tenant);
    expect(events.map(({ kind, accountId }) => [kind, accountId])).toEqual([
      ['privilege_permissions_changed', tenant.admin.accountId],
      ['privilege_permissions_changed', tenant.admin.accountId],
    ]);
    const texts = (await mailsTo(second)).map(({ text }) => text).join();
    expect(texts).toContain(`${tenant.admin.name} changed the roles of ${tenant.user.name}: User → Manager.`);
    expect(texts).toContain('one person holds: adds lead:delete; lead: own → all.');
    expect(texts).toContain(`/settings/roles/${id}`);
    expect(await mailsTo(tenant.admin)).toHaveLength(2);
    expect(await mailsTo(tenant.manager)).toEqual([]);
  });

  test('is no change when only the name is another, or nothing is', async () => {
    const tenant = await makeTenant();
    const { id } = await insertRole(tenant);
    await api.rest(tenant.admin)('PATCH', `/roles/${id}`, { version: 1, name: 'Another' });
    await assign(tenant.user, { role: 'user' }, tenant.admin);
    await runJobs(database);
    expect(await eventsOf(tenant)).toEqual([]);
  });

  test('that was refused alerts nobody', async () => {
    const tenant = await makeTenant();
    await assign(tenant.admin, { role: 'user' }, tenant.admin);
    await runJobs(database);
    expect(await mailsTo(tenant.admin)).toEqual([]);
  });

  test('is told once, even when the job that tells it runs twice', async () => {
    const tenant = await makeTenant();
    const alert = {
      kind: 'privilege_permissions_changed' as const,
      what: 'did it',
      path: '/settings/roles',
      meta: {},
    };
    const { signal } = new AbortController();
    for (let time = 0; time < 2; time += 1)
      await adminsAlert.run({ payload: alert, context: tenant.system, jobId: '77', signal });
    expect([(await eventsOf(tenant)).length, (await mailsTo(tenant.admin)).length]).toEqual([1, 1]);
    expect((await mailsTo(tenant.admin))[0]?.text).toContain('StreamFlow did it.');
  });
});
