// What the tests of the inbox share: reading an inbox, and people who see as much as a role lets them.
import { arrange, makePerson, type TestPerson, type TestTenant } from '../support/factories.ts';
import type { Notification } from '../../app/contracts/notifications.ts';
import type { Api } from '../support/api.ts';
import { holdRole, insertRole } from '../support/records.ts';
import { eq } from 'drizzle-orm';
import { userRoles } from '../../db/schema/index.ts';

export interface Inbox {
  items: Notification[];
  next: string | null;
  unread: number;
}

export const inboxOf = async (api: Api, person: TestPerson, query = ''): Promise<Inbox> => {
  const { status, body } = await api.rest(person)<Inbox>('GET', `/notifications${query}`);
  if (status !== 200) throw new Error(`The inbox was answered with ${status}`);
  return body;
};

/** Somebody with one role of the tenant's own: so much of leads is seen. */
export async function reader(
  tenant: TestTenant,
  scope: 'own' | 'team' | 'all' | null,
  values: { teamId?: string; name?: string } = {},
): Promise<TestPerson> {
  const person = await makePerson(tenant, 'user', values);
  const permissions = scope ? ['lead:read', 'activity:read'] : ['activity:read'];
  const role = await insertRole(tenant, { permissions, visibility: { lead: scope ?? 'all' } });
  await arrange(tenant, (tx) => tx.delete(userRoles).where(eq(userRoles.userId, person.userId)));
  await holdRole(tenant, person, role.id);
  return person;
}
