// A reminder is due. What is told rests on the task as it stands now, and is told once: the inbox has one place for each
// task and time, and so has the outbox, so that a job that was killed between the two ends with both. The outbox is emptied
// every minute: many reminders of one minute are sent one after the other.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { paths } from '../../../app/paths.ts';
import { withAuth } from '../../../db/system.ts';
import { withTenant, type TenantContext } from '../../../db/tenant.ts';
import { queueMailTo } from '../../auth/mail-outbox.ts';
import { reminderMail, type Letter } from '../../auth/mails.ts';
import { env } from '../../env.ts';
import { effectId } from '../../jobs/effect-id.ts';
import { task } from '../../jobs/task.ts';
import { insertNews } from '../notifications/notifications.queries.ts';
import { findReminderMail } from '../notifications/settings.queries.ts';
import { holdReminded } from './reminders.queries.ts';

export const taskRemind = task(z.object({ id, at: z.string() }), async ({ payload, context }) => {
  const told = await tell(context, payload);
  if (!told) return;
  const id = effectId('task.remind', `${payload.id} ${payload.at}`);
  const person = { tenantId: context.tenantId, userId: told.userId };
  await withAuth((tx) => queueMailTo(tx, person, { id, ...told.letter }), { label: 'job.task.remind' });
});

/** Puts the reminder into the inbox; answers the mail to send besides and to whom, null where none is wanted. */
const tell = (
  context: TenantContext,
  { id: taskId, at }: { id: string; at: string },
): Promise<{ userId: string; letter: Letter } | null> =>
  withTenant(
    // the house's eyes: whoever asked to be reminded may have given the task away
    { ...context, actor: 'system', userId: null, proof: { kind: 'system' } },
    { permission: null, label: 'job.task.remind' },
    async (tx) => {
      const reminded = await holdReminded(tx, { id: taskId, at });
      if (!reminded?.ownerId) return null;
      const { title, dueAt, ownerId, teamId } = reminded;
      const cause = `due:${taskId}:${at}`;
      const news = { kind: 'due', noun: 'task', recordId: taskId, ownerId, teamId, cause } as const;
      const told = await insertNews(tx, [ownerId], news);
      const person = told.length > 0 ? await findReminderMail(tx, ownerId) : null;
      if (!person?.isWanted) return null;
      const link = env.PUBLIC_ORIGIN + paths.task(taskId);
      return { userId: ownerId, letter: reminderMail({ title, due: dueAt && spelled(dueAt, person), link }) };
    },
  );

const spelled = (at: string, { locale, zone }: { locale: string; zone: string }): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone }).format(
    new Date(at),
  );
