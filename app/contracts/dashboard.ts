// The widgets of the dashboard: each is asked for by itself, so that one failing leaves the rest. Every figure comes with
// `f`: the conditions under which the list of opportunities has exactly the records behind it.
import { z } from 'zod';
import { activityOfRecord } from './activities.ts';
import { fieldRights } from './field-rules.ts';
import { id, isStorable, timestamp, UNSTORABLE } from './fields.ts';
import { leadRow } from './leads.ts';
import { stageKinds } from './opportunities.ts';
import { taskRow } from './tasks.ts';

export const periods = ['this-week', 'this-month', 'this-quarter', 'this-year'] as const;
export type Period = (typeof periods)[number];
export const DEFAULT_PERIOD: Period = 'this-quarter';

const count = z.number().int();
const whose = z
  .union([z.enum(['me', 'team']), id], 'owner is me, team or the id of a user.')
  .optional()
  .describe('everybody in sight when left out');
const period = z
  .enum(periods, `period is one of ${periods.join(', ')}.`)
  .optional()
  .describe(`${DEFAULT_PERIOD} when left out, by the days of whoever asks`);

/** What the figures are of. */
export const dashboardInput = z.strictObject({
  period,
  owner: whose,
  pipeline: z
    .string()
    .max(63, 'At most 63 characters.')
    .refine(isStorable, UNSTORABLE)
    .optional()
    .describe('the slug of a pipeline of opportunities; the default one when left out'),
});

export const activityInput = z.strictObject({ period, owner: whose.describe('who did it') });

const worth = z
  .array(z.object({ currency: z.string(), minor: z.number(), weighted: z.number() }))
  .describe('by currency, the tenant’s own first; weighted is times the probability of the stage');

const figure = z.object({
  count,
  worth,
  f: z.array(z.string()).describe('conditions of GET /opportunities'),
});

const pipeline = z.object({ id, slug: z.string(), name: z.string() });

export const dashboardOptions = z.object({
  owners: z.array(z.object({ id, name: z.string() })),
  pipelines: z.array(pipeline),
  currency: z.string(),
  locale: z.string(),
  zone: z.string(),
});

export const myLeads = z.object({
  items: z.array(leadRow),
  count,
  countIsCapped: z.boolean(),
  ...fieldRights,
});

export const tasksDue = z.object({ items: z.array(taskRow), overdue: count, today: count });

export const figures = z.object({
  pipeline,
  open: figure,
  won: figure,
  lost: figure,
  wonBefore: figure.describe('won in the period before'),
  winRate: z.number().nullable().describe('won ÷ (won + lost) in the period; null when nothing was closed'),
  closed: figure.describe('won and lost'),
  ...fieldRights,
});

export const pipelineWidget = z.object({
  name: z.string(),
  slug: z.string(),
  currency: z.string(),
  stages: z.array(
    figure.extend({
      id,
      name: z.string(),
      kind: z.enum(stageKinds),
      /** in minor units of the tenant's currency; `worth` has the others too */
      sum: z.number(),
      weighted: z.number(),
    }),
  ),
});

export const funnel = z.object({
  pipeline,
  steps: z.array(figure.omit({ worth: true }).extend({ name: z.string() })),
});

export const forecast = z.object({
  pipeline,
  months: z.array(
    z.object({
      month: z.string().describe('YYYY-MM'),
      won: figure,
      expected: figure
        .nullable()
        .describe('open ones that are to close then; null where the role hides close dates'),
    }),
  ),
  ...fieldRights,
});

/** The latest of a period, so that it costs the same however much there is. */
export const ACTIVITY_CAP = 5_000;

export const activityHours = z.object({
  since: timestamp.describe(`the start of the period, or the time of the ${ACTIVITY_CAP}th latest entry`),
  until: timestamp,
  isCut: z.boolean(),
  types: z.string().describe('what is counted: conditions of GET /activities, as are since and until'),
  count,
  cells: z.array(
    z.object({
      weekday: z.number().int().describe('1 is Monday'),
      hour: z.number().int(),
      count,
    }),
  ),
});

export const recentActivity = z.object({ items: z.array(activityOfRecord) });

export type DashboardInput = z.output<typeof dashboardInput>;
export type ActivityInput = z.output<typeof activityInput>;
export type Figure = z.output<typeof figure>;
export type Figures = z.output<typeof figures>;
export type Funnel = z.output<typeof funnel>;
export type Forecast = z.output<typeof forecast>;
export type ActivityHours = z.output<typeof activityHours>;
export type MyLeads = z.output<typeof myLeads>;
export type TasksDue = z.output<typeof tasksDue>;
export type PipelineWidget = z.output<typeof pipelineWidget>;
