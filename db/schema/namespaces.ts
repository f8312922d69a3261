// The schemas of the database. Tables are always named with theirs: the app's search_path holds none of them.
import { pgSchema } from 'drizzle-orm/pg-core';

/** Tenant tables: row-level security on every one. */
export const crm = pgSchema('crm');
/** Accounts, sessions, keys: reached by streamflow_auth only. */
export const auth = pgSchema('auth');
/** Tenants, health, operators' log. */
export const platform = pgSchema('platform');
/** Append-only, partitioned by month. */
export const audit = pgSchema('audit');
