// What an opportunity looks like at every door. Shared by server and browser; the browser imports types only.
import { z } from 'zod';
import { customInput, customOutput } from './custom-values.ts';
import { fieldRights } from './field-rules.ts';
import {
  id,
  isStorable,
  requiredText,
  startsWithDay,
  text,
  timestamp,
  UNSTORABLE,
  version,
} from './fields.ts';
import { listInput, listOutput, type FilterFields } from './list.ts';
import { tagMarks } from './tags.ts';
import { amount, amountInput, sums } from './money.ts';

export const stageKinds = ['open', 'won', 'lost'] as const;

export const opportunityFilters = {
  owner: { kind: 'user', label: 'Owner', isOptional: true },
  team: { kind: 'team', label: 'Team', isOptional: true },
  pipeline: { kind: 'reference', label: 'Pipeline' },
  stage: { kind: 'reference', label: 'Stage' },
  status: { kind: 'choice', label: 'Status', choices: stageKinds },
  organization: { kind: 'reference', label: 'Organization', isOptional: true },
  contact: { kind: 'reference', label: 'Contact', isOptional: true },
  amount: { kind: 'number', label: 'Amount in cents', isOptional: true },
  close_date: { kind: 'day', label: 'Close date', isOptional: true },
  closed: { kind: 'moment', label: 'Closed', isOptional: true },
  created: { kind: 'moment', label: 'Created' },
  updated: { kind: 'moment', label: 'Updated' },
  archived: { kind: 'archived', label: 'Archived' },
  tag: { kind: 'tag', label: 'Tag', isOptional: true },
} as const satisfies FilterFields;

export const opportunitySorts = ['created_at', 'updated_at', 'title', 'amount', 'close_date'] as const;

export const opportunityColumns = [
  'title',
  'organization',
  'stage',
  'amount',
  'closeDate',
  'owner',
  'updated',
  'tags',
  'contact',
  'pipeline',
  'created',
] as const;

export const opportunityGrammar = {
  fields: opportunityFilters,
  sorts: opportunitySorts,
  defaultSort: '-created_at',
  columns: opportunityColumns,
} as const;
export type OpportunityColumn = (typeof opportunityColumns)[number];

const DAY = 'Give a day such as 2026-05-01.';
export const day = z
  .string(DAY)
  .refine((value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && startsWithDay(value), DAY);

const lostReason = text(500, 'The reason');

const fields = {
  title: requiredText(200, 'Title'),
  organizationId: id.nullable().optional(),
  contactId: id.nullable().optional().describe('the person one talks to'),
  stageId: id.optional().describe('it is in the pipeline of its stage'),
  amount: amountInput.optional(),
  closeDate: day.nullable().optional().describe('the day it is expected to close, YYYY-MM-DD'),
  lostReason: lostReason.optional().describe('needed in a stage of the kind lost'),
  custom: customInput,
};

export const opportunityCreate = z.strictObject({
  ...fields,
  ownerId: id.nullable().optional().describe('defaults to the caller; null for nobody'),
  externalSource: text(100, 'External source').optional(),
  externalId: text(200, 'External id').optional(),
});

/** PUT: the whole of the editable fields; what is missing is emptied. */
export const opportunityReplace = z.strictObject({ id, version, ...fields });

/** PATCH: only what is sent changes. */
export const opportunityPatch = z.strictObject({
  id,
  version,
  ...fields,
  title: fields.title.optional(),
  ownerId: id.nullable().optional(),
  archived: z.boolean().optional(),
});

export const opportunityMove = z.strictObject({
  id,
  version,
  stageId: id,
  lostReason: lostReason.optional(),
});

const reference = z.object({ id, name: z.string() });
/** the name of a record that the caller may not see is null */
const seenReference = z.object({ id, name: z.string().nullable() });

export const stageMark = z.object({
  id,
  key: z.string(),
  name: z.string(),
  kind: z.enum(stageKinds),
  probability: z.number().int(),
});

export const opportunityRow = z.object({
  id,
  title: z.string(),
  organization: seenReference.nullable(),
  contact: seenReference.nullable(),
  pipeline: z.object({ id, slug: z.string(), name: z.string() }),
  stage: stageMark,
  amount: amount.nullable(),
  closeDate: z.string().nullable(),
  owner: reference.nullable(),
  tags: tagMarks,
  custom: customOutput,
  archived: z.boolean(),
  stageEnteredAt: timestamp,
  closedAt: timestamp.nullable().describe('when it was won or lost'),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});

export const opportunityDetail = opportunityRow.extend({
  lostReason: z.string().nullable(),
  leadId: id.nullable().describe('the lead it was made of'),
  externalIds: z.array(z.object({ source: z.string(), id: z.string() })),
  createdBy: reference.nullable(),
  ...fieldRights,
});

/** `sums` are of all counted rows, by currency, not of the page alone. */
export const opportunityList = listOutput(opportunityRow).extend({ sums, ...fieldRights });

const pipelineChoice = z.object({
  id,
  slug: z.string(),
  name: z.string(),
  isDefault: z.boolean(),
  stages: z.array(stageMark),
});

export const opportunityOptions = z.object({
  owners: z.array(reference),
  pipelines: z.array(pipelineChoice),
  currency: z.string(),
  ...fieldRights,
});

export type OpportunityCreate = z.output<typeof opportunityCreate>;
export type OpportunityReplace = z.output<typeof opportunityReplace>;
export type OpportunityPatch = z.output<typeof opportunityPatch>;
export type OpportunityMove = z.output<typeof opportunityMove>;
export type OpportunityRow = z.output<typeof opportunityRow>;
export type OpportunityDetail = z.output<typeof opportunityDetail>;
export type OpportunityOptions = z.output<typeof opportunityOptions>;
export type PipelineChoice = z.output<typeof pipelineChoice>;

/** Cards of a lane at first, and of a lane that is shown longer. */
export const LANE = 25;
export const LONG_LANE = 100;

const word = (max: number) =>
  z.string().max(max, `At most ${max} characters.`).refine(isStorable, UNSTORABLE);

export const boardInput = z.strictObject({
  slug: word(63),
  owner: word(500).optional().describe('ids, me or none, with commas between them'),
  q: text(200, 'The search').optional(),
  f: listInput.shape.f,
  any: listInput.shape.any,
  more: word(63).optional().describe(`the key of a column of which up to ${LONG_LANE} cards are wanted`),
});

const worth = z.array(
  z.object({
    currency: z.string(),
    minor: z.number(),
    weighted: z.number().describe('times the probability'),
  }),
);

const card = z.object({
  id,
  title: z.string(),
  organization: seenReference.nullable(),
  stageId: id,
  amount: amount.nullable(),
  closeDate: z.string().nullable(),
  owner: reference.nullable(),
  stageEnteredAt: timestamp,
  nextDueAt: timestamp.nullable().describe('when its next open task is due'),
  version: z.number().int(),
});

const boardStage = stageMark.extend({
  rotDays: z.number().int().nullable(),
  wipLimit: z.number().int().nullable(),
});

/** One pipeline as columns. `count` and `worth` are of the whole lane, not of its cards. */
export const board = z.object({
  pipeline: z.object({ id, slug: z.string(), name: z.string() }),
  lanes: z.array(
    z.object({
      stage: boardStage,
      count: z.number().int().describe('of won and lost stages: what was closed in the last 30 days'),
      worth,
      cards: z.array(card).describe('latest in the stage first; of open stages alone'),
    }),
  ),
  ...fieldRights,
});

/** What is open in a pipeline, by the month in which it is expected to close. */
export const months = z.object({
  pipeline: z.object({ id, slug: z.string(), name: z.string() }),
  stages: z.array(boardStage),
  months: z.array(
    z.object({
      key: z.string().describe('a month such as 2026-05; past, later, or none for those without a day'),
      from: z.string().nullable().describe('its first day'),
      to: z.string().nullable().describe('the day after its last'),
      count: z.number().int(),
      worth,
      cards: z.array(card).describe('the first to close first'),
    }),
  ),
  ...fieldRights,
});

export type Months = z.output<typeof months>;
export type BoardInput = z.output<typeof boardInput>;
export type Board = z.output<typeof board>;
export type Card = z.output<typeof card>;
