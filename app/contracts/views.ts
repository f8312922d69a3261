// Lists that people keep: filters, order and columns as an address says them, for themselves or for everybody.
import { z } from 'zod';
import { id, requiredText, text, version } from './fields.ts';

export const viewNouns = ['lead', 'contact', 'organization', 'opportunity', 'task'] as const;
export type ViewNoun = (typeof viewNouns)[number];

/** Views of one noun that a person, and that a tenant, can keep. */
export const MAX_VIEWS = 50;

const noun = z.enum(viewNouns);
const name = requiredText(60, 'A view');
const list = text(4_000, 'The list').describe(
  'the list as its address says it: "f=owner.is.me&sort=-score&cols=name,score"; of tasks "bucket=overdue&assignee=all"',
);

export const savedView = z.object({
  id,
  noun,
  slug: z.string().describe('what addresses call it: "?view=hot-leads"'),
  name: z.string(),
  list: z.string(),
  shared: z.boolean().describe('everybody in the tenant has it'),
  isMine: z.boolean().describe('the caller made it, and alone may take it back from everybody'),
  isDefault: z.boolean().describe('the caller begins with it'),
  version: z.number().int(),
});

export const savedViews = z.object({ items: z.array(savedView) });

export const viewsAsked = z.strictObject({ noun });
export const viewCreate = z.strictObject({
  noun,
  name,
  list: list.optional(),
  shared: z.boolean().default(false),
});
export const viewUpdate = z.strictObject({
  id,
  version,
  name: name.optional(),
  list: list.optional(),
  shared: z.boolean().optional(),
});
export const viewDefault = z.strictObject({
  noun,
  id: id.nullable().describe('null for the list as it is without a view'),
});

export type SavedView = z.output<typeof savedView>;
export type ViewCreate = z.output<typeof viewCreate>;
export type ViewUpdate = z.output<typeof viewUpdate>;
