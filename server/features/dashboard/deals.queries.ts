// The SQL behind the figures of the dashboard: opportunities of one pipeline, counted and added up in one statement that
// reads indexes alone. Nothing is kept beside the records, so nothing can differ from them (decisions/0024).
import { and, eq, sql, type SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { parseListQuery } from '../../../app/contracts/list.ts';
import { opportunityGrammar, type PipelineChoice } from '../../../app/contracts/opportunities.ts';
import { opportunitiesSeen as seen } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { conditionsOf } from '../../lists/list.ts';
import { opportunitiesList } from '../opportunities/opportunities.list.ts';
import type { Spans } from './dashboard.rules.ts';

/**
 * Opportunities alike. `open`: by the month they are to close in. `closed`: by the month they were, and whether that was in
 * the period or the one before. `made`: those created in the period.
 */
export interface Deals {
  part: 'open' | 'closed' | 'made';
  stageId: string;
  currency: string | null;
  /** a place in `spans.months`, counted from 1; 0 is before them, null has no date */
  month: number | null;
  span: 'now' | 'before' | null;
  count: number;
  /** the amounts added up; null where there are none, or where they are hidden */
  minor: number | null;
}

interface Row {
  part: Deals['part'];
  stageId: string;
  currency: string | null;
  month: number | null;
  span: number | null;
  count: number;
  minor: string | null;
  [key: string]: unknown;
}

/** `f` are conditions of lists: whose opportunities. */
export async function findDeals(
  tx: Tx,
  { id, stages }: Pick<PipelineChoice, 'id' | 'stages'>,
  spans: Spans,
  f: readonly string[],
): Promise<Deals[]> {
  const query = parseListQuery({ f: [...f] }, opportunityGrammar);
  const where = and(await conditionsOf(tx, query, opportunitiesList), eq(seen.pipelineId, id));
  const rows = await tx.execute<Row>(sql`
    ${openOf(where, stages, spans)} union all ${closedOf(where, stages, spans)} union all ${madeOf(where, spans)}`);
  return rows.map(({ span, minor, ...row }) => ({
    ...row,
    span: span === 1 ? 'before' : span === 2 ? 'now' : null,
    minor: minor === null ? null : Number(minor),
  }));
}

type Stages = PipelineChoice['stages'];

const idsOf = (stages: Stages, isOpen: boolean): SQL =>
  sql`${sql.param(stages.filter(({ kind }) => (kind === 'open') === isOpen).map(({ id }) => id))}::uuid[]`;

/**
 * In which of the spans a value falls, counted from 1. The borders are sent as one text, because the driver writes lists of
 * days in a way of its own, and read from it once for the statement, not for every row.
 */
const spanIn = (value: AnyPgColumn, borders: readonly string[], type: SQL): SQL =>
  sql`width_bucket(${value}, (select string_to_array(${borders.join()}, ',')::${type}[]))`;

const figures = sql`count(*)::int as count, sum(${seen.amountMinor})::text as minor`;

/** By the month of the close date as the caller sees it: where it is hidden there is none. */
const openOf = (where: SQL | undefined, stages: Stages, { months }: Spans): SQL => {
  const days = months.map(({ day }) => day);
  return sql`
  select 'open' as part, ${seen.stageId} as "stageId", ${seen.currency} as currency,
         ${spanIn(seen.closeDate, days, sql`date`)} as month,
         null::int as span, ${figures}
    from ${seen}
   where ${where} and ${seen.stageId} = any (${idsOf(stages, true)})
   group by 2, 3, 4`;
};

const closedOf = (where: SQL | undefined, stages: Stages, { months, before, now }: Spans): SQL => {
  const borders = [before.from, now.from, now.to];
  const starts = months.map(({ at }) => at);
  return sql`
  select 'closed' as part, ${seen.stageId} as "stageId", ${seen.currency} as currency,
         ${spanIn(seen.closedAt, starts, sql`timestamptz`)} as month,
         ${spanIn(seen.closedAt, borders, sql`timestamptz`)} as span, ${figures}
    from ${seen}
   where ${where} and ${seen.stageId} = any (${idsOf(stages, false)})
     and ${seen.closedAt} >= ${[...borders, ...starts].sort()[0] ?? ''}::timestamptz
   group by 2, 3, 4, 5`;
};

const madeOf = (where: SQL | undefined, { now }: Spans): SQL => sql`
  select 'made' as part, ${seen.stageId} as "stageId", null as currency, null::int as month, null::int as span,
         count(*)::int as count, null as minor
    from ${seen}
   where ${where} and ${seen.createdAt} >= ${now.from}::timestamptz and ${seen.createdAt} < ${now.to}::timestamptz
   group by 2`;
