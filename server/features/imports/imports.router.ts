// Importing, in the words of the product. The file itself comes and goes by streams beside this router.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import {
  importList,
  importMapping,
  importReading,
  importRecord,
  importRowList,
  importRowsInput,
  importStarted,
} from '../../../app/contracts/import-records.ts';
import { router, tenant, tenantSteps } from '../../trpc/procedures.ts';
import {
  cancelImport,
  configureImport,
  mapImport,
  requireImport,
  startPreview,
  startRun,
} from './imports.actions.ts';
import { findImports } from './imports.records.queries.ts';
import { findRows } from './imports.rows.queries.ts';

const tags = ['imports'];
const idOnly = z.strictObject({ id });
const done = z.object({ id });
const ROWS = 20;

export const importsRouter = router({
  list: tenant('import:read', {
    rest: { method: 'GET', path: '/imports', summary: 'The newest imports', tags },
  })
    .input(z.strictObject({}).optional())
    .output(importList)
    .query(async ({ ctx }) => ({ items: await findImports(ctx.tx) })),

  get: tenant('import:read', {
    rest: { method: 'GET', path: '/imports/{id}', summary: 'One import', tags },
    errors: ['NotFound'],
  })
    .input(idOnly)
    .output(importRecord)
    .query(({ ctx, input }) => requireImport(ctx.tx, input.id)),

  rows: tenant('import:read', {
    rest: {
      method: 'GET',
      path: '/imports/{id}/rows',
      summary: 'Rows of one outcome, with the reasons',
      description: 'The first twenty of each outcome, and every row that failed or, in the run, was skipped.',
      tags,
    },
    errors: ['NotFound'],
  })
    .input(importRowsInput)
    .output(importRowList)
    .query(async ({ ctx, input }) => {
      const { after, limit = ROWS, ...wanted } = input;
      const { noun } = await requireImport(ctx.tx, input.id);
      const items = await findRows(ctx.tx, { ...wanted, noun, after: Number(after ?? 0), limit: limit + 1 });
      const shown = items.slice(0, limit);
      return { items: shown, next: items.length > limit ? String(shown.at(-1)?.rowNo) : null };
    }),

  configure: tenantSteps('import:create', {
    rest: {
      method: 'POST',
      path: '/imports/{id}/configure',
      summary: 'Read the file in another way',
      description: 'What is left out is detected anew.',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(importReading)
    .output(done)
    .mutation(({ ctx, input }) => configureImport(ctx.enter, input)),

  map: tenant('import:create', {
    rest: {
      method: 'POST',
      path: '/imports/{id}/map',
      summary: 'Say what the columns fill and how duplicates are met',
      tags,
    },
    errors: ['NotFound', 'Conflict'],
  })
    .input(importMapping)
    .output(done)
    .mutation(({ ctx, input }) => mapImport(ctx.tx, input)),

  preview: tenant('import:create', {
    rest: { method: 'POST', path: '/imports/{id}/preview', summary: 'Check every row', tags },
    success: 202,
    location: '/api/jobs/{jobId}',
    errors: ['NotFound', 'Conflict', 'TooManyRequests'],
  })
    .input(idOnly)
    .output(importStarted)
    .mutation(({ ctx, input }) => startPreview(ctx.tx, input.id)),

  run: tenant('import:create', {
    rest: { method: 'POST', path: '/imports/{id}/run', summary: 'Bring the rows in', tags },
    success: 202,
    location: '/api/jobs/{jobId}',
    errors: ['NotFound', 'Conflict', 'TooManyRequests'],
  })
    .input(idOnly)
    .output(importStarted)
    .mutation(({ ctx, input }) => startRun(ctx.tx, input.id)),

  cancel: tenant('import:create', {
    rest: { method: 'POST', path: '/imports/{id}/cancel', summary: 'Stop a check or a run', tags },
    errors: ['NotFound', 'Conflict'],
  })
    .input(idOnly)
    .output(done)
    .mutation(({ ctx, input }) => cancelImport(ctx.tx, input.id)),
});
