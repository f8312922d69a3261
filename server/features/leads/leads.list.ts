// What can be asked of a list of leads, and which columns that is.
import { leadGrammar } from '../../../app/contracts/leads.ts';
import { leadsSeen as seen, leadSources, stages } from '../../../db/schema/index.ts';
import type { ListOf } from '../../lists/list.ts';
import { taggedWith } from '../tags/tags.queries.ts';

export const leadsList = {
  noun: 'lead',
  grammar: leadGrammar,
  from: seen,
  columns: {
    owner: seen.ownerId,
    stage: { column: seen.stageId, of: stages },
    source: { column: seen.sourceKey, of: leadSources },
    score: seen.scoreKey,
    created: seen.createdAt,
    updated: seen.updatedAt,
    archived: seen.archivedAt,
    tag: { means: taggedWith('lead', seen) },
  },
  sorts: {
    created_at: { column: seen.createdAt, type: 'moment' },
    updated_at: { column: seen.updatedAt, type: 'moment' },
    name: { column: seen.name, type: 'text' },
    score: { column: seen.scoreKey, type: 'integer' },
  },
} as const satisfies ListOf;
