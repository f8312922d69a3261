// The widgets of the dashboard: each is asked for by itself, so that one failing leaves the rest.
import { z } from 'zod';
import { fieldRights } from './field-rules.ts';
import { id } from './fields.ts';
import { leadRow } from './leads.ts';
import { taskRow } from './tasks.ts';

export const myLeads = z.object({
  items: z.array(leadRow),
  count: z.number().int(),
  countIsCapped: z.boolean(),
  ...fieldRights,
});

export const tasksDue = z.object({
  items: z.array(taskRow),
  overdue: z.number().int(),
  today: z.number().int(),
});

export const pipelineWidget = z.object({
  name: z.string(),
  slug: z.string(),
  currency: z.string(),
  stages: z.array(
    z.object({
      id,
      name: z.string(),
      kind: z.enum(['open', 'won', 'lost']),
      count: z.number().int(),
      /** sums in minor units of the tenant's currency; other currencies are counted, not summed */
      sum: z.number(),
      weighted: z.number(),
    }),
  ),
});

export type MyLeads = z.output<typeof myLeads>;
export type TasksDue = z.output<typeof tasksDue>;
export type PipelineWidget = z.output<typeof pipelineWidget>;
