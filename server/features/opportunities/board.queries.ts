// The SQL of the board: one grouped statement for counts and sums, one for the cards of all open lanes.
import { and, asc, eq, gte, isNull, or, sql, type SQL } from 'drizzle-orm';
import { parseListQuery } from '../../../app/contracts/list.ts';
import {
  LANE,
  LONG_LANE,
  opportunityGrammar,
  type Board,
  type BoardInput,
  type Card,
} from '../../../app/contracts/opportunities.ts';
import { opportunitiesSeen as seen, organizations, stages, users } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requireSeen } from '../../auth/field-rules.ts';
import { conditionsOf } from '../../lists/list.ts';
import { findPipelines } from '../pipelines/stages.queries.ts';
import { opportunitiesList } from './opportunities.list.ts';

/** What was won or lost longer ago is in the list, not on the board. */
const CLOSED_DAYS = 30;

type Worth = Board['lanes'][number]['worth'];

/** The board of a pipeline, with what the caller sees and no more; null when there is no such pipeline of opportunities. */
export async function findBoard(
  tx: Tx,
  { slug, more, q, f = [], ...asked }: BoardInput,
): Promise<Board | null> {
  const [pipeline] = await findPipelines(tx, { slug, noun: 'opportunity' });
  if (!pipeline) return null;
  const query = parseListQuery(
    { ...asked, ...(q && { q }), f: [`pipeline.is.${pipeline.id}`, ...f] },
    opportunityGrammar,
  );
  const rights = await requireSeen(tx, 'opportunity', query);
  const where = await conditionsOf(tx, query, opportunitiesList);
  const open = pipeline.stages.filter(({ kind }) => kind === 'open');
  const [totals, cards] = await Promise.all([
    findTotals(tx, where),
    Promise.all(
      open.map(({ id, key }) =>
        findCards(tx, and(where, eq(seen.stageId, id)), {
          order: LATEST_FIRST,
          limit: key === more ? LONG_LANE : LANE,
        }),
      ),
    ),
  ]);
  const cardsOf = new Map(open.map(({ id }, at) => [id, cards[at] ?? []]));
  const { id, name } = pipeline;
  return {
    pipeline: { id, slug, name },
    lanes: pipeline.stages.map((stage) => {
      const ofStage = totals.filter(({ stageId }) => stageId === stage.id);
      return {
        stage,
        count: ofStage.reduce((sum, { count }) => sum + count, 0),
        worth: ofStage.flatMap(worthOf),
        cards: cardsOf.get(stage.id) ?? [],
      };
    }),
    ...rights,
  };
}

const LATEST_FIRST = [sql`${seen.stageEnteredAt} desc nulls first`, sql`${seen.id} desc`];

interface Total {
  currency: string | null;
  count: number;
  minor: string | null;
  weighted: string | null;
}

export const worthOf = ({ currency, minor, weighted }: Total): Worth =>
  currency === null || minor === null
    ? []
    : [{ currency, minor: Number(minor), weighted: Math.round(Number(weighted)) }];

/** What each group of opportunities adds up to, weighted by the probability of their stages. */
export const sums = {
  currency: seen.currency,
  count: sql<number>`count(*)::int`,
  minor: sql<string | null>`sum(${seen.amountMinor})::text`,
  weighted: sql<string | null>`(sum(${seen.amountMinor} * ${stages.probability}) / 100)::text`,
};

export async function ownCurrencyFirst(tx: Tx): Promise<SQL[]> {
  const own = (await tx.entered).currency;
  return [sql`${seen.currency} is distinct from ${own}`, asc(seen.currency)];
}

/** By stage and currency, the tenant's own first. */
async function findTotals(tx: Tx, where: SQL): Promise<(Total & { stageId: string })[]> {
  const recent = sql`now() - make_interval(days => ${CLOSED_DAYS}::int)`;
  return tx
    .select({ stageId: seen.stageId, ...sums })
    .from(seen)
    .innerJoin(stages, and(eq(stages.tenantId, seen.tenantId), eq(stages.id, seen.stageId)))
    .where(and(where, or(isNull(seen.closedAt), gte(seen.closedAt, recent))))
    .groupBy(seen.stageId, seen.currency)
    .orderBy(...(await ownCurrencyFirst(tx)));
}

interface Cards {
  order: SQL[];
  limit: number;
}

export async function findCards(tx: Tx, where: SQL | undefined, { order, limit }: Cards): Promise<Card[]> {
  const nextDue = sql<string | null>`(
    select min(t.due_at) from crm.tasks t where t.tenant_id = ${tx.context.tenantId}
       and t.opportunity_id = ${seen.id} and t.status = 'open' and t.deleted_at is null)`;
  const rows = await tx
    .select({
      id: seen.id,
      title: seen.title,
      organizationId: seen.organizationId,
      organizationName: organizations.name,
      stageId: seen.stageId,
      amountMinor: seen.amountMinor,
      currency: seen.currency,
      closeDate: seen.closeDate,
      ownerId: seen.ownerId,
      ownerName: users.name,
      stageEnteredAt: seen.stageEnteredAt,
      nextDueAt: nextDue,
      version: seen.version,
    })
    .from(seen)
    .leftJoin(users, and(eq(users.tenantId, seen.tenantId), eq(users.id, seen.ownerId)))
    .leftJoin(
      organizations,
      and(
        eq(organizations.tenantId, seen.tenantId),
        eq(organizations.id, seen.organizationId),
        isNull(organizations.deletedAt),
      ),
    )
    .where(where)
    .orderBy(...order)
    .limit(limit);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    organization: row.organizationId ? { id: row.organizationId, name: row.organizationName } : null,
    stageId: row.stageId,
    amount:
      row.amountMinor !== null && row.currency !== null
        ? { minor: row.amountMinor, currency: row.currency }
        : null,
    closeDate: row.closeDate,
    owner: row.ownerId && row.ownerName !== null ? { id: row.ownerId, name: row.ownerName } : null,
    stageEnteredAt: new Date(row.stageEnteredAt).toISOString(),
    nextDueAt: row.nextDueAt && new Date(row.nextDueAt).toISOString(),
    version: row.version,
  }));
}
