// The tags of a tenant. Which record has which is said by the record: tags.procedures.ts.
import { z } from 'zod';
import { id, version } from '../../../app/contracts/fields.ts';
import { tagCreate, tagList, tagRename } from '../../../app/contracts/tags.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { createTag, deleteTag, renameTag, restoreTag } from './tags.actions.ts';
import { findTags } from './tags.queries.ts';

const tags = ['tags'];

export const tagsRouter = router({
  list: tenant('tag:read', { rest: { method: 'GET', path: '/tags', summary: 'All tags, by name', tags } })
    .input(z.strictObject({}))
    .output(tagList)
    .query(async ({ ctx }) => ({ items: await findTags(ctx.tx) })),

  create: tenant('tag:create', {
    rest: { method: 'POST', path: '/tags', summary: 'Make a tag', tags },
    success: 201,
    location: '/api/tags',
    errors: ['Conflict'],
  })
    .input(tagCreate)
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => createTag(ctx, input)),

  update: tenant('tag:update', {
    rest: { method: 'PATCH', path: '/tags/{id}', summary: 'Rename a tag on all records', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(tagRename)
    .output(z.object({ id, version: z.number().int() }))
    .mutation(({ ctx, input }) => renameTag(ctx, input)),

  delete: tenant('tag:delete', {
    rest: { method: 'DELETE', path: '/tags/{id}', summary: 'Delete a tag; it leaves all records', tags },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id, version }))
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => deleteTag(ctx, input)),

  restore: tenant('tag:delete', {
    rest: {
      method: 'POST',
      path: '/tags/{id}/restore',
      summary: 'Take a deleted tag back, on all records that had it',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id }))
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => restoreTag(ctx, input.id)),
});
