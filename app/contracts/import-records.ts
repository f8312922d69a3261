// An import as the doors show it: the uploaded file, what was found and decided about it, and what came of its rows.
import { z } from 'zod';
import { id, isStorable, numeric, timestamp, UNSTORABLE } from './fields.ts';
import { importFields, importNouns } from './import-fields.ts';
import {
  dateOrders,
  delimiters,
  detectedSchema,
  duplicatePolicies,
  encodings,
  importCounts,
  mappingSchema,
  readingSchema,
  rowIssue,
} from './imports.ts';

export const importStatuses = [
  'uploaded',
  'mapped',
  'previewing',
  'previewed',
  'running',
  'done',
  'failed',
  'cancelled',
] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const importSummary = z.object({
  id,
  /** what the rows of the file become */
  noun: z.enum(importNouns),
  fileName: z.string(),
  /** bytes */
  fileSize: z.number().int(),
  status: z.enum(importStatuses),
  /** of the preview until the run has begun, then of the run; null before either */
  counts: importCounts.nullable(),
  /** the newest preview or run */
  jobId: id.nullable(),
  /** whether rows have begun to go in; from then on reading and mapping are settled */
  hasRun: z.boolean(),
  createdBy: z.object({ id, name: z.string() }).nullable(),
  createdAt: timestamp,
  finishedAt: timestamp.nullable(),
});
export type ImportSummary = z.output<typeof importSummary>;

export const importRecord = importSummary.extend({
  detected: detectedSchema,
  mapping: mappingSchema,
  reading: readingSchema,
  duplicates: z.enum(duplicatePolicies),
  externalSource: z.string().nullable(),
  sourceId: id.nullable(),
  /** what the newest job said about the file as a whole */
  notes: z.array(z.string()),
});
export type ImportRecord = z.output<typeof importRecord>;

export const importList = z.object({ items: z.array(importSummary) });

/** How the file is to be read; what is left out is detected anew. `dateOrder` is for every column of dates. */
export const importReading = z.strictObject({
  id,
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  headerLine: numeric(
    z
      .number('The header line is a whole number; 0 for none.')
      .int('The header line is a whole number; 0 for none.')
      .min(0, 'The header line is a whole number; 0 for none.')
      .max(10_000, 'The header line must be among the first 10,000.'),
  ).optional(),
  keepFooter: z.boolean().optional(),
  dateOrder: z.enum(dateOrders).optional(),
});

const label = z
  .string()
  .max(100, 'At most 100 characters.')
  .refine(isStorable, UNSTORABLE)
  .transform((text) => text.trim());

/** What the columns fill, and what becomes of rows that are here already. Columns left out are ignored. */
export const importDecisions = z.object({
  columns: z
    .array(
      z.strictObject({
        index: z.number().int().min(0).max(499),
        field: z.enum(importFields).nullable(),
        dateOrder: z.enum(dateOrders).optional(),
      }),
    )
    .max(500),
  duplicates: z.enum(duplicatePolicies).optional(),
  /** whose ids the external id column holds */
  externalSource: label.optional(),
  /** the lead source of rows that name none */
  sourceId: id.nullable().optional(),
});
export type ImportDecisions = z.output<typeof importDecisions>;

export const importMapping = z.strictObject({ id, ...importDecisions.shape });

export const importPhases = ['preview', 'run'] as const;
/** `warn`: rows that make or change a record, but have something said about them. */
export const rowOutcomes = ['create', 'update', 'skip', 'fail', 'warn'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

const ROWS = 'limit must be a whole number from 1 to 100';

export const importRowsInput = z.strictObject({
  id,
  phase: z.enum(importPhases),
  outcome: z.enum(rowOutcomes),
  /** `next` of the answer before */
  after: z
    .string()
    .regex(/^\d{1,12}$/, 'Send back `next` of the answer before.')
    .optional(),
  limit: numeric(z.number(ROWS).int(ROWS).min(1, ROWS).max(100, ROWS)).optional(),
});

export const importRow = z.object({
  rowNo: z.number().int(),
  /** line of the file, from 1 */
  lineNo: z.number().int().nullable(),
  recordId: id.nullable(),
  cells: z.array(z.string()),
  issues: z.array(rowIssue),
});
export type ImportRow = z.output<typeof importRow>;

export const importRowList = z.object({ items: z.array(importRow), next: z.string().nullable() });

export const importStarted = z.object({ id, jobId: id });
