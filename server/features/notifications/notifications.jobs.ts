// Forgets what people were told and have read or put away, after three months, and what they never read after six. Once a
// night, tenant by tenant.
import { AT_ONCE, housesOf, untilDone } from '../../jobs/houses.ts';
import { forgetTold } from './notifications.queries.ts';

/** For how long the inbox keeps what was read; what was not read it keeps twice as long. */
const KEPT_DAYS = 90;

/** Safe to run at any time and by several workers at once. */
export async function sweepNotifications(): Promise<void> {
  for await (const house of housesOf('notifications.sweep'))
    await untilDone(house, (tx) => forgetTold(tx, KEPT_DAYS, AT_ONCE));
}
