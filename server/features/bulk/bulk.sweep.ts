// Forgets the rows of bulk edits that are long past undoing; the edits stay. Once a night, tenant by tenant.
import { AT_ONCE, housesOf, untilDone } from '../../jobs/houses.ts';
import { forgetRows } from './bulk.jobs.queries.ts';

/** For how long the page of a job names what was refused; undoing ends long before. */
const KEPT_DAYS = 30;

/** Safe to run at any time and by several workers at once. */
export async function sweepBulkRows(): Promise<void> {
  for await (const house of housesOf('bulk.sweep'))
    await untilDone(house, (tx) => forgetRows(tx, KEPT_DAYS, AT_ONCE));
}
