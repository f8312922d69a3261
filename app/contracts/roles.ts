// What a role looks like at every door, who holds it, and what somebody may because of it.
import { z } from 'zod';
import { id, requiredText, version } from './fields.ts';
import { PERMISSIONS } from './permissions.ts';

/** Nouns whose records are seen own, team or all; what hangs on a record is seen with it. */
export const SIGHT_NOUNS = ['lead', 'contact', 'organization', 'opportunity', 'task'] as const;
export type SightNoun = (typeof SIGHT_NOUNS)[number];

export const scope = z.enum(['own', 'team', 'all'], 'Choose own, team or all.');
export type Scope = z.output<typeof scope>;

const perNoun = { lead: scope, contact: scope, organization: scope, opportunity: scope, task: scope };
const everySight = z.strictObject(perNoun);
const someSight = everySight.partial();

export const roleKey = z
  .string('Name the role by its key.')
  .regex(
    /^[a-z][a-z0-9_-]{0,62}$/,
    'A key is lower-case letters, digits, - and _, and begins with a letter.',
  );

const permissions = z
  .array(z.enum(PERMISSIONS, 'There is no such permission.'))
  .max(PERMISSIONS.length, 'That is more than there is.');

const name = requiredText(60, 'Name');

export const roleItem = z.object({
  id,
  key: z.string(),
  name: z.string(),
  /** came with the tenant: stays, and keeps its key */
  isSeeded: z.boolean(),
  permissions: z.array(z.string()),
  visibility: z.object(perNoun),
  /** people who hold it */
  users: z.number().int(),
  version: z.number().int(),
});

export const roleList = z.object({ items: z.array(roleItem) });

export const roleCreate = z.strictObject({
  name,
  /** made from the name when left out; it never changes afterwards */
  key: roleKey.optional(),
  /** key of a role to begin from */
  copyOf: roleKey.optional(),
  permissions: permissions.optional(),
  visibility: someSight.optional(),
});

export const roleReplace = z.strictObject({ id, version, name, permissions, visibility: everySight });
export const rolePatch = z.strictObject({
  id,
  version,
  name: name.optional(),
  permissions: permissions.optional(),
  visibility: someSight.optional(),
});

/** What saving would do, for a second look. */
export const roleChanges = z.object({
  name: z.string().nullable(),
  adds: z.array(z.string()),
  removes: z.array(z.string()),
  sights: z.array(z.object({ noun: z.string(), from: scope, to: scope })),
  /** people it concerns */
  users: z.number().int(),
});

/** One role by `role`, several by `roles`: they take the place of those held now. */
export const userRolesInput = z.strictObject({
  id,
  role: roleKey.optional(),
  roles: z.array(roleKey).max(20, 'At most 20 roles at once.').optional(),
});

export const userRolesSaved = z.object({ id, roles: z.array(z.string()) });

export const people = z.object({
  items: z.array(
    z.object({ id, name: z.string(), roles: z.array(z.object({ key: z.string(), name: z.string() })) }),
  ),
});

export const access = z.object({
  user: z.object({ id, name: z.string(), email: z.string(), status: z.string() }),
  /** names of the roles held */
  roles: z.array(z.string()),
  /** false: they cannot sign in, so nothing of it is allowed */
  isActive: z.boolean(),
  permissions: z.array(
    z.object({ permission: z.string(), allowed: z.boolean(), roles: z.array(z.string()) }),
  ),
  visibility: z.array(
    z.object({ noun: z.string(), scope: z.enum(['none', 'own', 'team', 'all']), roles: z.array(z.string()) }),
  ),
  /** fields they do not see or cannot change, by the roles that say so; every other field is editable */
  fields: z.array(
    z.object({
      noun: z.string(),
      field: z.string(),
      access: z.enum(['hidden', 'read_only']),
      roles: z.array(z.string()),
    }),
  ),
});

export type Role = z.output<typeof roleItem>;
export type RoleCreate = z.output<typeof roleCreate>;
export type RolePatch = z.output<typeof rolePatch>;
export type RoleChanges = z.output<typeof roleChanges>;
export type UserRolesInput = z.output<typeof userRolesInput>;
export type Access = z.output<typeof access>;
export type Visibility = Role['visibility'];
