// What happens because of a lead after the answer has gone out.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { paths } from '../../../app/paths.ts';
import { withAuth } from '../../../db/system.ts';
import { withTenant } from '../../../db/tenant.ts';
import { deliverSoon, queueMail } from '../../auth/mail-outbox.ts';
import { env } from '../../env.ts';
import { effectId } from '../../jobs/effect-id.ts';
import { task } from '../../jobs/task.ts';
import { findUser } from '../users/users.queries.ts';
import { findLead } from './leads.queries.ts';

/** Tells the new owner by mail. A lead or owner that is gone meanwhile, or given on already, needs no mail. */
export const leadAssigned = task(
  z.object({ leadId: id, ownerId: id }),
  async ({ payload, context, jobId }) => {
    const found = await withTenant(
      // the system's eyes: whoever gave the lead away may no longer see it
      { ...context, actor: 'system', userId: null, proof: { kind: 'system' } },
      { permission: null, readOnly: true, label: 'job.lead.assigned' },
      async (tx) => ({
        lead: await findLead(tx, payload.leadId),
        owner: await findUser(tx, payload.ownerId),
      }),
    );
    const { lead, owner } = found;
    if (!lead || lead.owner?.id !== payload.ownerId || owner?.status !== 'active') return;
    // the name alone: the system sees fields that the new owner may not
    const mail = {
      to: owner.email,
      purpose: 'lead_assigned' as const,
      subject: `${lead.name} is yours now`,
      text: `${lead.name} was assigned to you.\n\n${env.PUBLIC_ORIGIN}${paths.lead(lead.id)}\n`,
    };
    await withAuth((tx) => queueMail(tx, mail, effectId('lead.assigned', jobId)), {
      label: 'job.lead.assigned',
    });
    deliverSoon();
  },
);
