// What went wrong in the database, as codes. Does not know HTTP statuses: server/ translates.

/** Our own codes beside PostgreSQL's SQLSTATEs; crm.enter raises SF401 and SF403. */
export type HouseCode =
  | 'SF401' // session, key or user is not live
  | 'SF403' // permission not held
  | 'SF430' // a field that a role has read-only or hidden was to be changed
  | 'SF503' // no free connection in time
  | 'SFNEST' // a transaction inside a transaction
  | 'SFOVER' // a statement on a transaction that has ended
  | 'SFROLLED' // COMMIT was asked for, ROLLBACK was the answer
  | 'SFCONTEXT'; // a context value of the wrong shape; nothing was sent

export class DatabaseError extends Error {
  readonly code: HouseCode;
  constructor(code: HouseCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'DatabaseError';
    this.code = code;
  }
}

/** The SQLSTATE, house code or socket code of an error, looked for along its causes; null when it has none. */
export function errorCode(error: unknown): string | null {
  for (let seen = error, depth = 0; seen instanceof Error && depth < 5; seen = seen.cause, depth += 1) {
    const { code } = seen as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return null;
}

const ABORTED = '25P02';

/** The statement came behind a failed one of the same transaction; what went wrong there, that one says. */
export function aborted(error: unknown): boolean {
  for (let seen = error, depth = 0; seen instanceof Error && depth < 5; seen = seen.cause, depth += 1) {
    if ((seen as { code?: unknown }).code === ABORTED) return true;
  }
  return false;
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK = '40P01';

/** The same transaction may succeed when run again from its start. */
export function retryable(error: unknown): boolean {
  const code = errorCode(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK;
}

const AWAY = new Set([
  'SF503',
  '53300',
  '53400',
  '57P01',
  '57P02',
  '57P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
]);
const CONNECTION_EXCEPTION = '08';

/** The database is away or full, whatever was asked of it: 503, not 500. */
export function unavailable(error: unknown): boolean {
  const code = errorCode(error);
  if (!code) return false;
  return AWAY.has(code) || code.startsWith('CONNECT') || code.startsWith(CONNECTION_EXCEPTION);
}
