// Housekeeping around signing in, by the clock or after a change. None of it belongs to a tenant.
import type { JobHelpers } from 'graphile-worker';
import { z } from 'zod';
import { withAuth } from '../../../db/system.ts';
import { rotateWhenDue } from '../../auth/key-rotation.ts';
import { deliverMail } from '../../auth/mail-outbox.ts';
import { deleteOldCalls } from '../../auth/key-calls.queries.ts';
import { deleteOldTokens } from '../../auth/one-time-tokens.queries.ts';
import { sweepExpiredSessions } from '../../auth/session.ts';
import { deleteOldCounters } from '../../auth/throttle.queries.ts';
import { followEmail } from './accounts.follow.ts';
import { finishSignUps } from './accounts.sign-up.ts';

const ofAccount = z.looseObject({ accountId: z.uuid() });

/** Task name → work, each safe to run at any time and by several workers at once. */
export const accountTasks = {
  'mail.deliver': deliverMail,
  'auth.finish_sign_ups': async (): Promise<void> => {
    await finishSignUps();
  },
  'auth.follow_email': async (payload: unknown, { job }: JobHelpers): Promise<void> => {
    await followEmail(ofAccount.parse(payload).accountId, `job-${job.id}`.padEnd(8, '0'));
  },
  'auth.rotate_keys': async (): Promise<void> => {
    await rotateWhenDue();
  },
  'auth.sweep': (): Promise<void> =>
    withAuth(async (tx) => {
      await sweepExpiredSessions(tx);
      await deleteOldTokens(tx);
      await deleteOldCalls(tx);
      await deleteOldCounters(tx);
    }),
} as const;
