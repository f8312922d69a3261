// For drizzle-kit's own commands (studio, check). Migrations are written by hand and run by db/migrator.ts: see
// docs/decisions/0007-own-migrator.md.
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './db/schema/index.ts',
  out: './drizzle',
  schemaFilter: ['crm', 'auth', 'audit', 'platform'],
});
