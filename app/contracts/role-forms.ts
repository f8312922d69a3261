// The forms of the role pages: the role as a whole, its fields, and a new one.
import { z } from 'zod';
import { PERMISSIONS } from './permissions.ts';
import { roleFieldsReplace } from './role-fields.ts';
import { roleCreate, roleReplace } from './roles.ts';

const { version, name, visibility } = roleReplace.shape;

export const roleForm = z.object({
  version,
  name,
  // boxes that are not ticked are not sent
  permissions: z.array(z.enum(PERMISSIONS, 'There is no such permission.')).default([]),
  visibility: visibility.optional(),
});

export const roleFieldsForm = z.object({ version, fields: roleFieldsReplace.shape.fields });

/** An empty choice begins from nothing. */
export const newRoleForm = z.object({ name: roleCreate.shape.name, copyOf: roleCreate.shape.copyOf });

export type RoleForm = z.output<typeof roleForm>;
export type RoleFieldsForm = z.output<typeof roleFieldsForm>;
