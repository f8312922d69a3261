// What happens because of a lead after the answer has gone out.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { paths } from '../../../app/paths.ts';
import { withTenant } from '../../../db/tenant.ts';
import { env } from '../../env.ts';
import { sendMail } from '../../gateways/mail.ts';
import { task } from '../../jobs/task.ts';
import { findUser } from '../users/users.queries.ts';
import { findLead } from './leads.queries.ts';

/** Tells the new owner by mail. A lead or owner that is gone meanwhile, or given on already, needs no mail. */
export const leadAssigned = task(z.object({ leadId: id, ownerId: id }), async ({ payload, context, jobId }) => {
  const found = await withTenant(
    { ...context, actor: 'system', userId: null, proof: { kind: 'system' } },
    { permission: null, readOnly: true, label: 'job lead.assigned' },
    async (tx) => ({ lead: await findLead(tx, payload.leadId), owner: await findUser(tx, payload.ownerId) }),
  );
  const { lead, owner } = found;
  if (!lead || lead.owner?.id !== payload.ownerId || owner?.status !== 'active') return;
  await sendMail({
    id: `lead.assigned:${jobId}`,
    to: owner.email,
    purpose: 'lead.assigned',
    subject: `${lead.name} is yours now`,
    text: `${lead.name}${lead.company ? ` of ${lead.company}` : ''} was assigned to you.\n\n${env.PUBLIC_ORIGIN}${paths.lead(lead.id)}\n`,
  });
});
