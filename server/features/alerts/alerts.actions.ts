// Alarms for a tenant's admins: something happened that they should know of, whoever did it.
import type { Tx } from '../../../db/tenant.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import type { Alert } from './alerts.jobs.ts';

/**
 * Writes a security event and a mail to every active admin, once, if this transaction commits. `what` completes the
 * sentence that begins with the name of whoever did it; `path` is where an admin looks into it.
 */
export async function alertAdmins(tx: Tx, alert: Alert): Promise<void> {
  await enqueue(tx, 'admins.alert', { ...alert, what: alert.what.slice(0, MOST) });
}

/** A role's change may name every permission there is. */
const MOST = 4_000;
