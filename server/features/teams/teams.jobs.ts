// The rest of the records of people who have changed teams, piece by piece.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { withTenant } from '../../../db/tenant.ts';
import { task } from '../../jobs/task.ts';
import { followTeam } from './teams.queries.ts';

const PIECE = 1_000;

export const teamFollow = task(z.object({ members: z.array(id) }), async ({ payload, context }) => {
  const options = { permission: 'team:update', label: 'job.team.follow', retry: true };
  for (;;) {
    const moved = await withTenant(context, options, (tx) => followTeam(tx, payload.members, PIECE));
    if (moved < PIECE) return;
  }
});
