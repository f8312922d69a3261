import { boolean } from 'drizzle-orm/pg-core';
import { bytea } from './columns.ts';
import { crm } from './namespaces.ts';

/** One row: what announcements of changes are made with. Read by crm.live_token() alone. */
export const liveKeys = crm.table('live_keys', {
  one: boolean('one').primaryKey().default(true),
  key: bytea('key').notNull(),
});
