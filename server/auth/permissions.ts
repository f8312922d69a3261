// What the seeded roles hold. The names of all permissions are in app/contracts/permissions.ts, for every side.
import type { Permission } from '../../app/contracts/permissions.ts';

export { PERMISSIONS, type Permission } from '../../app/contracts/permissions.ts';

export const RECORD_NOUNS = ['lead', 'organization', 'contact', 'opportunity', 'activity', 'task'] as const;
export type RecordNoun = (typeof RECORD_NOUNS)[number];
export type Visibility = 'own' | 'team' | 'all';

export interface SeededRole {
  readonly key: 'admin' | 'manager' | 'user';
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly visibility: Visibility;
}

/** Everyday work on records: what everybody who sells may do. */
const SELLING: readonly Permission[] = [
  'lead:read',
  'lead:create',
  'lead:update',
  'lead:archive',
  'lead:convert',
  'organization:read',
  'organization:create',
  'organization:update',
  'organization:archive',
  'contact:read',
  'contact:create',
  'contact:update',
  'contact:archive',
  'opportunity:read',
  'opportunity:create',
  'opportunity:update',
  'opportunity:archive',
  'activity:read',
  'activity:create',
  'activity:update',
  'task:read',
  'task:create',
  'task:update',
  'tag:read',
  'tag:create',
  'view:read',
  'view:create',
  'pipeline:read',
  'field:read',
  'source:read',
  'import:read',
  'import:create',
  'job:read',
  'search:read',
  'dashboard:read',
  'report:read',
  'user:read',
  'team:read',
  'apikey:read',
  'apikey:create',
  'apikey:revoke',
];

/** What leading a team adds: giving work to others, taking things away, moving data in bulk. */
const LEADING: readonly Permission[] = [
  'lead:assign',
  'lead:delete',
  'organization:assign',
  'organization:delete',
  'organization:merge',
  'contact:assign',
  'contact:delete',
  'contact:merge',
  'opportunity:assign',
  'opportunity:delete',
  'activity:delete',
  'task:assign',
  'task:delete',
  'tag:update',
  'tag:delete',
  'view:share',
  'import:undo',
  'export:create',
  'job:update',
  'role:read',
];

export const SEEDED_ROLES: readonly SeededRole[] = [
  { key: 'admin', name: 'Admin', permissions: ['admin:*'], visibility: 'all' },
  { key: 'manager', name: 'Manager', permissions: [...SELLING, ...LEADING], visibility: 'all' },
  { key: 'user', name: 'User', permissions: SELLING, visibility: 'all' },
];

/** Whether a set of held permissions answers for `needed`. The same rule as the database's own check. */
export const holds = (held: readonly string[], needed: Permission): boolean =>
  held.includes('admin:*') || held.includes(needed);
