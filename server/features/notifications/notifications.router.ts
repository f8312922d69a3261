// The inbox: what one is told, marked as read, put away and taken back. It is everybody's own.
import { z } from 'zod';
import { id, isTimestamp } from '../../../app/contracts/fields.ts';
import {
  archiveAllInput,
  notificationList,
  notificationListInput,
  notificationSettings,
  unreadCount,
} from '../../../app/contracts/notifications.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { archiveAll, setArchived, setRead } from './notifications.actions.ts';
import { findReminderMail, updateReminderMails } from './settings.queries.ts';
import { countUnread, findNotifications, takeBack } from './notifications.queries.ts';

const tags = ['notifications'];
const marked = z.object({ id });

export const notificationsRouter = router({
  list: tenant('member', {
    rest: {
      method: 'GET',
      path: '/notifications',
      summary: 'What you were told, newest first',
      description: 'A record that you may no longer see, or that was deleted, has no name here.',
      tags,
    },
  })
    .input(notificationListInput)
    .output(notificationList)
    .query(async ({ ctx: { tx }, input }) => ({
      ...(await findNotifications(tx, input)),
      ...(await countUnread(tx)),
    })),

  unread: tenant('member', {
    rest: { method: 'GET', path: '/notifications/unread', summary: 'How much of it is unread', tags },
  })
    .input(z.void())
    .output(unreadCount)
    .query(({ ctx }) => countUnread(ctx.tx)),

  settings: tenant('member', {
    rest: {
      method: 'GET',
      path: '/notifications/settings',
      summary: 'What of it comes by mail as well',
      tags,
    },
  })
    .input(z.void())
    .output(notificationSettings)
    .query(async ({ ctx: { tx } }) => {
      const { userId } = tx.context;
      return { reminderMails: (userId && (await findReminderMail(tx, userId))?.isWanted) || false };
    }),

  saveSettings: tenant('member', {
    rest: {
      method: 'PATCH',
      path: '/notifications/settings',
      summary: 'Have reminders by mail, or in the inbox alone',
      tags,
    },
  })
    .input(notificationSettings)
    .output(notificationSettings)
    .mutation(async ({ ctx: { tx }, input }) => {
      if (tx.context.userId) await updateReminderMails(tx, tx.context.userId, input.reminderMails);
      return input;
    }),

  setRead: tenant('member', {
    rest: { method: 'POST', path: '/notifications/{id}/read', summary: 'Mark as read, or as unread', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, read: z.boolean().default(true) }))
    .output(marked)
    .mutation(({ ctx, input }) => setRead(ctx, input)),

  setArchived: tenant('member', {
    rest: { method: 'POST', path: '/notifications/{id}/archive', summary: 'Put away, or take back', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, archived: z.boolean().default(true) }))
    .output(marked)
    .mutation(({ ctx, input }) => setArchived(ctx, input)),

  archiveAll: tenant('member', {
    rest: { method: 'POST', path: '/notifications/archive-all', summary: 'Put all away', tags },
  })
    .input(archiveAllInput)
    .output(z.object({ count: z.number().int(), at: z.string().describe('what restore-all takes') }))
    .mutation(({ ctx, input }) => archiveAll(ctx, input)),

  restoreAll: tenant('member', {
    rest: {
      method: 'POST',
      path: '/notifications/restore-all',
      summary: 'Take back what was put away together',
      tags,
    },
  })
    .input(z.strictObject({ at: z.string().refine(isTimestamp, 'at is what archive-all has answered.') }))
    .output(z.object({ count: z.number().int() }))
    .mutation(async ({ ctx, input }) => ({ count: await takeBack(ctx.tx, input.at) })),
});
