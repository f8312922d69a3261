// Looking at what was done to many records, and taking it back. Doing it is said by their noun: bulk.procedures.ts.
import { z } from 'zod';
import { bulkEdit, undoResult, UNDO_HOURS } from '../../../app/contracts/bulk.ts';
import { id } from '../../../app/contracts/fields.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { getEdit } from './bulk.actions.ts';
import { undoEdit } from './bulk.undo.ts';

export const bulkRouter = router({
  get: tenant('member', {
    rest: {
      method: 'GET',
      path: '/bulk/{id}',
      summary: 'What became of what you did to many records',
      description:
        'With the records that were left as they were, and why. A job of a bulk edit has the same id.',
      tags: ['bulk'],
    },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(bulkEdit)
    .query(({ ctx, input }) => getEdit(ctx, input.id)),

  undo: tenant('member', {
    rest: {
      method: 'POST',
      path: '/bulk/{id}/undo',
      summary: 'Take back what you did to many records',
      description: `For ${UNDO_HOURS} hours. Where many were changed a job does it, which the answer names.`,
      tags: ['bulk'],
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id }))
    .output(undoResult)
    .mutation(({ ctx, input }) => undoEdit(ctx, input.id)),
});
