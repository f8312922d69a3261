// One timeline entry, whatever record it hangs on: read, changed by its author, deleted and taken back.
import { z } from 'zod';
import {
  activityFeed,
  activityListInput,
  activityOfRecord,
  activityPatch,
} from '../../../app/contracts/activities.ts';
import { id, version } from '../../../app/contracts/fields.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { deleteActivity, requireActivity, restoreActivity, saveActivity } from './activities.actions.ts';
import { findFeed } from './feed.queries.ts';

const tags = ['activities'];
const idOnly = z.strictObject({ id });

export const activitiesRouter = router({
  list: tenant('activity:read', {
    rest: { method: 'GET', path: '/activities', summary: 'What happened on all records, newest first', tags },
  })
    .input(activityListInput)
    .output(activityFeed)
    .query(({ ctx, input }) => findFeed(ctx.tx, input)),

  get: tenant('activity:read', {
    rest: { method: 'GET', path: '/activities/{id}', summary: 'One timeline entry', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(activityOfRecord)
    .query(({ ctx, input }) => requireActivity(ctx.tx, input.id)),

  update: tenant('activity:update', {
    rest: { method: 'PATCH', path: '/activities/{id}', summary: 'Change an entry of your own', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(activityPatch)
    .output(z.object({ id, version: z.number().int() }))
    .mutation(({ ctx, input }) => saveActivity(ctx, input)),

  delete: tenant('activity:update', {
    rest: { method: 'DELETE', path: '/activities/{id}', summary: 'Delete an entry', tags },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id, version }))
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => deleteActivity(ctx, input)),

  restore: tenant('activity:update', {
    rest: { method: 'POST', path: '/activities/{id}/restore', summary: 'Take a deleted entry back', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => restoreActivity(ctx, input.id)),
});
