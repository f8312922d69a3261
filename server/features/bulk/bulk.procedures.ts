// What every noun with a list can be told about many of its records: its router spreads these in.
import { z } from 'zod';
import {
  bulkAllInput,
  bulkInput,
  bulkResult,
  type taskBulkAllInput,
  type taskBulkInput,
  MAX_AT_ONCE,
  type BulkNoun,
  type ListedNoun,
} from '../../../app/contracts/bulk.ts';
import { id } from '../../../app/contracts/fields.ts';
import { tenant } from '../../trpc/procedures.ts';
import { editAll, editNow } from './bulk.actions.ts';

/** What is done decides which further permission is needed: `assign`, `update`, `archive` or `delete` of the noun. */
export const bulkNamedOf = <Input extends typeof bulkInput | typeof taskBulkInput>(
  noun: BulkNoun,
  plural: string,
  input: Input,
) => ({
  bulk: tenant(`${noun}:read`, {
    rest: {
      method: 'POST',
      path: `/${plural}/bulk`,
      summary: `Do one thing to up to ${MAX_AT_ONCE} ${plural}`,
      description:
        'Needs the permission of what is done. What cannot be changed is answered with the reason; the others are changed.',
      tags: [plural],
    },
    errors: ['NotFound'],
  })
    .input(input)
    .output(bulkResult)
    .mutation(({ ctx, input }) => editNow(ctx, noun, input)),
});

/** All that a list has. */
export const bulkAllOf = <Input extends typeof bulkAllInput | typeof taskBulkAllInput>(
  noun: BulkNoun,
  plural: string,
  input: Input,
) => ({
  bulkAll: tenant(`${noun}:read`, {
    rest: {
      method: 'POST',
      path: `/${plural}/bulk/all`,
      summary: `Do one thing to all ${plural} of a list`,
      description: 'A job; `/api/bulk/{jobId}` says what it left. Needs the permission of what is done.',
      tags: [plural],
    },
    success: 202,
    location: '/api/jobs/{jobId}',
    errors: ['NotFound'],
  })
    .input(input)
    .output(z.object({ jobId: id }))
    .mutation(({ ctx, input }) => editAll(ctx, noun, input)),
});

export const bulkOf = (noun: ListedNoun, plural: string) => ({
  ...bulkNamedOf(noun, plural, bulkInput),
  ...bulkAllOf(noun, plural, bulkAllInput),
});
