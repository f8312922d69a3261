// Housekeeping around signing in. None of it belongs to a tenant; the worker runs each every minute.
import { withAuth } from '../../../db/system.ts';
import { rotateWhenDue } from '../../auth/key-rotation.ts';
import { deliverMail } from '../../auth/mail-outbox.ts';
import { deleteOldTokens } from '../../auth/one-time-tokens.queries.ts';
import { sweepExpiredSessions } from '../../auth/session.ts';
import { deleteOldCounters } from '../../auth/throttle.queries.ts';
import { finishSignUps } from './accounts.sign-up.ts';

/** Task name → work, each safe to run at any time and by several workers at once. */
export const accountTasks = {
  'mail.deliver': deliverMail,
  'auth.finish_sign_ups': async (): Promise<void> => {
    await finishSignUps();
  },
  'auth.rotate_keys': async (): Promise<void> => {
    await rotateWhenDue();
  },
  'auth.sweep': (): Promise<void> =>
    withAuth(async (tx) => {
      await sweepExpiredSessions(tx);
      await deleteOldTokens(tx);
      await deleteOldCounters(tx);
    }),
} as const;
