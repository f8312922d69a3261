// The dashboard's widgets, one procedure each: a failing one leaves the others.
import { z } from 'zod';
import { myLeads, pipelineWidget, tasksDue } from '../../../app/contracts/dashboard.ts';
import { leadGrammar } from '../../../app/contracts/leads.ts';
import { parseListQuery } from '../../../app/contracts/list.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findLeads } from '../leads/leads.queries.ts';
import { findPipelineTotals } from '../pipelines/pipelines.queries.ts';
import { countDueTasks, findDueTasks } from '../tasks/tasks.queries.ts';
import { daysOf } from '../tasks/tasks.rules.ts';

const ROWS = 6;
const tags = ['dashboard'];

export const dashboardRouter = router({
  myLeads: tenant('dashboard:read', {
    rest: { method: 'GET', path: '/dashboard/my-leads', summary: 'Your newest leads', tags },
  })
    .input(z.strictObject({}))
    .output(myLeads)
    .query(async ({ ctx }) => {
      const query = parseListQuery({ owner: 'me', limit: ROWS }, leadGrammar);
      const { next: _, ...page } = await findLeads(ctx.tx, query);
      return page;
    }),

  tasksDue: tenant('dashboard:read', {
    rest: { method: 'GET', path: '/dashboard/tasks-due', summary: 'Your tasks due today or earlier', tags },
  })
    .input(z.strictObject({}))
    .output(tasksDue)
    .query(async ({ ctx }) => {
      const { tx } = ctx;
      const { zone } = await tx.entered;
      const days = daysOf(zone);
      const me = tx.context.userId;
      if (!me) return { items: [], overdue: 0, today: 0 };
      const [items, counts] = await Promise.all([
        findDueTasks(tx, me, days, ROWS),
        countDueTasks(tx, me, days),
      ]);
      return { items, ...counts };
    }),

  pipeline: tenant('dashboard:read', {
    rest: { method: 'GET', path: '/dashboard/pipeline', summary: 'Open opportunities by stage', tags },
  })
    .input(z.strictObject({}))
    .output(z.object({ pipeline: pipelineWidget.nullable() }))
    .query(async ({ ctx }) => ({ pipeline: await findPipelineTotals(ctx.tx) })),
});
