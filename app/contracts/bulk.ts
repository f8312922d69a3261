// Many records changed at once: those that are named, or all that a list has.
import { z } from 'zod';
import { id, isStorable, UNSTORABLE, version } from './fields.ts';
import { tagName } from './tags.ts';

/** As many records are changed while one waits; more are a job. */
export const MAX_AT_ONCE = 200;

/** For how long a bulk edit can be undone. */
export const UNDO_HOURS = 24;

/** How many of the records that were not changed an answer names. */
export const MAX_NAMED = 100;

export const bulkNouns = ['lead', 'organization', 'contact', 'opportunity', 'task'] as const;
export type BulkNoun = (typeof bulkNouns)[number];

/** Those whose list is asked for by the grammar of lists; tasks come in groups of somebody's. */
export type ListedNoun = Exclude<BulkNoun, 'task'>;

const recordDeeds = ['archive', 'restore', 'assign', 'stage', 'source', 'tag', 'untag', 'delete'] as const;
const taskDeeds = ['done', 'reopen', 'assign', 'delete'] as const;

export const bulkDeeds = [...recordDeeds, 'done', 'reopen'] as const;
export type BulkDeed = (typeof bulkDeeds)[number];

/** A task has neither tags nor an archive. */
const KEPT: readonly BulkNoun[] = ['lead', 'organization', 'contact', 'opportunity'];

/** What cannot be done to every noun. */
const ONLY: Readonly<Partial<Record<BulkDeed, readonly BulkNoun[]>>> = {
  archive: KEPT,
  restore: KEPT,
  tag: KEPT,
  untag: KEPT,
  done: ['task'],
  reopen: ['task'],
  stage: ['lead', 'opportunity'],
  source: ['lead'],
};

export const isOffered = (deed: BulkDeed, noun: BulkNoun): boolean => ONLY[deed]?.includes(noun) ?? true;

export const deedsOf = (noun: BulkNoun): BulkDeed[] => bulkDeeds.filter((deed) => isOffered(deed, noun));

const to = id
  .nullable()
  .optional()
  .describe(
    'the id of the owner for `assign`, null for nobody; of the stage or source for `stage`, `source`',
  );

const deed = {
  do: z.enum(recordDeeds, `do is one of ${recordDeeds.join(', ')}.`),
  to,
  tag: tagName.optional().describe('the name of the tag, for `tag` and `untag`'),
};

const TOO_MANY = `At most ${MAX_AT_ONCE} records at once. Use …/bulk/all for all that a list has.`;

const named = {
  ids: z.array(id).min(1, 'Choose at least one record.').max(MAX_AT_ONCE, TOO_MANY),
  versions: z
    .array(version)
    .max(MAX_AT_ONCE)
    .optional()
    .describe('as they were read, in the order of `ids`: what somebody changed since is left as it is'),
};

const hasEachVersion = ({ ids, versions }: { ids: string[]; versions?: number[] | undefined }): boolean =>
  versions === undefined || versions.length === ids.length;

const UNPAIRED = {
  path: ['versions'],
  message: 'Send one version for each id, in the same order, or none.',
};

export const bulkInput = z.strictObject({ ...named, ...deed }).refine(hasEachVersion, UNPAIRED);

/** A task is done instead of put away, and has no tags. */
export const taskBulkInput = z
  .strictObject({ ...named, do: z.enum(taskDeeds, `do is one of ${taskDeeds.join(', ')}.`), to })
  .refine(hasEachVersion, UNPAIRED);

export const bulkAllInput = z.strictObject({
  list: z
    .string()
    .max(4_000, 'At most 4,000 characters.')
    .refine(isStorable, UNSTORABLE)
    .describe(
      'whose records are meant, as the address of the list says it: `q=acme&f=stage.is.new`; empty for all',
    ),
  ...deed,
});

export const taskBulkAllInput = bulkAllInput.omit({ tag: true }).extend({
  list: bulkAllInput.shape.list.meta({
    description:
      'whose tasks are meant, as the address of the list says it: `bucket=overdue&assignee=all`; empty for the open ones of the caller',
    examples: ['bucket=overdue'],
  }),
  do: taskBulkInput.shape.do,
});

/** Why a record was not changed. */
export const refusals = ['not_found', 'unchanged', 'too_many_tags', 'taken', 'changed_since'] as const;
export type Refusal = (typeof refusals)[number];

export const bulkResult = z.object({
  id,
  asked: z.number().int(),
  changed: z.number().int(),
  refused: z.array(z.object({ id, reason: z.enum(refusals) })),
});

/** Undone at once, or by the job that is named. */
export const undoResult = bulkResult.extend({ jobId: id.nullable() });

/** What became of a bulk edit. */
export const bulkEdit = z.object({
  id,
  noun: z.enum(bulkNouns),
  do: z.enum(bulkDeeds),
  asked: z.number().int(),
  changed: z.number().int(),
  isUndone: z.boolean(),
  canBeUndone: z.boolean(),
  refused: z
    .array(z.object({ id, name: z.string().nullable(), reason: z.enum(refusals) }))
    .describe(`the first ${MAX_NAMED}; no name where you do not see it`),
});

export type BulkInput = Omit<z.output<typeof bulkInput>, 'do'> & { do: BulkDeed };
export type BulkResult = z.output<typeof bulkResult>;
export type BulkEdit = z.output<typeof bulkEdit>;
