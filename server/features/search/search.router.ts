// Search over all nouns. How it is done is in search.actions.ts, the words in search.rules.ts.
import { searchInput, searchOutput } from '../../../app/contracts/search.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { search } from './search.actions.ts';

export const searchRouter = router({
  find: tenant('search:read', {
    rest: { method: 'GET', path: '/search', summary: 'Find records of all nouns by words', tags: ['search'] },
  })
    .input(searchInput)
    .output(searchOutput)
    .query(({ ctx, input }) => search(ctx.tx, input)),
});
