// The database roles by the part of their name after the prefix: who logs in, who only owns functions, what each
// schema lets whom find. Pure; provision.ts makes them, the migrations grant what tables and functions need.

export const LOGIN_ROLES = ['migrator', 'app', 'import', 'auth', 'jobs', 'operator', 'auditor'] as const;
export type LoginRole = (typeof LOGIN_ROLES)[number];

/** Each owns the SECURITY DEFINER functions of one concern, and nobody can become one outside a migration. */
export const DEFINER_ROLES = [
  'search',
  'audit',
  'sealer',
  'session',
  'queue',
  'history',
  'handover',
  'live',
] as const;
export type DefinerRole = (typeof DEFINER_ROLES)[number];

export type RoleName = 'owner' | LoginRole | DefinerRole;
export const ALL_ROLES: readonly RoleName[] = ['owner', ...LOGIN_ROLES, ...DEFINER_ROLES];

export const DEFAULT_PREFIX = 'streamflow';
const PREFIX = /^[a-z][a-z0-9_]{0,30}$/;
const DATABASE = /^[a-z_][a-z0-9_]{0,62}$/;

/** `"streamflow_app"`, quoted. Throws on a prefix that is no plain name. */
export function roleName(prefix: string, role: RoleName): string {
  if (!PREFIX.test(prefix)) throw new Error(`"${prefix}" cannot start role names: use a-z, 0-9 and _`);
  return `"${prefix}_${role}"`;
}

export function databaseName(name: string): string {
  if (!DATABASE.test(name)) throw new Error(`"${name}" is no database name we make: use a-z, 0-9 and _`);
  return `"${name}"`;
}

/** SQL files name roles literally as streamflow_…; another instance of the cluster has another prefix. */
export function withPrefix(text: string, prefix: string): string {
  if (prefix === DEFAULT_PREFIX) return text;
  roleName(prefix, 'owner');
  return text.replaceAll(/\bstreamflow_(?=[a-z])/g, `${prefix}_`);
}

export const SCHEMAS = ['crm', 'auth', 'audit', 'platform'] as const;

/** Who may look names up in a schema. Finding a table is no right on it. */
export const SCHEMA_USERS: Record<string, readonly RoleName[]> = {
  crm: ['app', 'import', 'auditor', 'search', 'audit', 'sealer', 'queue', 'history', 'handover', 'live'],
  auth: ['auth', 'app', 'import', 'auditor', 'session', 'queue'],
  audit: ['app', 'import', 'jobs', 'auditor', 'audit', 'sealer', 'history'],
  platform: ['operator', 'app', 'import', 'auth', 'auditor'],
  ext: ['owner', 'app', 'import', 'search'],
  graphile_worker: ['auditor'],
};

/** Who may be whom: [group, member, with]. Anything else that involves our roles is taken back by provisioning. */
export const MEMBERSHIPS: readonly (readonly [RoleName, RoleName, string])[] = [
  ['owner', 'migrator', 'with inherit false, set true'],
  ['queue', 'jobs', 'with inherit true, set true'],
];

/** Enough for several web processes and parallel tests; a leak still stops before the server's own limit. */
export const CONNECTION_LIMITS: Record<LoginRole, number> = {
  migrator: 5,
  app: 120,
  import: 30,
  auth: 60,
  jobs: 40,
  operator: 20,
  auditor: 10,
};

const WEB = { statement_timeout: '5s', lock_timeout: '2s', idle_in_transaction_session_timeout: '10s' };
const LONG = { statement_timeout: '60s', lock_timeout: '2s', idle_in_transaction_session_timeout: '60s' };

/** Settings a connection starts with, whichever client opens it. */
export const ROLE_SETTINGS: Record<LoginRole, Record<string, string>> = {
  migrator: {},
  // generic plans would not know the tenant's size
  app: { ...WEB, plan_cache_mode: 'force_custom_plan' },
  // not so for import: it would plan every foreign key check of every row again
  import: LONG,
  auth: WEB,
  jobs: { idle_in_transaction_session_timeout: '60s' },
  operator: WEB,
  auditor: { ...LONG, default_transaction_read_only: 'on' },
};

export const EXTENSIONS = [
  'pg_trgm',
  'btree_gin',
  'unaccent',
  'pg_stat_statements',
  'citext',
  'fuzzystrmatch',
] as const;
