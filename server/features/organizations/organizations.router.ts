// What can be done with organizations, in the words of the product. SQL lives in organizations.queries.ts.
import { z } from 'zod';
import { id, takenBack, version } from '../../../app/contracts/fields.ts';
import { listInput, parseListQuery } from '../../../app/contracts/list.ts';
import {
  organizationCreate,
  organizationDetail,
  organizationGrammar,
  organizationList,
  organizationOptions,
  organizationPatch,
  organizationReplace,
} from '../../../app/contracts/organizations.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { timelineOf } from '../activities/activities.procedures.ts';
import { listing } from '../../lists/lists.procedures.ts';
import { organizationsList } from './organizations.list.ts';
import { bulkOf } from '../bulk/bulk.procedures.ts';
import { filesOf } from '../files/files.procedures.ts';
import { taggingOf } from '../tags/tags.procedures.ts';
import { findOwners } from '../users/owners.queries.ts';
import {
  assignOrganization,
  createOrganization,
  deleteOrganization,
  replaceOrganization,
  requireOrganization,
  restoreOrganization,
  saveOrganization,
} from './organizations.actions.ts';
import { findOrganizations } from './organizations.queries.ts';

const tags = ['organizations'];
const idOnly = z.strictObject({ id });
const idAndVersion = z.strictObject({ id, version });
const saved = z.object({ id, version: z.number().int() });
const created = z.object({ id });

export const organizationsRouter = router({
  list: tenant('organization:read', {
    rest: { method: 'GET', path: '/organizations', summary: 'List organizations', tags },
  })
    .input(listInput)
    .output(organizationList)
    .query(({ ctx, input }) => findOrganizations(ctx.tx, parseListQuery(input, organizationGrammar))),

  options: tenant('organization:read')
    .input(z.void())
    .output(organizationOptions)
    .query(async ({ ctx }) => {
      const [owners, rights] = await Promise.all([findOwners(ctx.tx), fieldRightsOf(ctx.tx, 'organization')]);
      return { owners, ...rights };
    }),

  get: tenant('organization:read', {
    rest: { method: 'GET', path: '/organizations/{id}', summary: 'One organization', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(organizationDetail)
    .query(({ ctx, input }) => requireOrganization(ctx.tx, input.id)),

  create: tenant('organization:create', {
    rest: { method: 'POST', path: '/organizations', summary: 'Create an organization', tags },
    success: 201,
    location: '/api/organizations/{id}',
    errors: ['NotFound', 'Conflict'],
  })
    .input(organizationCreate)
    .output(created)
    .mutation(({ ctx, input }) => createOrganization(ctx, input)),

  replace: tenant('organization:update', {
    rest: {
      method: 'PUT',
      path: '/organizations/{id}',
      summary: 'Replace the editable fields of an organization',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(organizationReplace)
    .output(saved)
    .mutation(({ ctx, input }) => replaceOrganization(ctx, input)),

  update: tenant('organization:update', {
    rest: { method: 'PATCH', path: '/organizations/{id}', summary: 'Change fields of an organization', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(organizationPatch)
    .output(saved)
    .mutation(({ ctx, input }) => saveOrganization(ctx, input)),

  assign: tenant('organization:assign', {
    rest: {
      method: 'POST',
      path: '/organizations/{id}/assign',
      summary: 'Give an organization to another owner',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, ownerId: id.nullable() }))
    .output(created)
    .mutation(({ ctx, input }) => assignOrganization(ctx, input)),

  archive: tenant('organization:archive', {
    rest: { method: 'POST', path: '/organizations/{id}/archive', summary: 'Archive an organization', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => saveOrganization(ctx, { ...input, archived: true })),

  restore: tenant('organization:archive', {
    rest: {
      method: 'POST',
      path: '/organizations/{id}/restore',
      summary: 'Take an organization out of the archive or the trash',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(takenBack)
    .output(created)
    .mutation(({ ctx, input }) => restoreOrganization(ctx, input)),

  delete: tenant('organization:delete', {
    rest: {
      method: 'DELETE',
      path: '/organizations/{id}',
      summary: 'Move an organization to the trash for 30 days',
      tags,
    },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => deleteOrganization(ctx, input)),

  ...timelineOf('organization', 'organizations', requireOrganization),
  ...listing('organizations', organizationsList),
  ...bulkOf('organization', 'organizations'),
  ...taggingOf('organization', 'organizations', requireOrganization),

  ...filesOf('organization', 'organizations'),
});
