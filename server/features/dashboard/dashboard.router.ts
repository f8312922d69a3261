// The dashboard's widgets, one procedure each: a failing one leaves the others.
import { z } from 'zod';
import {
  activityHours,
  activityInput,
  dashboardInput,
  dashboardOptions,
  figures,
  forecast,
  funnel,
  myLeads,
  pipelineWidget,
  recentActivity,
  tasksDue,
} from '../../../app/contracts/dashboard.ts';
import { leadGrammar } from '../../../app/contracts/leads.ts';
import { parseListQuery } from '../../../app/contracts/list.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findLeadsAndCount } from '../leads/leads.queries.ts';
import { findDueTasks } from '../tasks/tasks.queries.ts';
import { daysOf } from '../tasks/tasks.rules.ts';
import { activityByHour, recentActivity as latest } from './activity.actions.ts';
import * as deals from './deals.actions.ts';

const ROWS = 6;
const tags = ['dashboard'];
const nothing = z.strictObject({});

/** A widget at GET /dashboard/{path}. */
const widget = (path: string, summary: string) =>
  tenant('dashboard:read', { rest: { method: 'GET', path: `/dashboard/${path}`, summary, tags } });

/** One of those about a pipeline, which may be named. */
const dealWidget = (path: string, summary: string) =>
  tenant('dashboard:read', {
    rest: { method: 'GET', path: `/dashboard/${path}`, summary, tags },
    errors: ['NotFound'],
  }).input(dashboardInput);

export const dashboardRouter = router({
  options: tenant('dashboard:read')
    .input(z.void())
    .output(dashboardOptions)
    .query(async ({ ctx: { tx } }) => {
      const { owners, pipelines } = await deals.choicesOf(tx);
      const { currency, locale, zone } = await tx.entered;
      const named = pipelines.map(({ id, slug, name }) => ({ id, slug, name }));
      return { owners, pipelines: named, currency, locale, zone };
    }),

  myLeads: widget('my-leads', 'Your newest leads')
    .input(nothing)
    .output(myLeads)
    .query(async ({ ctx }) => {
      await requirePermission(ctx.tx, 'lead:read');
      const query = parseListQuery({ owner: 'me', limit: ROWS }, leadGrammar);
      const { next: _, ...page } = await findLeadsAndCount(ctx.tx, query);
      return page;
    }),

  tasksDue: widget('tasks-due', 'Your tasks due today or earlier')
    .input(nothing)
    .output(tasksDue)
    .query(async ({ ctx: { tx } }) => {
      await requirePermission(tx, 'task:read');
      const { zone } = await tx.entered;
      const days = daysOf(zone);
      const me = tx.context.userId;
      if (!me) return { items: [], overdue: 0, today: 0 };
      return findDueTasks(tx, me, days, ROWS);
    }),

  figures: dealWidget('figures', 'Open, weighted, won against the period before, win rate')
    .output(z.object({ figures: figures.nullable() }))
    .query(async ({ ctx, input }) => ({ figures: await deals.figures(ctx.tx, input) })),

  pipeline: dealWidget('pipeline', 'Open opportunities by stage, and those closed in the period')
    .output(z.object({ pipeline: pipelineWidget.nullable() }))
    .query(async ({ ctx, input }) => ({ pipeline: await deals.pipelineByStage(ctx.tx, input) })),

  funnel: dealWidget('funnel', 'How far the opportunities made in the period have come')
    .output(z.object({ funnel: funnel.nullable() }))
    .query(async ({ ctx, input }) => ({ funnel: await deals.funnelOf(ctx.tx, input) })),

  forecast: dealWidget('forecast', 'By month: won, and what open ones are worth by their probabilities')
    .output(z.object({ forecast: forecast.nullable() }))
    .query(async ({ ctx, input }) => ({ forecast: await deals.forecastOf(ctx.tx, input) })),

  activity: widget('activity', 'What people did, by weekday and hour')
    .input(activityInput)
    .output(activityHours)
    .query(({ ctx, input }) => activityByHour(ctx.tx, input)),

  recent: widget('recent-activity', 'What happened last')
    .input(activityInput.pick({ owner: true }))
    .output(recentActivity)
    .query(({ ctx, input }) => latest(ctx.tx, input)),
});
