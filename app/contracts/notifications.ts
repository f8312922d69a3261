// What a person is told: somebody mentions them or gives them something, a reminder is due, work they started is over.
import { z } from 'zod';
import { id, numeric, timestamp } from './fields.ts';
import { jobStatuses } from './jobs.ts';
import { trashNouns } from './trash.ts';

export const notificationKinds = ['mention', 'assignment', 'due', 'import', 'bulk'] as const;
export type NotificationKind = (typeof notificationKinds)[number];

export const inboxViews = ['inbox', 'unread', 'archived'] as const;
export type InboxView = (typeof inboxViews)[number];

export const notification = z.object({
  id,
  kind: z.enum(notificationKinds),
  by: z.object({ id, name: z.string() }).nullable().describe('who caused it; null for reminders'),
  noun: z.enum(trashNouns).nullable().describe('of the record or records it is about'),
  record: z
    .object({ noun: z.enum(trashNouns), id, name: z.string() })
    .nullable()
    .describe('null where it is about none, or one that is deleted or out of your sight'),
  count: z.number().int().nullable().describe('how many records, where it is about several'),
  entryId: id.nullable().describe('the timeline entry that mentions you'),
  job: z
    .object({
      id,
      status: z.enum(jobStatuses),
      importId: id.nullable(),
      fileName: z.string().nullable(),
      counts: z.record(z.string(), z.number()).nullable(),
    })
    .nullable()
    .describe('the work that is over'),
  isRead: z.boolean(),
  isArchived: z.boolean(),
  at: timestamp,
});

const rows = 'limit must be a whole number from 1 to 100';

export const notificationListInput = z.strictObject({
  show: z.enum(inboxViews, `show is one of ${inboxViews.join(', ')}.`).optional(),
  limit: numeric(z.number(rows).int(rows).min(1, rows).max(100, rows)).optional(),
  after: id.optional().describe('`next` of the last answer'),
});

/** What is not put away already. */
export const archivableViews = ['inbox', 'unread'] as const;
export type ArchivableView = (typeof archivableViews)[number];

export const archiveAllInput = z.strictObject({
  until: id
    .optional()
    .describe('the newest you have seen; what came behind it stays. Left out: all there is'),
  show: z
    .enum(archivableViews, `show is one of ${archivableViews.join(', ')}.`)
    .optional()
    .describe('unread: what is read stays'),
});

/** The count stops here. */
export const MOST_UNREAD = 99;

export const unreadCount = z.object({
  unread: z.number().int(),
  isCapped: z.boolean().describe(`there are more than ${MOST_UNREAD}`),
});

export const notificationList = unreadCount.extend({
  items: z.array(notification),
  next: z.string().nullable(),
});

export const notificationSettings = z.strictObject({
  reminderMails: z
    .boolean('reminderMails is true or false.')
    .describe('reminders of tasks come by mail as well'),
});

export type Notification = z.output<typeof notification>;
export type NotificationListInput = z.output<typeof notificationListInput>;
export type ArchiveAllInput = z.output<typeof archiveAllInput>;
export type UnreadCount = z.output<typeof unreadCount>;
