// Limits that hold over all web processes together, because each event is dear or tells something: exports, AI requests
// and look-ups of duplicates, per user. They
// are counted in the database, in a transaction of their own, before the work begins. Imports count themselves, from
// their own rows (imports.limits.ts).
import { withAuth } from '../../db/system.ts';
import { env } from '../env.ts';
import { AppError } from '../errors.ts';
import { countOne, findWait } from './exact-limits.queries.ts';

export type ExactClass = 'export' | 'ai' | 'duplicates';

interface Window {
  limit: number;
  seconds: number;
  words: string;
}

const WINDOWS = {
  export: { setting: 'LIMIT_EXPORT_PER_HOUR', seconds: 3600, words: 'exports within an hour' },
  ai: { setting: 'LIMIT_AI_PER_MINUTE', seconds: 60, words: 'AI requests within a minute' },
  duplicates: {
    setting: 'LIMIT_DUPLICATES_PER_MINUTE',
    seconds: 60,
    words: 'look-ups of duplicates within a minute',
  },
} as const;

function windowOf(kind: ExactClass): Window {
  const { setting, ...window } = WINDOWS[kind];
  return { ...window, limit: env[setting] * env.LIMIT_FACTOR };
}

/** Counts one event of a user; throws 429 when there were as many as there may be. */
export async function requireRoomFor(kind: ExactClass, userId: string): Promise<void> {
  const window = windowOf(kind);
  const key = `${kind}:user:${userId}`;
  const wait = await withAuth(
    async (tx) => ((await countOne(tx, key, window)) ? 0 : await findWait(tx, key)),
    { label: `limits.${kind}` },
  );
  if (wait === 0) return;
  const message = `You have made ${window.limit} ${window.words}, which is the most.`;
  throw new AppError('TooManyRequests', 'limit.reached', message, {
    hint: wait < 120 ? `Try again in ${wait} s.` : `Try again in ${Math.ceil(wait / 60)} min.`,
    retryAfter: wait,
  });
}
