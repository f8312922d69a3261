// What happens because of a record after the answer has gone out.
import { z } from 'zod';
import { id } from '../../app/contracts/fields.ts';
import { paths } from '../../app/paths.ts';
import { withAuth } from '../../db/system.ts';
import { withTenant, type TenantContext } from '../../db/tenant.ts';
import { deliverSoon, queueMailTo } from '../auth/mail-outbox.ts';
import type { Letter } from '../auth/mails.ts';
import { env } from '../env.ts';
import { findUser } from '../features/users/users.queries.ts';
import { effectId } from '../jobs/effect-id.ts';
import { task } from '../jobs/task.ts';
import { findHeld } from './records.queries.ts';
import { recordTables, type RecordNoun } from './tables.ts';

const nouns = Object.keys(recordTables) as [RecordNoun, ...RecordNoun[]];

/** Tells the new owner by mail. A record or owner that is gone meanwhile, or given on already, needs no mail. */
export const recordAssigned = task(
  z.object({ noun: z.enum(nouns), id, ownerId: id }),
  async ({ payload, context, jobId }) => {
    const { noun, id, ownerId } = payload;
    const { record, owner } = await withTenant(
      // the system's eyes: whoever gave the record away may no longer see it
      { ...context, actor: 'system', userId: null, proof: { kind: 'system' } },
      { permission: null, readOnly: true, label: 'job.record.assigned' },
      async (tx) => ({ record: await findHeld(tx, noun, id), owner: await findUser(tx, ownerId) }),
    );
    if (record?.ownerId !== ownerId || owner?.status !== 'active') return;
    // the name alone: the system sees fields that the new owner may not
    const letter = {
      id: effectId('record.assigned', jobId),
      purpose: 'record_assigned' as const,
      subject: `${record.name} is yours now`,
      text: `${record.name} was assigned to you.\n\n${env.PUBLIC_ORIGIN}${paths.record(noun, id)}\n`,
    };
    await toOwner(context, ownerId, letter);
  },
);

/** Tells the new owner of many records, once. */
export const recordsAssigned = task(
  z.object({ noun: z.enum(nouns), count: z.number().int(), ownerId: id }),
  async ({ payload: { noun, count, ownerId }, context, jobId }) => {
    const owner = await withTenant(
      { ...context, actor: 'system', userId: null, proof: { kind: 'system' } },
      { permission: null, readOnly: true, label: 'job.records.assigned' },
      (tx) => findUser(tx, ownerId),
    );
    if (owner?.status !== 'active') return;
    const list = paths.records(noun);
    const words = count === 1 ? `One of the ${list.slice(1)} is` : `${count} ${list.slice(1)} are`;
    const letter = {
      id: effectId('records.assigned', jobId),
      purpose: 'record_assigned' as const,
      subject: `${words} yours now`,
      text: `${words} yours now.\n\n${env.PUBLIC_ORIGIN}${list}?owner=me\n`,
    };
    await toOwner(context, ownerId, letter);
  },
);

async function toOwner(
  { tenantId }: TenantContext,
  userId: string,
  letter: Letter & { id: string },
): Promise<void> {
  await withAuth((tx) => queueMailTo(tx, { tenantId, userId }, letter), { label: 'job.record.assigned' });
  deliverSoon();
}
