// A mutation that is repeated under its key has one effect and one answer. The key's row is written in the transaction of
// the effect, first, and the answer beside it, last: a crash leaves neither. It does not decide what a key looks like.
import { withTenant, type TenantOptions, type Tx } from '../../db/tenant.ts';
import { keyEncryptionKey } from '../auth/kek.ts';
import { seal, unseal } from '../auth/sealed.ts';
import { AppError, sqlState } from '../errors.ts';
import { log } from '../observability/log.ts';
import { tenantContext, type RequestContext } from './context.ts';
import { hashOf, keyOfCall } from './idempotency-key.ts';
import * as queries from './idempotency.queries.ts';
import type { ClaimedKey, KeyRow } from './idempotency.queries.ts';

export interface Claim extends ClaimedKey {
  /** the status the door answers with */
  readonly code: number;
}

interface Call {
  /** the procedure's path in the router, for example leads.create */
  name: string;
  input: unknown;
  code: number;
}

/** What a call claims under its key; null without one, and for a dry run, which has no effect to repeat. */
export function claimOf(context: RequestContext, { name, input, code }: Call): Claim | null {
  const { idempotency, principal, dryRun, edge } = context;
  if (!idempotency || 'fault' in idempotency || dryRun) return null;
  const { tenantId, actor, actorId } = tenantContext(context);
  const requestHash = hashOf(input);
  const isForm = idempotency.calls !== undefined;
  const key = keyOfCall(idempotency, name) + (isForm ? `:${requestHash.toString('base64url')}` : '');
  return {
    tenantId,
    principalId: principal?.kind === 'key' ? `key:${actorId}` : `${actor}:${actorId}`,
    key: key.slice(0, 255),
    methodPath: `${edge.door} ${name}`,
    requestHash,
    code,
  };
}

/** Throws what is wrong about the key that was sent. */
export function requireSoundKey({ idempotency }: RequestContext): void {
  if (idempotency && 'fault' in idempotency) throw idempotency.fault;
}

export interface Answer {
  data: unknown;
  /** given again: nothing was done this time */
  isRepeated: boolean;
}

/** Runs `effect` in a transaction of its own, unless its answer is there already. */
export const once = (
  context: RequestContext,
  claim: Claim,
  options: TenantOptions,
  effect: (tx: Tx) => Promise<unknown>,
): Promise<Answer> =>
  underKey(context, claim, options, async (tx) => {
    const data = await effect(tx);
    await queries.keepAnswer(tx, claim, { code: claim.code, body: sealed(claim, data) });
    return { data, isRepeated: false };
  });

/**
 * The same for work of several transactions: the key is taken in one before it and settled in one behind it. A refusal
 * gives it back. Whoever dies in between holds it for a minute; then the work may be done again, and who was not dead
 * but late settles nothing any more.
 */
export async function leased(
  context: RequestContext,
  claim: Claim,
  options: TenantOptions,
  work: () => Promise<unknown>,
): Promise<Answer> {
  const before = await underKey(context, claim, options, (_tx, { lease }) =>
    Promise.resolve({ data: lease, isRepeated: false }),
  );
  if (before.isRepeated) return before;
  const lease = String(before.data);
  // The work decides what is answered: if nothing can be kept of it, the lease runs out. A connection lost just then is
  // no reason for that; both ways of settling may be done twice.
  const settled = (fn: (tx: Tx) => Promise<void>): Promise<void> =>
    withTenant(tenantContext(context), { ...options, permission: null }, fn);
  const settle = (fn: (tx: Tx) => Promise<void>): Promise<void> =>
    settled(fn)
      .catch(() => settled(fn))
      .catch(() => undefined);
  try {
    const data = await work();
    await settle(async (tx) => {
      const answer = { code: claim.code, body: sealed(claim, data) };
      if (!(await queries.settleLease(tx, claim, lease, answer)))
        log.warn({ key: claim.key, call: claim.methodPath }, 'answered after the key was taken over');
    });
    return { data, isRepeated: false };
  } catch (error) {
    await settle((tx) => queries.releaseLease(tx, claim, lease));
    throw error;
  }
}

/** Runs `fn` in a transaction that holds the key, unless there is an answer under it. */
async function underKey(
  context: RequestContext,
  claim: Claim,
  options: TenantOptions,
  fn: (tx: Tx, held: KeyRow) => Promise<Answer>,
): Promise<Answer> {
  const claimed: { row?: KeyRow } = {};
  const behind: TenantOptions['behind'] = async (tx) => {
    claimed.row = await queries.claimKey(tx, claim);
  };
  try {
    return await withTenant(tenantContext(context), { ...options, behind }, async (tx) => {
      const { row } = claimed;
      if (!row) throw new Error('A key is claimed before its work begins');
      const held = await heldOrAnswered(context, claim, tx, row);
      return 'isRepeated' in held ? held : fn(tx, held);
    });
  } catch (error) {
    if (!claimed.row && sqlState(error) === '55P03') throw inFlight(error);
    throw error;
  }
}

/** What was answered under the key before, or the key's row when it is this call's to answer. */
async function heldOrAnswered(
  context: RequestContext,
  claim: Claim,
  tx: Tx,
  row: KeyRow,
): Promise<Answer | KeyRow> {
  if (row.isNew) return row;
  if (!row.isOld) {
    if (row.methodPath !== claim.methodPath || !row.requestHash.equals(claim.requestHash))
      throw otherRequest();
    if (row.responseCode !== null) return repeat(context, claim, row);
    if (!row.isLeaseOver) throw inFlight();
  }
  await queries.deleteKey(tx, claim);
  return queries.claimKey(tx, claim);
}

/** Whether a key sent in a header was used before, for what is decided ahead of the call itself. */
export async function isKnown(context: RequestContext, name: string, tx: Tx): Promise<boolean> {
  const claim = claimOf(context, { name, input: null, code: 200 });
  return claim !== null && queries.isKeyUsed(tx, claim);
}

function repeat({ reply }: RequestContext, claim: Claim, row: KeyRow): Answer {
  reply.headers['Idempotent-Replayed'] = 'true';
  reply.status = row.responseCode ?? claim.code;
  return { data: opened(claim, row), isRepeated: true };
}

// Every answer is stored encrypted: some hold a secret that is shown once, and none is read by anybody but its asker.
const placeOf = ({ tenantId, principalId, key }: Claim): string =>
  `idempotency ${tenantId} ${principalId} ${key}`;

const sealed = (claim: Claim, data: unknown): Buffer =>
  seal(keyEncryptionKey(), JSON.stringify(data ?? null), placeOf(claim));

const opened = (claim: Claim, { responseBody }: KeyRow): unknown =>
  JSON.parse(unseal(keyEncryptionKey(), responseBody ?? new Uint8Array(), placeOf(claim)));

const inFlight = (cause?: unknown): AppError =>
  new AppError('Conflict', 'idempotency.in_flight', 'The same request is being worked on right now.', {
    hint: 'Send it again with the same key in a moment to get its answer.',
    retryAfter: 1,
    cause,
  });

function otherRequest(): AppError {
  const message = 'This idempotency key was used for another request. Use a new one for each request.';
  return new AppError('Unprocessable', 'idempotency.other_request', message, {
    details: { idempotencyKey: [message] },
  });
}
