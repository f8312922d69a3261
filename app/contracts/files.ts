// Attachments: files people put on a record. Who sees a record sees its files.
import { z } from 'zod';
import { id, timestamp } from './fields.ts';

/** How many files one record can have. */
export const MAX_FILES = 50;

export const recordFile = z.object({
  id,
  name: z.string(),
  type: z.string().describe('the media type its bytes are of, whatever its name says'),
  size: z.number().int().describe('bytes'),
  sha256: z.string().describe('of its bytes, in hex'),
  createdAt: timestamp,
  createdBy: z.object({ id, name: z.string() }).nullable(),
});

/** The files of a record, newest first. */
export const recordFiles = z.object({ items: z.array(recordFile) });

export const fileOfRecord = z.strictObject({ id, fileId: id });

export type RecordFile = z.output<typeof recordFile>;
