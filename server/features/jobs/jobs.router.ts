// Watching long work.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { job } from '../../../app/contracts/jobs.ts';
import { notFound } from '../../errors.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findJob, findMyJobs } from './jobs.queries.ts';

const tags = ['jobs'];

export const jobsRouter = router({
  list: tenant('job:read', {
    rest: { method: 'GET', path: '/jobs', summary: 'The newest jobs you started', tags },
  })
    .input(z.strictObject({}))
    .output(z.object({ items: z.array(job) }))
    .query(async ({ ctx }) => ({ items: await findMyJobs(ctx.tx) })),

  get: tenant('job:read', {
    rest: {
      method: 'GET',
      path: '/jobs/{id}',
      summary: 'Progress of a job',
      description:
        'With `Accept: text/event-stream` the answer is a stream of these objects that ends with the job.',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(job)
    .query(async ({ ctx, input }) => {
      const found = await findJob(ctx.tx, input.id);
      if (!found) throw notFound('job');
      return found;
    }),
});
