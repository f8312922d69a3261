// What can be asked of a list of organizations, and which columns that is.
import { organizationGrammar } from '../../../app/contracts/organizations.ts';
import { organizations, organizationsSeen as seen } from '../../../db/schema/index.ts';
import type { ListOf } from '../../lists/list.ts';
import { taggedWith } from '../tags/tags.queries.ts';

export const organizationsList = {
  noun: 'organization',
  grammar: organizationGrammar,
  from: seen,
  columns: {
    owner: seen.ownerId,
    industry: seen.industryKey,
    domain: seen.domainKey,
    size: seen.sizeKey,
    parent: { column: seen.parentKey, of: organizations },
    created: seen.createdAt,
    updated: seen.updatedAt,
    archived: seen.archivedAt,
    tag: { means: taggedWith('organization', seen) },
  },
  sorts: {
    created_at: { column: seen.createdAt, type: 'moment' },
    updated_at: { column: seen.updatedAt, type: 'moment' },
    name: { column: seen.name, type: 'text' },
  },
} as const satisfies ListOf;
