// Saved views. The rules live in views.actions.ts, SQL in views.queries.ts.
import { z } from 'zod';
import { id, version } from '../../../app/contracts/fields.ts';
import {
  savedView,
  savedViews,
  viewCreate,
  viewDefault,
  viewNouns,
  viewsAsked,
  viewUpdate,
} from '../../../app/contracts/views.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { beginWith, createView, deleteView, requireView, updateView } from './views.actions.ts';
import { findViews } from './views.queries.ts';

const tags = ['views'];

export const viewsRouter = router({
  list: tenant('view:read', {
    rest: {
      method: 'GET',
      path: '/views',
      summary: 'Saved views of a noun: one’s own and shared ones',
      tags,
    },
  })
    .input(viewsAsked)
    .output(savedViews)
    .query(async ({ ctx, input }) => ({ items: await findViews(ctx.tx, input.noun) })),

  get: tenant('view:read', {
    rest: { method: 'GET', path: '/views/{id}', summary: 'One saved view', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(savedView)
    .query(({ ctx, input }) => requireView(ctx.tx, input.id)),

  create: tenant('view:create', {
    rest: { method: 'POST', path: '/views', summary: 'Keep a list as a view', tags },
    success: 201,
    location: '/api/views/{id}',
  })
    .input(viewCreate)
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => createView(ctx, input)),

  update: tenant('view:create', {
    rest: { method: 'PATCH', path: '/views/{id}', summary: 'Change a saved view', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(viewUpdate)
    .output(z.object({ id, version: z.number().int() }))
    .mutation(({ ctx, input }) => updateView(ctx, input)),

  delete: tenant('view:create', {
    rest: { method: 'DELETE', path: '/views/{id}', summary: 'Delete a saved view', tags },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id, version }))
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => deleteView(ctx, input)),

  setDefault: tenant('view:read', {
    rest: { method: 'PUT', path: '/views/default', summary: 'The view one begins a list with', tags },
    errors: ['NotFound'],
  })
    .input(viewDefault)
    .output(z.object({ noun: z.enum(viewNouns), id: id.nullable() }))
    .mutation(({ ctx, input }) => beginWith(ctx, input)),
});
