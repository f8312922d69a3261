// What can be done with contacts, in the words of the product. SQL lives in contacts.queries.ts.
import { z } from 'zod';
import { id, takenBack, version } from '../../../app/contracts/fields.ts';
import { listInput, parseListQuery } from '../../../app/contracts/list.ts';
import {
  contactCreate,
  contactDetail,
  contactGrammar,
  contactList,
  contactOptions,
  contactPatch,
  contactReplace,
} from '../../../app/contracts/contacts.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { timelineOf } from '../activities/activities.procedures.ts';
import { listing } from '../../lists/lists.procedures.ts';
import { contactsList } from './contacts.list.ts';
import { bulkOf } from '../bulk/bulk.procedures.ts';
import { filesOf } from '../files/files.procedures.ts';
import { taggingOf } from '../tags/tags.procedures.ts';
import { findOwners } from '../users/owners.queries.ts';
import {
  assignContact,
  createContact,
  deleteContact,
  replaceContact,
  requireContact,
  restoreContact,
  saveContact,
} from './contacts.actions.ts';
import { findContacts } from './contacts.queries.ts';

const tags = ['contacts'];
const idOnly = z.strictObject({ id });
const idAndVersion = z.strictObject({ id, version });
const saved = z.object({ id, version: z.number().int() });
const created = z.object({ id });

export const contactsRouter = router({
  list: tenant('contact:read', {
    rest: { method: 'GET', path: '/contacts', summary: 'List contacts', tags },
  })
    .input(listInput)
    .output(contactList)
    .query(({ ctx, input }) => findContacts(ctx.tx, parseListQuery(input, contactGrammar))),

  options: tenant('contact:read')
    .input(z.void())
    .output(contactOptions)
    .query(async ({ ctx }) => {
      const [owners, rights] = await Promise.all([findOwners(ctx.tx), fieldRightsOf(ctx.tx, 'contact')]);
      return { owners, ...rights };
    }),

  get: tenant('contact:read', {
    rest: { method: 'GET', path: '/contacts/{id}', summary: 'One contact', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(contactDetail)
    .query(({ ctx, input }) => requireContact(ctx.tx, input.id)),

  create: tenant('contact:create', {
    rest: { method: 'POST', path: '/contacts', summary: 'Create a contact', tags },
    success: 201,
    location: '/api/contacts/{id}',
    errors: ['NotFound', 'Conflict'],
  })
    .input(contactCreate)
    .output(created)
    .mutation(({ ctx, input }) => createContact(ctx, input)),

  replace: tenant('contact:update', {
    rest: {
      method: 'PUT',
      path: '/contacts/{id}',
      summary: 'Replace the editable fields of a contact',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(contactReplace)
    .output(saved)
    .mutation(({ ctx, input }) => replaceContact(ctx, input)),

  update: tenant('contact:update', {
    rest: { method: 'PATCH', path: '/contacts/{id}', summary: 'Change fields of a contact', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(contactPatch)
    .output(saved)
    .mutation(({ ctx, input }) => saveContact(ctx, input)),

  assign: tenant('contact:assign', {
    rest: {
      method: 'POST',
      path: '/contacts/{id}/assign',
      summary: 'Give a contact to another owner',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, ownerId: id.nullable() }))
    .output(created)
    .mutation(({ ctx, input }) => assignContact(ctx, input)),

  archive: tenant('contact:archive', {
    rest: { method: 'POST', path: '/contacts/{id}/archive', summary: 'Archive a contact', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => saveContact(ctx, { ...input, archived: true })),

  restore: tenant('contact:archive', {
    rest: {
      method: 'POST',
      path: '/contacts/{id}/restore',
      summary: 'Take a contact out of the archive or the trash',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(takenBack)
    .output(created)
    .mutation(({ ctx, input }) => restoreContact(ctx, input)),

  delete: tenant('contact:delete', {
    rest: {
      method: 'DELETE',
      path: '/contacts/{id}',
      summary: 'Move a contact to the trash for 30 days',
      tags,
    },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => deleteContact(ctx, input)),

  ...timelineOf('contact', 'contacts', requireContact),
  ...listing('contacts', contactsList),
  ...bulkOf('contact', 'contacts'),
  ...taggingOf('contact', 'contacts', requireContact),

  ...filesOf('contact', 'contacts'),
});
