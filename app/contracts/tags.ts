// Words people put on records. A tag belongs to the tenant; who sees a record sees which tags it has.
import { z } from 'zod';
import { id, requiredText, timestamp, version } from './fields.ts';

/** How many tags one record can have, and how many a tenant can keep. */
export const MAX_TAGS = 20;
export const MAX_TENANT_TAGS = 500;

export const tagName = requiredText(50, 'A tag');

export const tagMark = z.object({ id, name: z.string() });

/** The tags of a record, by name. */
export const tagMarks = z.array(tagMark);

export const tag = tagMark.extend({ version: z.number().int(), createdAt: timestamp });
export const tagList = z.object({ items: z.array(tag) });

export const tagCreate = z.strictObject({ name: tagName });
export const tagRename = z.strictObject({ id, version, name: tagName });

export const tagsOfRecord = z.strictObject({
  id,
  tags: z
    .array(tagName)
    .max(MAX_TAGS, `A record can have at most ${MAX_TAGS} tags. Leave some out.`)
    .describe('the names of all tags it is to have; a new one is made'),
});

export type Tag = z.output<typeof tag>;
export type TagMark = z.output<typeof tagMark>;
