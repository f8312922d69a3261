// How much a tenant may import: so many in an hour, and so many at once. Refusals say when to come back.
import type { Tx } from '../../../db/tenant.ts';
import { env } from '../../env.ts';
import { AppError } from '../../errors.ts';
import { countActive, findRecent, lockLimits } from './imports.limits.queries.ts';

const perHour = (): number => env.LIMIT_IMPORT_PER_HOUR * env.LIMIT_FACTOR;
const atOnce = (): number => env.LIMIT_IMPORT_AT_ONCE;

/** Seconds after which a place may have become free; nobody knows how long an import takes. */
const SOON = 15;

/** Uploads of each tenant that this process is taking in; they are no rows yet. */
const uploading = new Map<string, number>();

/** Counts an upload for as long as it goes on. Throws 429 when as many are coming in as may be at once. */
export async function holdingPlace<T>(tenantId: string, upload: () => Promise<T>): Promise<T> {
  const others = uploading.get(tenantId) ?? 0;
  if (others >= atOnce()) throw tooManyAtOnce();
  uploading.set(tenantId, others + 1);
  try {
    return await upload();
  } finally {
    const left = (uploading.get(tenantId) ?? 1) - 1;
    if (left > 0) uploading.set(tenantId, left);
    else uploading.delete(tenantId);
  }
}

/** Throws 429 when the hour's imports are used up. `kept` false: only a look ahead, before a file is sent. */
export async function refuseTooManyThisHour(tx: Tx, kept: boolean): Promise<void> {
  if (kept) await lockLimits(tx);
  const { made, freeAt } = await findRecent(tx);
  if (made < perHour()) return;
  const seconds = Math.max(1, Math.ceil(((freeAt?.getTime() ?? Date.now()) - Date.now()) / 1000));
  throw new AppError(
    'TooManyRequests',
    'import.too_many',
    `Your organization has begun ${made} imports within an hour, which is the most it may.`,
    { hint: `The next one can begin in ${Math.ceil(seconds / 60)} min.`, retryAfter: seconds },
  );
}

/** Throws 429 when other imports take all places. Holds until the end of the transaction that then adds its job. */
export async function refuseTooManyAtOnce(tx: Tx, exceptImportId: string | null): Promise<void> {
  await lockLimits(tx);
  if ((await countActive(tx, exceptImportId)) >= atOnce()) throw tooManyAtOnce();
}

const tooManyAtOnce = (): AppError =>
  new AppError(
    'TooManyRequests',
    'import.too_many_at_once',
    `Your organization runs ${atOnce()} imports already, which is the most at once.`,
    { hint: 'Try again when one of them is done.', retryAfter: SOON },
  );
