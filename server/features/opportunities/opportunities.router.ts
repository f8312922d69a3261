// What can be done with opportunities, in the words of the product. SQL lives in the *.queries.ts files.
import { z } from 'zod';
import { id, takenBack, version } from '../../../app/contracts/fields.ts';
import { listInput, parseListQuery } from '../../../app/contracts/list.ts';
import {
  board,
  boardInput,
  months,
  opportunityCreate,
  opportunityDetail,
  opportunityGrammar,
  opportunityList,
  opportunityMove,
  opportunityOptions,
  opportunityPatch,
  opportunityReplace,
} from '../../../app/contracts/opportunities.ts';
import { notFound } from '../../errors.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import { timelineOf } from '../activities/activities.procedures.ts';
import { listing } from '../../lists/lists.procedures.ts';
import { opportunitiesList } from './opportunities.list.ts';
import { bulkOf } from '../bulk/bulk.procedures.ts';
import { filesOf } from '../files/files.procedures.ts';
import { taggingOf } from '../tags/tags.procedures.ts';
import {
  assignOpportunity,
  createOpportunity,
  deleteOpportunity,
  moveOpportunity,
  replaceOpportunity,
  requireOpportunity,
  restoreOpportunity,
  saveOpportunity,
} from './opportunities.actions.ts';
import { findBoard } from './board.queries.ts';
import { findMonths } from './months.queries.ts';
import { findOpportunities } from './opportunities.queries.ts';
import { findOptions } from './opportunities.references.queries.ts';

const tags = ['opportunities'];
const idOnly = z.strictObject({ id });
const idAndVersion = z.strictObject({ id, version });
const saved = z.object({ id, version: z.number().int() });
const created = z.object({ id });

export const opportunitiesRouter = router({
  list: tenant('opportunity:read', {
    rest: {
      method: 'GET',
      path: '/opportunities',
      summary: 'List opportunities',
      description: 'Amounts, also those of the filter `amount`, are in the smallest unit of their currency.',
      tags,
    },
  })
    .input(listInput)
    .output(opportunityList)
    .query(({ ctx, input }) => findOpportunities(ctx.tx, parseListQuery(input, opportunityGrammar))),

  options: tenant('opportunity:read')
    .input(z.void())
    .output(opportunityOptions)
    .query(({ ctx }) => findOptions(ctx.tx)),

  get: tenant('opportunity:read', {
    rest: { method: 'GET', path: '/opportunities/{id}', summary: 'One opportunity', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(opportunityDetail)
    .query(({ ctx, input }) => requireOpportunity(ctx.tx, input.id)),

  board: tenant('opportunity:read', {
    rest: {
      method: 'GET',
      path: '/pipelines/{slug}/board',
      summary: 'A pipeline as columns with counts, sums and cards',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(boardInput)
    .output(board)
    .query(async ({ ctx, input }) => {
      const found = await findBoard(ctx.tx, input);
      if (!found) throw notFound('pipeline');
      return found;
    }),

  months: tenant('opportunity:read', {
    rest: {
      method: 'GET',
      path: '/pipelines/{slug}/months',
      summary: 'What is open in a pipeline, by the month it is expected to close',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(boardInput)
    .output(months)
    .query(async ({ ctx, input }) => {
      const found = await findMonths(ctx.tx, input);
      if (!found) throw notFound('pipeline');
      return found;
    }),

  create: tenant('opportunity:create', {
    rest: { method: 'POST', path: '/opportunities', summary: 'Create an opportunity', tags },
    success: 201,
    location: '/api/opportunities/{id}',
    errors: ['NotFound', 'Conflict'],
  })
    .input(opportunityCreate)
    .output(created)
    .mutation(({ ctx, input }) => createOpportunity(ctx, input)),

  replace: tenant('opportunity:update', {
    rest: {
      method: 'PUT',
      path: '/opportunities/{id}',
      summary: 'Replace the editable fields of an opportunity',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(opportunityReplace)
    .output(saved)
    .mutation(({ ctx, input }) => replaceOpportunity(ctx, input)),

  update: tenant('opportunity:update', {
    rest: { method: 'PATCH', path: '/opportunities/{id}', summary: 'Change fields of an opportunity', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(opportunityPatch)
    .output(saved)
    .mutation(({ ctx, input }) => saveOpportunity(ctx, input)),

  move: tenant('opportunity:update', {
    rest: {
      method: 'POST',
      path: '/opportunities/{id}/move',
      summary: 'Move an opportunity to another stage; a lost one needs its reason',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(opportunityMove)
    .output(saved)
    .mutation(({ ctx, input }) => moveOpportunity(ctx, input)),

  assign: tenant('opportunity:assign', {
    rest: {
      method: 'POST',
      path: '/opportunities/{id}/assign',
      summary: 'Give an opportunity to another owner',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id, ownerId: id.nullable() }))
    .output(created)
    .mutation(({ ctx, input }) => assignOpportunity(ctx, input)),

  archive: tenant('opportunity:archive', {
    rest: { method: 'POST', path: '/opportunities/{id}/archive', summary: 'Archive an opportunity', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => saveOpportunity(ctx, { ...input, archived: true })),

  restore: tenant('opportunity:archive', {
    rest: {
      method: 'POST',
      path: '/opportunities/{id}/restore',
      summary: 'Take an opportunity out of the archive or the trash',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(takenBack)
    .output(created)
    .mutation(({ ctx, input }) => restoreOpportunity(ctx, input)),

  delete: tenant('opportunity:delete', {
    rest: {
      method: 'DELETE',
      path: '/opportunities/{id}',
      summary: 'Move an opportunity to the trash for 30 days',
      tags,
    },
    success: 204,
    errors: ['NotFound', 'Conflict'],
  })
    .input(idAndVersion)
    .output(saved)
    .mutation(({ ctx, input }) => deleteOpportunity(ctx, input)),

  ...timelineOf('opportunity', 'opportunities', requireOpportunity),
  ...listing('opportunities', opportunitiesList),
  ...bulkOf('opportunity', 'opportunities'),
  ...taggingOf('opportunity', 'opportunities', requireOpportunity),

  ...filesOf('opportunity', 'opportunities'),
});
