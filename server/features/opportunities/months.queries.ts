// The SQL of the board by month: what is expected to close when. One grouped statement for counts and sums, one for the cards
// of each column.
import { and, asc, eq, gte, isNull, lt, sql, type SQL } from 'drizzle-orm';
import { parseListQuery } from '../../../app/contracts/list.ts';
import {
  LANE,
  LONG_LANE,
  opportunityGrammar,
  type BoardInput,
  type Months,
} from '../../../app/contracts/opportunities.ts';
import { opportunitiesSeen as seen, stages } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { requireSeen } from '../../auth/field-rules.ts';
import { conditionsOf } from '../../lists/list.ts';
import { findPipelines } from '../pipelines/stages.queries.ts';
import { findCards, ownCurrencyFirst, sums, worthOf } from './board.queries.ts';
import { monthsFrom, spanOf, type Column, type Span } from './months.rules.ts';
import { opportunitiesList } from './opportunities.list.ts';

/** Open opportunities of a pipeline by the month they are expected to close; null when there is no such pipeline. */
export async function findMonths(
  tx: Tx,
  { slug, more, q, f = [], ...asked }: BoardInput,
): Promise<Months | null> {
  const [pipeline] = await findPipelines(tx, { slug, noun: 'opportunity' });
  if (!pipeline) return null;
  const query = parseListQuery(
    // sorted by it, so that a role to which the day is hidden is refused as in lists
    {
      ...asked,
      ...(q && { q }),
      f: [`pipeline.is.${pipeline.id}`, 'status.is.open', ...f],
      sort: 'close_date',
    },
    opportunityGrammar,
  );
  const rights = await requireSeen(tx, 'opportunity', query);
  const columns = monthsFrom(new Date(), (await tx.entered).zone);
  const where = await conditionsOf(tx, query, opportunitiesList);
  const [totals, cards] = await Promise.all([
    findTotals(tx, where, spanOf(columns)),
    Promise.all(
      columns.map((column) =>
        findCards(tx, and(where, within(column)), {
          order: [asc(seen.closeDateKey), asc(seen.id)],
          limit: column.key === more ? LONG_LANE : LANE,
        }),
      ),
    ),
  ]);
  const { id, name } = pipeline;
  return {
    pipeline: { id, slug, name },
    stages: pipeline.stages,
    months: columns.flatMap((column, at) => {
      const own = totals.filter(({ key }) => key === column.key);
      const count = own.reduce((sum, one) => sum + one.count, 0);
      if (count === 0 && !column.isAlways) return [];
      const { isAlways: _, ...shown } = column;
      return [{ ...shown, count, worth: own.flatMap(worthOf), cards: cards[at] ?? [] }];
    }),
    ...rights,
  };
}

const within = ({ from, to }: Column): SQL | undefined =>
  from === null && to === null
    ? isNull(seen.closeDateKey)
    : and(from ? gte(seen.closeDateKey, from) : undefined, to ? lt(seen.closeDateKey, to) : undefined);

/** By column and currency, the tenant's own first. */
async function findTotals(tx: Tx, where: SQL, { first, end }: Span) {
  const day = seen.closeDateKey;
  const key = sql<string>`case when ${day} is null then 'none' when ${day} < ${first}::date then 'past'
       when ${day} >= ${end}::date then 'later' else to_char(${day}, 'YYYY-MM') end`;
  return tx
    .select({ key, ...sums })
    .from(seen)
    .innerJoin(stages, and(eq(stages.tenantId, seen.tenantId), eq(stages.id, seen.stageId)))
    .where(where)
    .groupBy(sql`1`, seen.currency)
    .orderBy(...(await ownCurrencyFirst(tx)));
}
