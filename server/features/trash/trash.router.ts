// What can be taken back. Taking it back is the noun's own `restore`.
import { trashInput, trashList } from '../../../app/contracts/trash.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { findTrash } from './trash.queries.ts';

export const trashRouter = router({
  // which noun is asked for decides which permission is needed
  list: tenant('member', {
    rest: {
      method: 'GET',
      path: '/trash',
      summary: 'Deleted records of a noun, for 30 days',
      description: 'Needs `<noun>:read`. `POST /api/<nouns>/{id}/restore` takes one back.',
      tags: ['trash'],
    },
  })
    .input(trashInput)
    .output(trashList)
    .query(async ({ ctx: { tx }, input: { noun, after } }) => {
      await requirePermission(tx, `${noun}:read`);
      const { items, next } = await findTrash(tx, noun, after);
      return { items, next };
    }),
});
