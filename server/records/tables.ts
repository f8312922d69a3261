// The nouns that are records: each has an owner, a version, an archive, a trash, external ids and a page of its own.
import type { AnyPgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { RecordNoun } from '../../app/paths.ts';
import { contacts, leads, opportunities, organizations, tasks } from '../../db/schema/index.ts';

export type { RecordNoun };

export type RecordTable = PgTable &
  Record<'tenantId' | 'id' | 'version' | 'deletedAt' | 'updatedBy' | 'ownerId' | 'teamId', AnyPgColumn>;

/** Where each noun is kept, and what a record of it is called by. */
export const recordTables = {
  lead: { table: leads, name: leads.name },
  contact: { table: contacts, name: contacts.name },
  organization: { table: organizations, name: organizations.name },
  opportunity: { table: opportunities, name: opportunities.title },
  task: { table: tasks, name: tasks.title },
} as const satisfies Record<RecordNoun, { table: RecordTable; name: AnyPgColumn }>;
