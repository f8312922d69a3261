// What became of an alarm after the answer has gone out: the event is kept and every active admin gets a mail.
import { z } from 'zod';
import { withAuth } from '../../../db/system.ts';
import { withTenant } from '../../../db/tenant.ts';
import { pageUrl } from '../../auth/links.ts';
import { deliverSoon, queueMailTo } from '../../auth/mail-outbox.ts';
import { adminAlertMail } from '../../auth/mails.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { effectId } from '../../jobs/effect-id.ts';
import { task } from '../../jobs/task.ts';
import { findAdmins, findAlertSource } from './alerts.queries.ts';

const payload = z.object({
  kind: z.enum(['privilege_permissions_changed', 'data_exported']),
  what: z.string(),
  path: z.string(),
  meta: z.record(z.string(), z.unknown()),
});

export type Alert = z.output<typeof payload>;

export const adminsAlert = task(payload, async ({ payload: alert, context, jobId }) => {
  const { tenantId } = context;
  const { admins, tenantName, by } = await withTenant(
    // the system's eyes: whoever did it may have lost the right to see the others
    { ...context, actor: 'system', userId: null, proof: { kind: 'system' } },
    { permission: null, readOnly: true, label: 'job.admins.alert' },
    async (tx) => ({
      admins: await findAdmins(tx),
      by: context.userId === null ? null : await findAlertSource(tx, context.userId),
      tenantName: (await tx.entered).tenantName,
    }),
  );
  await withAuth(
    async (tx) => {
      await recordSecurityEvent(tx, {
        id: effectId('admins.alert', jobId),
        kind: alert.kind,
        tenantId,
        accountId: by?.accountId ?? null,
        meta: alert.meta,
      });
      for (const { id: userId } of admins) {
        const facts = {
          kind: alert.kind,
          tenant: tenantName,
          by: by?.name ?? 'StreamFlow',
          what: alert.what,
          link: pageUrl(alert.path),
        };
        const id = effectId(`admins.alert:${userId}`, jobId);
        await queueMailTo(tx, { tenantId, userId }, { id, ...adminAlertMail(facts) });
      }
    },
    { label: 'job.admins.alert' },
  );
  deliverSoon();
});
