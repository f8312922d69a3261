// Roles, who holds them, and what somebody may because of it.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import {
  access,
  people,
  roleChanges,
  roleCreate,
  roleItem,
  roleList,
  rolePatch,
  roleReplace,
  userRolesInput,
  userRolesSaved,
} from '../../../app/contracts/roles.ts';
import { roleFields, roleFieldsReplace } from '../../../app/contracts/role-fields.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import {
  createRole,
  deleteRole,
  explainAccess,
  previewRole,
  requireRole,
  saveRole,
  setUserRoles,
} from './roles.actions.ts';
import { getRoleFields, setRoleFields } from './role-fields.actions.ts';
import { findPeople } from './roles.access.queries.ts';
import { findRoles } from './roles.queries.ts';

const tags = ['roles'];
const idOnly = z.strictObject({ id });
const saved = z.object({ id, version: z.number().int() });

export const rolesRouter = router({
  list: tenant('role:read', {
    rest: { method: 'GET', path: '/roles', summary: 'List roles and what they allow', tags },
  })
    .input(z.strictObject({}).optional())
    .output(roleList)
    .query(async ({ ctx }) => ({ items: await findRoles(ctx.tx) })),

  get: tenant('role:read', {
    rest: { method: 'GET', path: '/roles/{id}', summary: 'One role', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(roleItem)
    .query(({ ctx, input }) => requireRole(ctx.tx, input.id)),

  create: tenant('role:update', {
    rest: { method: 'POST', path: '/roles', summary: 'Add a role, from nothing or as a copy', tags },
    success: 201,
    location: '/api/roles/{id}',
    errors: ['Conflict'],
  })
    .input(roleCreate)
    .output(z.object({ id, key: z.string() }))
    .mutation(({ ctx, input }) => createRole(ctx, input)),

  replace: tenant('role:update', {
    rest: { method: 'PUT', path: '/roles/{id}', summary: 'Replace what a role allows and shows', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(roleReplace)
    .output(saved)
    .mutation(({ ctx, input }) => saveRole(ctx, input)),

  update: tenant('role:update', {
    rest: { method: 'PATCH', path: '/roles/{id}', summary: 'Change parts of a role', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(rolePatch)
    .output(saved)
    .mutation(({ ctx, input }) => saveRole(ctx, input)),

  fields: tenant('role:read', {
    rest: {
      method: 'GET',
      path: '/roles/{id}/fields',
      summary: 'Which fields a role has hidden, read-only or editable',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(roleFields)
    .query(({ ctx, input }) => getRoleFields(ctx, input.id)),

  setFields: tenant('role:update', {
    rest: {
      method: 'PUT',
      path: '/roles/{id}/fields',
      summary: 'Say which fields a role has hidden or read-only; the others are editable',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(roleFieldsReplace)
    .output(saved)
    .mutation(({ ctx, input }) => setRoleFields(ctx, input)),

  preview: tenant('role:update')
    .input(rolePatch)
    .output(roleChanges)
    .query(({ ctx, input }) => previewRole(ctx, input)),

  delete: tenant('role:update', {
    rest: { method: 'DELETE', path: '/roles/{id}', summary: 'Delete a role that nobody holds', tags },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(idOnly)
    .output(idOnly)
    .mutation(({ ctx, input }) => deleteRole(ctx, input.id)),

  people: tenant('role:read')
    .input(z.void())
    .output(people)
    .query(async ({ ctx }) => ({ items: await findPeople(ctx.tx) })),

  assign: tenant('user:update', {
    rest: {
      method: 'PUT',
      path: '/users/{id}/role',
      summary: 'Give somebody this role, or these, and no others',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(userRolesInput)
    .output(userRolesSaved)
    .mutation(({ ctx, input }) => setUserRoles(ctx, input)),

  access: tenant('role:read', {
    rest: {
      method: 'GET',
      path: '/users/{id}/access',
      summary: 'What somebody can see and do, and which role says so',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(access)
    .query(({ ctx, input }) => explainAccess(ctx, input.id)),
});
