// What can be asked of a list of contacts, and which columns that is.
import { contactGrammar } from '../../../app/contracts/contacts.ts';
import { contactsSeen as seen, organizations } from '../../../db/schema/index.ts';
import type { ListOf } from '../../lists/list.ts';
import { taggedWith } from '../tags/tags.queries.ts';

export const contactsList = {
  noun: 'contact',
  grammar: contactGrammar,
  from: seen,
  columns: {
    owner: seen.ownerId,
    organization: { column: seen.organizationKey, of: organizations },
    title: seen.titleKey,
    created: seen.createdAt,
    updated: seen.updatedAt,
    archived: seen.archivedAt,
    tag: { means: taggedWith('contact', seen) },
  },
  sorts: {
    created_at: { column: seen.createdAt, type: 'moment' },
    updated_at: { column: seen.updatedAt, type: 'moment' },
    name: { column: seen.name, type: 'text' },
  },
} as const satisfies ListOf;
