// Keys are made, replaced and ended by people who have just said who they are, never by keys. Keys lie outside the tenant:
// a change is the check in the tenant, the key, the tenant's log, and last what makes the new key count.
import { API_KEY_DAYS, DAY_SECONDS } from '../../auth/lifetimes.ts';
import {
  DEFAULT_DAYS,
  type ApiKeyInput,
  type ApiKeyItem,
  type NewApiKey,
} from '../../../app/contracts/api-keys.ts';
import { withAuth } from '../../../db/system.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { Transaction as AuthTx } from '../../../db/transaction.ts';
import { prepareApiKey } from '../../auth/api-keys.ts';
import {
  findApiKeys,
  findOwner,
  isWithin,
  lockApiKey,
  replaceApiKey,
  revokeApiKey,
  settleApiKey,
  type Lifetime,
} from '../../auth/api-keys.queries.ts';
import { callsOfLastDay } from '../../auth/key-calls.queries.ts';
import { apiKeysLink } from '../../auth/links.ts';
import { deliverSoon, queueMail } from '../../auth/mail-outbox.ts';
import { apiKeyMail, type KeyNews } from '../../auth/mails.ts';
import { holds, PERMISSIONS } from '../../auth/permissions.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { requireSudoIn } from '../../auth/sudo.ts';
import { AppError, notFound } from '../../errors.ts';
import type { Enter } from '../../trpc/procedures.ts';
import { findOwnerNames, recordKeyFact } from './api-keys.queries.ts';
import {
  badEnd,
  networksOf,
  noLongerLive,
  notTheOwner,
  requireOneEnd,
  requireScopes,
  tookTooLong,
} from './api-keys.rules.ts';

interface Person {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly tenantName: string;
  readonly permissions: readonly string[];
  /** deals with everybody's keys, not only with the own ones */
  readonly isWarden: boolean;
  readonly ip: string | null;
}

async function personIn(tx: Tx): Promise<Person> {
  const { userId, name, tenantName, permissions } = await tx.entered;
  if (userId === null) throw notFound('apikey');
  const { tenantId, ip = null } = tx.context;
  // who may close somebody's access may close the keys that act in their name
  const isWarden = holds(permissions, 'user:disable');
  return { tenantId, userId, name, tenantName, permissions, isWarden, ip };
}

async function provenPerson(tx: Tx): Promise<Person> {
  if (tx.context.proof.kind === 'key')
    throw new AppError('Forbidden', 'auth.session_only', 'API keys cannot do this: sign in as a person.');
  await requireSudoIn(tx);
  return personIn(tx);
}

export async function listKeys(enter: Enter): Promise<ApiKeyItem[]> {
  const { tenantId, userId, isWarden } = await enter({ readOnly: true }, personIn);
  const [rows, calls] = await withAuth(
    async (tx) => {
      const found = await findApiKeys(tx, tenantId, isWarden ? null : userId);
      return [
        found,
        await callsOfLastDay(
          tx,
          found.map(({ id }) => id),
        ),
      ] as const;
    },
    { readOnly: true },
  );
  const owners = [...new Set(rows.map((row) => row.userId))];
  const names = await enter({ readOnly: true }, (tx) => findOwnerNames(tx, owners));
  return rows.map(({ userId: ownerId, allowedCidrs, ...row }) => ({
    ...row,
    prefix: `sf_live_${row.id}`,
    owner: { id: ownerId, name: names.get(ownerId) ?? '' },
    isOwn: ownerId === userId,
    callsToday: calls.get(row.id) ?? 0,
    allowedCidrs: allowedCidrs ?? [],
  }));
}

export async function createKey(enter: Enter, input: ApiKeyInput): Promise<NewApiKey> {
  const { name, scopes, expiresAt: until, days = DEFAULT_DAYS } = input;
  const person = await enter({ readOnly: true }, async (tx) => {
    const proven = await provenPerson(tx);
    requireScopes(scopes, { held: proven.permissions, known: PERMISSIONS });
    return proven;
  });
  const { tenantId, userId } = person;
  const allowedCidrs = networksOf(input.allowedCidrs);
  requireOneEnd(input);
  const made = await withAuth(async (tx) => {
    if (until !== undefined && !(await isWithin(tx, until, API_KEY_DAYS * DAY_SECONDS)))
      throw badEnd(API_KEY_DAYS);
    return prepareApiKey(tx, { tenantId, userId, name, scopes, allowedCidrs });
  });
  await enter({}, (tx) => recordKeyFact(tx, 'issued', { keyId: made.id, name, scopes }));
  const lifetime = until === undefined ? { seconds: days * DAY_SECONDS } : { until };
  const expiresAt = await withAuth(async (tx) => {
    const end = await settle(tx, person, made.id, lifetime);
    await tell(tx, person, userId, { what: 'created', keyId: made.id, name });
    return end;
  });
  deliverSoon();
  return { id: made.id, secret: made.key, expiresAt };
}

export async function rotateKey(
  enter: Enter,
  { id, overlapHours }: { id: string; overlapHours: number },
): Promise<NewApiKey & { oldExpiresAt: string }> {
  const person = await enter({ readOnly: true }, provenPerson);
  const { tenantId } = person;
  const { old, made } = await withAuth(async (tx) => {
    const found = await requireRotatable(tx, person, id);
    const { userId, name, scopes, allowedCidrs } = found;
    return { old: found, made: await prepareApiKey(tx, { tenantId, userId, name, scopes, allowedCidrs }) };
  });
  await enter({}, (tx) => recordKeyFact(tx, 'rotated', { keyId: id, newKeyId: made.id, overlapHours }));
  const ends = await withAuth(async (tx) => {
    const oldExpiresAt = await replaceApiKey(tx, tenantId, id, { by: made.id, hours: overlapHours });
    if (oldExpiresAt === null) throw noLongerLive();
    const expiresAt = await settle(tx, person, made.id, { seconds: old.seconds });
    await tell(tx, person, old.userId, { what: 'rotated', keyId: id, name: old.name });
    return { expiresAt, oldExpiresAt };
  });
  deliverSoon();
  return { id: made.id, secret: made.key, ...ends };
}

async function requireRotatable(tx: AuthTx, { tenantId, userId, isWarden }: Person, id: string) {
  const found = await lockApiKey(tx, tenantId, id);
  if (found && found.userId !== userId && isWarden) throw notTheOwner();
  if (found?.userId !== userId) throw notFound('apikey');
  if (!found.isLive || found.isReplaced) throw noLongerLive();
  return found;
}

/** Ends a key at once. Done twice it is done. */
export async function revokeKey(enter: Enter, id: string): Promise<void> {
  const person = await enter({ readOnly: true }, provenPerson);
  const { tenantId, userId, isWarden } = person;
  const isEnded = await withAuth(async (tx) => {
    const found = await lockApiKey(tx, tenantId, id);
    if (!found || (found.userId !== userId && !isWarden)) throw notFound('apikey');
    if (!(await revokeApiKey(tx, tenantId, id))) return false;
    await tell(tx, person, found.userId, { what: 'revoked', keyId: id, name: found.name });
    return true;
  });
  if (!isEnded) return;
  await enter({}, (tx) => recordKeyFact(tx, 'revoked', { keyId: id }));
  deliverSoon();
}

async function settle(tx: AuthTx, { tenantId }: Person, id: string, lifetime: Lifetime): Promise<string> {
  const expiresAt = await settleApiKey(tx, tenantId, id, lifetime);
  if (expiresAt === null) throw tookTooLong();
  return expiresAt;
}

/** Writes it down where sign-ins are, and to the owner. */
async function tell(
  tx: AuthTx,
  { tenantId, tenantName, name: by, ip }: Person,
  ownerId: string,
  { what, keyId, name }: Pick<KeyNews, 'what' | 'name'> & { keyId: string },
): Promise<void> {
  const owner = await findOwner(tx, tenantId, ownerId);
  await recordSecurityEvent(tx, {
    kind: `apikey_${what}`,
    accountId: owner?.accountId ?? null,
    tenantId,
    ip,
    meta: { keyId },
  });
  if (!owner) return;
  await queueMail(tx, apiKeyMail(owner.email, { what, name, by, tenant: tenantName, link: apiKeysLink() }));
}
