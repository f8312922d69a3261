// Which records may be the same as one that is being written. How they are found is in duplicates.queries.ts.
import { duplicatesInput, duplicatesOutput } from '../../../app/contracts/duplicates.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findDuplicates } from './duplicates.actions.ts';

export const duplicatesRouter = router({
  find: tenant('search:read', {
    rest: {
      method: 'GET',
      path: '/duplicates',
      summary: 'Records that may be the same as one that is being written',
      tags: ['search'],
      description: 'At most `LIMIT_DUPLICATES_PER_MINUTE` of them within a minute.',
    },
    limit: 'duplicates',
  })
    .input(duplicatesInput)
    .output(duplicatesOutput)
    .query(({ ctx, input }) => findDuplicates(ctx.tx, input)),
});
