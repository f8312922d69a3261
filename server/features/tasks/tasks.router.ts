// What can be done with tasks: listed in groups, typed in words, made, given, ticked off, put off, thrown away.
import { z } from 'zod';
import type { TimelineNoun } from '../../../app/contracts/activities.ts';
import { taskBulkAllInput, taskBulkInput } from '../../../app/contracts/bulk.ts';
import { id, takenBack, version } from '../../../app/contracts/fields.ts';
import {
  taskCreate,
  taskList,
  taskListInput,
  taskOptions,
  taskPatch,
  taskRow,
  taskSnooze,
  taskTyped,
  typedTask,
} from '../../../app/contracts/tasks.ts';
import { notFound } from '../../errors.ts';
import { findHeld } from '../../records/records.queries.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { bulkAllOf, bulkNamedOf } from '../bulk/bulk.procedures.ts';
import { filesOf } from '../files/files.procedures.ts';
import { findOwners } from '../users/owners.queries.ts';
import * as actions from './tasks.actions.ts';
import { findTasks, findTasksOf } from './tasks.queries.ts';
import { parseTask } from './typed-task.rules.ts';

const tags = ['tasks'];
const idOnly = z.strictObject({ id });
const idAndVersion = z.strictObject({ id, version });
const made = z.object({ id });
const saved = z.object({ id, version: z.number().int() });

const tasksOf = (noun: TimelineNoun, plural: string) =>
  tenant('task:read', {
    rest: {
      method: 'GET',
      path: `/${plural}/{id}/tasks`,
      summary: `The tasks of ${noun.startsWith('o') ? 'an' : 'a'} ${noun}`,
      tags,
    },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(z.object({ items: z.array(taskRow) }))
    .query(async ({ ctx: { tx }, input }) => {
      if (!(await findHeld(tx, noun, input.id))) throw notFound(noun);
      return { items: await findTasksOf(tx, noun, input.id, await actions.daysFor(tx)) };
    });

export const tasksRouter = router({
  list: tenant('task:read', {
    rest: { method: 'GET', path: '/tasks', summary: 'List tasks, with the counts of their groups', tags },
  })
    .input(taskListInput)
    .output(taskList)
    .query(async ({ ctx: { tx }, input }) => findTasks(tx, input, await actions.daysFor(tx))),

  options: tenant('task:read')
    .input(z.void())
    .output(taskOptions)
    .query(async ({ ctx }) => ({ owners: await findOwners(ctx.tx) })),

  get: tenant('task:read', {
    rest: { method: 'GET', path: '/tasks/{id}', summary: 'One task', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(taskRow)
    .query(({ ctx, input }) => actions.requireTask(ctx.tx, input.id)),

  ofLead: tasksOf('lead', 'leads'),
  ofContact: tasksOf('contact', 'contacts'),
  ofOrganization: tasksOf('organization', 'organizations'),
  ofOpportunity: tasksOf('opportunity', 'opportunities'),

  typed: tenant('task:create', {
    rest: {
      method: 'GET',
      path: '/tasks/typed',
      summary: 'What a typed task means: "call Ada fri 3pm !high"',
      tags,
    },
  })
    .input(taskTyped)
    .output(typedTask)
    .query(async ({ ctx: { tx }, input }) =>
      parseTask(input.text, { zone: (await tx.entered).zone, now: new Date() }),
    ),

  create: tenant('task:create', {
    rest: { method: 'POST', path: '/tasks', summary: 'Create a task', tags },
    success: 201,
    location: '/api/tasks/{id}',
    errors: ['NotFound'],
  })
    .input(taskCreate)
    .output(made)
    .mutation(({ ctx, input }) => actions.createTask(ctx, input)),

  update: tenant('task:update', {
    rest: { method: 'PATCH', path: '/tasks/{id}', summary: 'Change fields of a task', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(taskPatch)
    .output(saved)
    .mutation(({ ctx, input }) => actions.saveTask(ctx, input)),

  assign: tenant('task:assign', {
    rest: { method: 'POST', path: '/tasks/{id}/assign', summary: 'Give a task to somebody else', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, assigneeId: id.nullable() }))
    .output(made)
    .mutation(({ ctx, input }) => actions.assignTask(ctx, input)),

  setDone: tenant('task:update', {
    rest: { method: 'POST', path: '/tasks/{id}/done', summary: 'Tick a task off, or open it again', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id, version, done: z.boolean().default(true) }))
    .output(saved)
    .mutation(({ ctx, input }) => actions.finishTask(ctx, input)),

  snooze: tenant('task:update', {
    rest: { method: 'POST', path: '/tasks/{id}/snooze', summary: 'Put a task off', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(taskSnooze)
    .output(saved)
    .mutation(({ ctx, input }) => actions.snoozeTask(ctx, input)),

  delete: tenant('task:update', {
    rest: { method: 'DELETE', path: '/tasks/{id}', summary: 'Move a task to the trash for 30 days', tags },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => actions.deleteTask(ctx, input)),

  restore: tenant('task:update', {
    rest: { method: 'POST', path: '/tasks/{id}/restore', summary: 'Take a task out of the trash', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(takenBack)
    .output(made)
    .mutation(({ ctx, input }) => actions.restoreTask(ctx, input)),

  ...bulkNamedOf('task', 'tasks', taskBulkInput),
  ...bulkAllOf('task', 'tasks', taskBulkAllInput),

  ...filesOf('task', 'tasks'),
});
