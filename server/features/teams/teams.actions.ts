// Teams made, renamed, moved in the tree and dissolved, and people put into them. What they see changes with their next
// request; their records follow in the same transaction, many of them by a job.
import type { TeamCreate, TeamItem, TeamPatch } from '../../../app/contracts/teams.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { AppError, notFound } from '../../errors.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { findUser } from '../users/users.queries.ts';
import * as teams from './teams.queries.ts';

type Ctx = { tx: Tx };

/** Records that follow at once; above it a job goes on. */
export const AT_ONCE = 200;

export async function requireTeam(tx: Tx, id: string): Promise<TeamItem> {
  const { items } = await teams.findTeams(tx);
  const found = items.find((team) => team.id === id);
  if (!found) throw notFound('team');
  return found;
}

export async function createTeam({ tx }: Ctx, input: TeamCreate): Promise<{ id: string }> {
  const { name, parentId = null, managerId = null } = input;
  if (parentId) await requireTeam(tx, parentId);
  await requireManager(tx, managerId);
  const id = uuidv7();
  await teams.insertTeam(tx, { id, name, parentId, managerId });
  return { id };
}

export async function saveTeam(
  { tx }: Ctx,
  { id, version, ...changes }: TeamPatch,
): Promise<{ id: string; version: number }> {
  const { items: all } = await teams.findTeams(tx);
  const before = all.find((team) => team.id === id);
  if (!before) throw notFound('team');
  if (changes.parentId) requireAbove(all, id, changes.parentId);
  await requireManager(tx, changes.managerId ?? null);
  if (before.version !== version) throw stale(before);
  const values = defined(changes);
  const isChanged = Object.keys(values).length > 0;
  const saved = isChanged ? await teams.updateTeam(tx, { id, version }, values) : version;
  if (saved === null) throw stale(await requireTeam(tx, id));
  return { id, version: saved };
}

const defined = <T extends object>(changes: T) =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Its people are in no team then, and the teams below it come under the one above. */
export async function deleteTeam(
  { tx }: Ctx,
  { id, version }: { id: string; version: number },
): Promise<{ id: string }> {
  const team = await requireTeam(tx, id);
  const gone = await teams.updateTeam(tx, { id, version }, { deletedAt: new Date().toISOString() });
  if (gone === null) throw stale(team);
  await teams.liftBelow(tx, id, team.parent?.id ?? null);
  const members = team.members.map((member) => member.id);
  await teams.setTeam(tx, members, null);
  await follow(tx, members);
  return { id };
}

export async function putInTeam(
  { tx }: Ctx,
  { id, teamId }: { id: string; teamId: string | null },
): Promise<{ id: string }> {
  const user = await findUser(tx, id);
  if (!user) throw notFound('user');
  if (teamId) await requireTeam(tx, teamId);
  if (user.teamId !== teamId) await teams.setTeam(tx, [id], teamId);
  await follow(tx, [id]);
  return { id };
}

async function follow(tx: Tx, members: string[]): Promise<void> {
  if (members.length > 0 && (await teams.followTeam(tx, members, AT_ONCE)) === AT_ONCE)
    await enqueue(tx, 'team.follow', { members });
}

async function requireManager(tx: Tx, id: string | null): Promise<void> {
  if (id && (await findUser(tx, id))?.status !== 'active')
    throw new AppError('NotFound', 'record.reference_not_found', 'There is no such active user.', {
      details: { managerId: ['There is no such active user.'] },
    });
}

/** A tree: no team is below itself. */
function requireAbove(all: readonly TeamItem[], id: string, parentId: string): void {
  const parentOf = new Map(all.map((team) => [team.id, team.parent?.id]));
  if (!parentOf.has(parentId)) throw notFound('team');
  const seen = new Set<string>();
  for (let at: string | undefined = parentId; at !== undefined && !seen.has(at); at = parentOf.get(at)) {
    if (at === id)
      throw new AppError('Unprocessable', 'team.circle', 'A team cannot be below itself.', {
        details: { parentId: ['Choose a team that is not below this one.'] },
      });
    seen.add(at);
  }
}

const stale = (current: TeamItem): AppError =>
  new AppError('Conflict', 'team.stale', 'Someone else changed this team since you opened it.', {
    hint: 'Look at what it says now, then try again.',
    data: { current },
  });
