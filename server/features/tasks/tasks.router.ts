// What can be done with tasks so far: see what hangs on a lead, add one, tick it off.
import { z } from 'zod';
import { id, version } from '../../../app/contracts/fields.ts';
import { taskCreate, taskRow } from '../../../app/contracts/tasks.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { AppError, notFound } from '../../errors.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findLead } from '../leads/leads.queries.ts';
import { findUser } from '../users/users.queries.ts';
import { findLeadTasks, insertTask, setDone, taskExists } from './tasks.queries.ts';

const tags = ['tasks'];

export const tasksRouter = router({
  ofLead: tenant('task:read', {
    rest: { method: 'GET', path: '/leads/{id}/tasks', summary: 'The tasks of a lead', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(z.object({ items: z.array(taskRow) }))
    .query(async ({ ctx, input }) => {
      if (!(await findLead(ctx.tx, input.id))) throw notFound('lead');
      return { items: await findLeadTasks(ctx.tx, input.id) };
    }),

  create: tenant('task:create', {
    rest: { method: 'POST', path: '/tasks', summary: 'Create a task for yourself', tags },
    success: 201,
    errors: ['NotFound'],
  })
    .input(taskCreate)
    .output(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = ctx;
      if (input.leadId && !(await findLead(tx, input.leadId))) throw notFound('lead');
      const me = tx.context.userId ? await findUser(tx, tx.context.userId) : null;
      const task = { ...input, id: uuidv7(), ownerId: me?.id ?? null, teamId: me?.teamId ?? null };
      await insertTask(tx, task);
      return { id: task.id };
    }),

  setDone: tenant('task:update', {
    rest: { method: 'POST', path: '/tasks/{id}/done', summary: 'Tick a task off, or open it again', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id, version, done: z.boolean().default(true) }))
    .output(z.object({ id }))
    .mutation(async ({ ctx, input }) => {
      if (await setDone(ctx.tx, input.id, input.version, input.done)) return { id: input.id };
      if (!(await taskExists(ctx.tx, input.id))) throw notFound('task');
      throw new AppError('Conflict', 'task.stale', 'Someone else changed this task since you opened it.');
    }),
});
