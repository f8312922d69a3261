// What every record with tags can do: its router spreads these in. `...taggingOf('lead', 'leads', requireLead)`.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { tagMark, tagMarks, tagName, tagsOfRecord } from '../../../app/contracts/tags.ts';
import type { TimelineNoun } from '../../../app/contracts/activities.ts';
import type { Tx } from '../../../db/tenant.ts';
import { tenant } from '../../trpc/procedures.ts';
import type { Owned } from '../activities/activities.actions.ts';
import { addTag, removeTag, setTags } from './tags.actions.ts';

/** `requireRecord` loads a record that the caller may see, and throws 404 for any other. */
export const taggingOf = (
  noun: TimelineNoun,
  plural: string,
  requireRecord: (tx: Tx, id: string) => Promise<Owned>,
) => ({
  setTags: tenant(`${noun}:update`, {
    rest: {
      method: 'PUT',
      path: `/${plural}/{id}/tags`,
      summary: `Give ${a(noun)} exactly these tags`,
      tags: [plural],
    },
    errors: ['NotFound'],
  })
    .input(tagsOfRecord)
    .output(z.object({ items: tagMarks }))
    .mutation(async ({ ctx, input: { id, tags } }) =>
      setTags(ctx, noun, await requireRecord(ctx.tx, id), tags),
    ),

  addTag: tenant(`${noun}:update`, {
    rest: {
      method: 'POST',
      path: `/${plural}/{id}/tags`,
      summary: `Put one more tag on ${a(noun)}`,
      tags: [plural],
    },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, name: tagName }))
    .output(tagMark)
    .mutation(async ({ ctx, input: { id, name } }) =>
      addTag(ctx, noun, await requireRecord(ctx.tx, id), name),
    ),

  removeTag: tenant(`${noun}:update`, {
    rest: {
      method: 'DELETE',
      path: `/${plural}/{id}/tags/{tagId}`,
      summary: `Take a tag off ${a(noun)}`,
      tags: [plural],
    },
    success: 204,
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, tagId: id }))
    .output(z.object({ id }))
    .mutation(async ({ ctx, input }) =>
      removeTag(ctx, noun, await requireRecord(ctx.tx, input.id), input.tagId),
    ),
});

const a = (noun: TimelineNoun): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
