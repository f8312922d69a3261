// Long work somebody can watch: an import, later exports and bulk edits.
import { z } from 'zod';
import { id, timestamp } from './fields.ts';

export const jobStatuses = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;

export const job = z.object({
  id,
  type: z.string(),
  status: z.enum(jobStatuses),
  phase: z.string().nullable(),
  /** rows handled so far and, once known, in all */
  done: z.number().int(),
  total: z.number().int().nullable(),
  counts: z.record(z.string(), z.number()).nullable(),
  error: z.string().nullable(),
  importId: id.nullable(),
  createdAt: timestamp,
  startedAt: timestamp.nullable(),
  finishedAt: timestamp.nullable(),
});

export type Job = z.output<typeof job>;

export const isFinished = ({ status }: Pick<Job, 'status'>): boolean =>
  status !== 'queued' && status !== 'running';
