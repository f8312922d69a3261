// Watching what others do.
import { z } from 'zod';
import { liveChange } from '../../../app/contracts/live.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findTokens } from './live.queries.ts';

export const liveRouter = router({
  get: tenant('member', {
    rest: {
      method: 'GET',
      path: '/live',
      summary: 'Of which records you would hear that they changed',
      description:
        'With `Accept: text/event-stream` the answer is a stream of these objects: the first one names every noun, each ' +
        'further one those of which a record that you may see has changed. It never says which: read them again. ' +
        'The event `paused` says that changes are not heard for the moment, `end` that your access has ended.',
      tags: ['live'],
    },
  })
    .input(z.strictObject({}))
    .output(liveChange)
    .query(async ({ ctx }) => ({
      nouns: [...new Set((await findTokens(ctx.tx)).values())],
      at: new Date().toISOString(),
    })),
});
