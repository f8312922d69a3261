// What can be done with pipelines, in the words of the product.
import { z } from 'zod';
import { id, version } from '../../../app/contracts/fields.ts';
import {
  pipelineCreate,
  pipelineDetail,
  pipelineList,
  pipelineNouns,
  pipelinePatch,
  stageChanges,
  stagesSave,
} from '../../../app/contracts/pipelines.ts';
import { router, tenant } from '../../trpc/procedures.ts';
import {
  createPipeline,
  previewStages,
  requirePipeline,
  savePipeline,
  saveStages,
} from './pipelines.actions.ts';
import { findPipelines } from './stages.queries.ts';

const tags = ['pipelines'];
const saved = z.object({ id, version: z.number().int() });

export const pipelinesRouter = router({
  list: tenant('pipeline:read', {
    rest: { method: 'GET', path: '/pipelines', summary: 'List pipelines with their stages', tags },
  })
    .input(z.strictObject({ noun: z.enum(pipelineNouns).optional() }))
    .output(pipelineList)
    .query(async ({ ctx, input }) => ({ items: await findPipelines(ctx.tx, input) })),

  get: tenant('pipeline:read', {
    rest: { method: 'GET', path: '/pipelines/{id}', summary: 'One pipeline', tags },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(pipelineDetail)
    .query(({ ctx, input }) => requirePipeline(ctx.tx, input.id)),

  create: tenant('pipeline:update', {
    rest: { method: 'POST', path: '/pipelines', summary: 'Create a pipeline', tags },
    success: 201,
    location: '/api/pipelines/{id}',
    errors: ['Conflict'],
  })
    .input(pipelineCreate)
    .output(z.object({ id }))
    .mutation(({ ctx, input }) => createPipeline(ctx, input)),

  update: tenant('pipeline:update', {
    rest: {
      method: 'PATCH',
      path: '/pipelines/{id}',
      summary: 'Rename a pipeline, make it the default, put it away',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(pipelinePatch)
    .output(saved)
    .mutation(({ ctx, input }) => savePipeline(ctx, input)),

  archive: tenant('pipeline:update', {
    rest: { method: 'POST', path: '/pipelines/{id}/archive', summary: 'Put a pipeline away', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(z.strictObject({ id, version }))
    .output(saved)
    .mutation(({ ctx, input }) => savePipeline(ctx, { ...input, archived: true })),

  saveStages: tenant('pipeline:update', {
    rest: {
      method: 'PUT',
      path: '/pipelines/{id}/stages',
      summary: 'Replace the stages of a pipeline; one that is left out is deleted and its records move',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(stagesSave)
    .output(saved)
    .mutation(({ ctx, input }) => saveStages(ctx, input)),

  previewStages: tenant('pipeline:update', {
    rest: {
      method: 'POST',
      path: '/pipelines/{id}/stages/preview',
      summary: 'What saving these stages would change; nothing is written',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(stagesSave)
    .output(stageChanges)
    .mutation(({ ctx, input }) => previewStages(ctx, input)),
});
