// What can be done with leads, in the words of the product. SQL lives in leads.queries.ts, rules in leads.rules.ts.
import { z } from 'zod';
import { id, takenBack, version } from '../../../app/contracts/fields.ts';
import {
  leadCreate,
  leadDetail,
  leadGrammar,
  leadList,
  leadOptions,
  leadPatch,
  leadReplace,
} from '../../../app/contracts/leads.ts';
import {
  conversionProposal,
  conversionReverted,
  leadConvert,
  leadConverted,
} from '../../../app/contracts/lead-conversion.ts';
import { listInput, parseListQuery } from '../../../app/contracts/list.ts';
import { notFound } from '../../errors.ts';
import { timelineOf } from '../activities/activities.procedures.ts';
import { listing } from '../../lists/lists.procedures.ts';
import { leadsList } from './leads.list.ts';
import { bulkOf } from '../bulk/bulk.procedures.ts';
import { filesOf } from '../files/files.procedures.ts';
import { taggingOf } from '../tags/tags.procedures.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import {
  assignLead,
  createLead,
  deleteLead,
  replaceLead,
  requireLead,
  restoreLead,
  saveLead,
} from './leads.actions.ts';
import { convertLead, proposeConversion, revertConversion } from './conversion.actions.ts';
import { findLead, findLeads } from './leads.queries.ts';
import { findOptions } from './leads.references.queries.ts';

const tags = ['leads'];
const idOnly = z.strictObject({ id });
const idAndVersion = z.strictObject({ id, version });
const saved = z.object({ id, version: z.number().int() });
const created = z.object({ id });

export const leadsRouter = router({
  list: tenant('lead:read', { rest: { method: 'GET', path: '/leads', summary: 'List leads', tags } })
    .input(listInput)
    .output(leadList)
    .query(({ ctx, input }) => findLeads(ctx.tx, parseListQuery(input, leadGrammar))),

  options: tenant('lead:read')
    .input(z.void())
    .output(leadOptions)
    .query(({ ctx }) => findOptions(ctx.tx)),

  get: tenant('lead:read', {
    rest: { method: 'GET', path: '/leads/{id}', summary: 'One lead', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(leadDetail)
    .query(async ({ ctx, input }) => {
      const lead = await findLead(ctx.tx, input.id);
      if (!lead) throw notFound('lead');
      return lead;
    }),

  create: tenant('lead:create', {
    rest: { method: 'POST', path: '/leads', summary: 'Create a lead', tags },
    success: 201,
    location: '/api/leads/{id}',
    errors: ['NotFound', 'Conflict'],
  })
    .input(leadCreate)
    .output(created)
    .mutation(({ ctx, input }) => createLead(ctx, input)),

  replace: tenant('lead:update', {
    rest: { method: 'PUT', path: '/leads/{id}', summary: 'Replace the editable fields of a lead', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(leadReplace)
    .output(saved)
    .mutation(({ ctx, input }) => replaceLead(ctx, input)),

  update: tenant('lead:update', {
    rest: { method: 'PATCH', path: '/leads/{id}', summary: 'Change fields of a lead', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(leadPatch)
    .output(saved)
    .mutation(({ ctx, input }) => saveLead(ctx, input)),

  assign: tenant('lead:assign', {
    rest: { method: 'POST', path: '/leads/{id}/assign', summary: 'Give a lead to another owner', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, ownerId: id.nullable() }))
    .output(created)
    .mutation(({ ctx, input }) => assignLead(ctx, input)),

  archive: tenant('lead:archive', {
    rest: { method: 'POST', path: '/leads/{id}/archive', summary: 'Archive a lead', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => saveLead(ctx, { ...input, archived: true })),

  restore: tenant('lead:archive', {
    rest: {
      method: 'POST',
      path: '/leads/{id}/restore',
      summary: 'Take a lead out of the archive or the trash',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(takenBack)
    .output(created)
    .mutation(({ ctx, input }) => restoreLead(ctx, input)),

  delete: tenant('lead:delete', {
    rest: { method: 'DELETE', path: '/leads/{id}', summary: 'Move a lead to the trash for 30 days', tags },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => deleteLead(ctx, input)),

  conversion: tenant('lead:convert', {
    rest: {
      method: 'GET',
      path: '/leads/{id}/conversion',
      summary: 'What a lead would become, and what may be the same already',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idOnly)
    .output(conversionProposal)
    .query(({ ctx, input }) => proposeConversion(ctx, input.id)),

  convert: tenant('lead:convert', {
    rest: {
      method: 'POST',
      path: '/leads/{id}/convert',
      summary: 'Make a contact, their organization and an opportunity of a lead',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(leadConvert)
    .output(leadConverted)
    .mutation(({ ctx, input }) => convertLead(ctx, input)),

  revertConversion: tenant('lead:convert', {
    rest: {
      method: 'POST',
      path: '/leads/{id}/revert-conversion',
      summary: 'Take the conversion of a lead back',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idOnly)
    .output(conversionReverted)
    .mutation(({ ctx, input }) => revertConversion(ctx, input.id)),

  ...timelineOf('lead', 'leads', requireLead),
  ...listing('leads', leadsList),
  ...bulkOf('lead', 'leads'),
  ...taggingOf('lead', 'leads', requireLead),

  ...filesOf('lead', 'leads'),
});
