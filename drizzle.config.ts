import { defineConfig } from 'drizzle-kit';

// For `drizzle-kit generate --custom`, which makes an empty, numbered migration, and `drizzle-kit export`, which
// spells the tables. There are no credentials on purpose: policies, grants and triggers are hand-written SQL that
// `push` would not know and would drop.
export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/index.ts',
  out: './drizzle',
  schemaFilter: ['crm', 'auth', 'platform', 'audit'],
});
