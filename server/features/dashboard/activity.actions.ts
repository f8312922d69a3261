// The widgets about what people did. What is counted is a span that its link repeats, so that both have the same entries.
import { DONE_BY_PEOPLE } from '../../../app/contracts/activities.ts';
import {
  ACTIVITY_CAP,
  DEFAULT_PERIOD,
  type ActivityHours,
  type ActivityInput,
} from '../../../app/contracts/dashboard.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { spanOf } from '../../lists/spans.ts';
import { findFeed, findHours } from '../activities/feed.queries.ts';

const RECENT = 8;

export async function activityByHour(
  tx: Tx,
  { period = DEFAULT_PERIOD, owner }: ActivityInput,
): Promise<ActivityHours> {
  await requirePermission(tx, 'activity:read');
  const { zone } = await tx.entered;
  const { from, to } = spanOf(period, 'period', zone);
  const [since, until] = [from.toISOString(), to.toISOString()];
  const wanted = { type: DONE_BY_PEOPLE, since, until, ...(owner && { user: owner }) };
  const { cutAt, cells } = await findHours(tx, wanted, ACTIVITY_CAP);
  return {
    since: cutAt ?? since,
    until,
    isCut: cutAt !== null,
    types: DONE_BY_PEOPLE,
    count: cells.reduce((sum, { count }) => sum + count, 0),
    cells,
  };
}

export async function recentActivity(tx: Tx, { owner }: Pick<ActivityInput, 'owner'>) {
  await requirePermission(tx, 'activity:read');
  const { items } = await findFeed(tx, { limit: RECENT, ...(owner && { user: owner }) });
  return { items };
}
