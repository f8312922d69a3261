// The forms of the import pages, as browsers send them: everything is text, and what was not chosen is missing.
import { z } from 'zod';
import { id, numeric } from './fields.ts';
import { importDecisions } from './import-records.ts';
import { importFields } from './import-fields.ts';
import { dateOrders, delimiters, duplicatePolicies, encodings } from './imports.ts';

const intent = <T extends string>(value: T) => z.literal(value);

export const readingForm = z.object({
  intent: intent('read'),
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum(delimiters).optional(),
  headerLine: numeric(z.number('Choose a line.').int().min(0).max(10_000)).optional(),
  keepFooter: z.boolean().optional(),
  dateOrder: z.enum(dateOrders).optional(),
});

export const mappingForm = z.object({
  intent: intent('map'),
  columns: z
    .array(
      z.object({
        index: numeric(z.number().int().min(0).max(499)),
        field: z.enum(importFields).optional(),
        dateOrder: z.enum(dateOrders).optional(),
      }),
    )
    .max(500),
  duplicates: z.enum(duplicatePolicies, 'Choose what happens to leads that are here already.'),
  externalSource: importDecisions.shape.externalSource,
  sourceId: id.optional(),
});

export const runForm = z.object({ intent: intent('run') });
export const cancelForm = z.object({ intent: intent('cancel') });
