// What can be done with the fields that a tenant adds, in the words of the product.
import { z } from 'zod';
import {
  customField,
  customFieldCreate,
  customFieldList,
  customFieldPatch,
  customFieldReplace,
  customNouns,
} from '../../../app/contracts/custom-fields.ts';
import { id } from '../../../app/contracts/fields.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { createField, requireField, saveField } from './custom-fields.actions.ts';
import { findFields } from './custom-fields.queries.ts';

const tags = ['fields'];
const saved = z.object({ id, version: z.number().int() });

export const customFieldsRouter = router({
  list: tenant('field:read', {
    rest: { method: 'GET', path: '/fields', summary: 'List custom fields, those put away last', tags },
  })
    .input(z.strictObject({ noun: z.enum(customNouns).optional() }))
    .output(customFieldList)
    .query(async ({ ctx, input }) => ({ items: await findFields(ctx.tx, input.noun) })),

  get: tenant('field:read', {
    rest: { method: 'GET', path: '/fields/{id}', summary: 'One custom field', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(customField)
    .query(({ ctx, input }) => requireField(ctx.tx, input.id)),

  create: tenant('field:update', {
    rest: { method: 'POST', path: '/fields', summary: 'Add a field to a noun', tags },
    success: 201,
    location: '/api/fields/{id}',
    errors: ['Conflict'],
  })
    .input(customFieldCreate)
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => createField(ctx, input)),

  replace: tenant('field:update', {
    rest: { method: 'PUT', path: '/fields/{id}', summary: 'Replace what a custom field is', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(customFieldReplace)
    .output(saved)
    .mutation(({ ctx, input }) => saveField(ctx, input)),

  update: tenant('field:update', {
    rest: {
      method: 'PATCH',
      path: '/fields/{id}',
      summary: 'Change a custom field, move it, put it away or take it back',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(customFieldPatch)
    .output(saved)
    .mutation(({ ctx, input }) => saveField(ctx, input)),
});
