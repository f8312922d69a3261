// How operations about notifications are called: each about one's own.
import { makePerson } from '../../support/factories.ts';
import { insertNotification } from '../../support/records.ts';
import type { Case } from './case.ts';
import type { Call } from './world.ts';

const onNews =
  (rest: Partial<Call>): Case['good'] =>
  async (_world, { admin, ...tenant }) => ({
    as: admin,
    path: { id: await insertNotification({ ...tenant, userId: admin.userId }) },
    ...rest,
  });

const whole =
  (rest: Partial<Call>): Case['good'] =>
  (_world, { admin }) => ({ as: admin, ...rest });

/** No permission is asked for, so that nobody in a tenant is refused but where the tenant is suspended. */
const suspended = (good: Case['good']): Case => ({
  good,
  others: {
    403: async (world) => ({
      ...(await good(world, world.here)),
      as: await makePerson(world.suspended, 'user'),
    }),
  },
});

export const notificationCases: Record<string, Case> = {
  'notifications.list': suspended(whole({ query: { show: 'unread', limit: '10' } })),
  'notifications.unread': suspended(whole({})),
  'notifications.settings': suspended(whole({})),
  'notifications.saveSettings': suspended(whole({ body: { reminderMails: false } })),
  'notifications.setRead': suspended(onNews({ body: { read: true } })),
  'notifications.setArchived': suspended(onNews({ body: { archived: true } })),
  'notifications.archiveAll': suspended(whole({ body: {} })),
  'notifications.restoreAll': suspended(whole({ body: { at: '2026-05-01T15:00:00.000Z' } })),
};
