// The two jobs of an import as the worker knows them.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { task } from '../../jobs/task.ts';
import { previewImport, runImport } from './imports.jobs.ts';

const which = z.object({ importId: id, jobId: id });

export const importPreview = task(which, ({ payload, context, signal }) =>
  previewImport(context, payload.importId, signal),
);

export const importRun = task(which, ({ payload, context, signal }) =>
  runImport(context, payload.importId, signal),
);
