// What can be asked of a list of opportunities, and which columns that is.
import { and, eq, inArray, isNull, not, sql } from 'drizzle-orm';
import { opportunityGrammar } from '../../../app/contracts/opportunities.ts';
import type { Filter } from '../../../app/contracts/list.ts';
import {
  contacts,
  opportunitiesSeen as seen,
  organizations,
  pipelines,
  stages,
} from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import type { ListOf } from '../../lists/list.ts';
import { taggedWith } from '../tags/tags.queries.ts';

export const opportunitiesList = {
  noun: 'opportunity',
  grammar: opportunityGrammar,
  from: seen,
  columns: {
    owner: seen.ownerId,
    team: seen.teamId,
    pipeline: { column: seen.pipelineId, of: pipelines, key: pipelines.slug },
    stage: { column: seen.stageId, of: stages },
    status: { means: byStatus },
    organization: { column: seen.organizationKey, of: organizations },
    contact: { column: seen.contactKey, of: contacts },
    amount: seen.amountKey,
    close_date: seen.closeDateKey,
    closed: seen.closedAt,
    created: seen.createdAt,
    updated: seen.updatedAt,
    archived: seen.archivedAt,
    tag: { means: taggedWith('opportunity', seen) },
  },
  sorts: {
    created_at: { column: seen.createdAt, type: 'moment' },
    updated_at: { column: seen.updatedAt, type: 'moment' },
    title: { column: seen.title, type: 'text' },
    amount: { column: seen.amountKey, type: 'bigint', isOptional: true },
    close_date: { column: seen.closeDateKey, type: 'day', isOptional: true },
  },
} as const satisfies ListOf;

/** Open, won or lost: what the stage is. */
function byStatus(tx: Tx, { op, values }: Filter) {
  const kinds = values as ('open' | 'won' | 'lost')[];
  const found = tx
    .select({ id: stages.id })
    .from(stages)
    .innerJoin(pipelines, and(eq(pipelines.tenantId, stages.tenantId), eq(pipelines.id, stages.pipelineId)))
    .where(
      and(
        eq(stages.tenantId, tx.context.tenantId),
        eq(pipelines.noun, 'opportunity'),
        kinds.length ? inArray(stages.kind, kinds) : sql`false`,
        isNull(stages.deletedAt),
      ),
    );
  const among = inArray(seen.stageId, found);
  return op === 'not' ? not(among) : among;
}
