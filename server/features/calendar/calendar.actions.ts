// One's own feed: made, made again in its place, seen and ended; and what whoever has its address is sent.
import type { CalendarFeed } from '../../../app/contracts/calendar.ts';
import { paths } from '../../../app/paths.ts';
import { withAuth } from '../../../db/system.ts';
import { withTenant, type TenantContext, type Tx } from '../../../db/tenant.ts';
import { pageUrl } from '../../auth/links.ts';
import { hashSecret, newSecret } from '../../auth/refresh-token.ts';
import { requireSudoIn } from '../../auth/sudo.ts';
import { AppError, sqlState } from '../../errors.ts';
import type { Edge } from '../../trpc/context.ts';
import * as queries from './calendar.queries.ts';
import { calendarOf } from './ics.rules.ts';

type Ctx = { tx: Tx };

export const seeFeed = async ({ tx }: Ctx): Promise<{ feed: CalendarFeed }> => ({
  feed: await queries.findFeed(tx, ownerIn(tx)),
});

/** The one before it ends. Of two that are made at once the later one counts. */
export async function makeFeed({ tx }: Ctx): Promise<{ id: string; address: string }> {
  await requireProven(tx);
  const userId = ownerIn(tx);
  const secret = newSecret();
  await queries.holdOwner(tx, userId);
  await queries.endFeed(tx, userId);
  const id = await queries.insertFeed(tx, userId, hashSecret(secret));
  return { id, address: pageUrl(paths.calendar(secret)) };
}

/** Ended twice it is ended. */
export async function endFeed({ tx }: Ctx): Promise<void> {
  await requireProven(tx);
  await queries.endFeed(tx, ownerIn(tx));
}

/** A person who has just said who they are, as for API keys: an address outlives the session, and the key, that made it. */
async function requireProven(tx: Tx): Promise<void> {
  if (tx.context.proof.kind === 'key')
    throw new AppError('Forbidden', 'auth.session_only', 'API keys cannot do this: sign in as a person.');
  await requireSudoIn(tx);
}

function ownerIn({ context: { userId } }: Tx): string {
  if (userId === null) throw unknownFeed();
  return userId;
}

/** Whatever is wrong about an address, and whoever's it was: there is nothing. */
export const unknownFeed = (): AppError =>
  new AppError('NotFound', 'calendar.not_found', 'There is no calendar at this address.');

/** The calendar behind the hash of a secret, with the rights its owner has at this moment. */
export async function readFeed(hash: Buffer, edge: Edge): Promise<string> {
  const owner = await withAuth((tx) => queries.findFeedOwner(tx, hash), {
    readOnly: true,
    label: 'calendar.owner',
  });
  if (!owner) throw unknownFeed();
  const options = { permission: 'task:read', label: 'calendar.read' };
  return withTenant(contextOf(owner, edge), options, async (tx) => {
    const { zone } = await tx.entered;
    if (!(await queries.noteRead(tx, owner.userId, hash))) throw unknownFeed();
    const tasks = await queries.findDueTasks(tx, owner.userId);
    return calendarOf(tasks, { zone, pageOf: (id) => pageUrl(paths.task(id)) });
  }).catch((error: unknown) => {
    throw isRefusal(error) ? unknownFeed() : error;
  });
}

/** Nobody has signed in: a program reads in the name of the person whose address it was given. */
const contextOf = (
  { tenantId, userId }: { tenantId: string; userId: string },
  { requestId, ip, userAgent }: Edge,
): TenantContext => ({
  tenantId,
  userId,
  actor: 'job',
  actorId: 'calendar',
  onBehalfOf: userId,
  source: 'api',
  requestId,
  ip,
  userAgent,
  proof: { kind: 'job' },
});

const isRefusal = (error: unknown): boolean => ['SF401', 'SF403'].includes(sqlState(error) ?? '');
