// What every record with attachments can do: its router spreads these in. `...filesOf('lead', 'leads')`. Bringing a file
// and fetching it are streams, in files.doors.ts.
import { z } from 'zod';
import { id } from '../../../app/contracts/fields.ts';
import { fileOfRecord, recordFiles } from '../../../app/contracts/files.ts';
import type { RecordNoun } from '../../../app/paths.ts';
import { tenant } from '../../trpc/procedures.ts';
import { dropFile, requireHeld } from './files.actions.ts';
import { findFiles } from './files.queries.ts';

export const filesOf = (noun: RecordNoun, plural: string) => ({
  files: tenant(`${noun}:read`, {
    rest: {
      method: 'GET',
      path: `/${plural}/{id}/files`,
      summary: `The files of ${a(noun)}, newest first`,
      tags: [plural],
    },
    errors: ['NotFound'],
  })
    .input(z.strictObject({ id }))
    .output(recordFiles)
    .query(async ({ ctx: { tx }, input }) => {
      const record = { noun, recordId: input.id };
      await requireHeld(tx, record);
      return { items: await findFiles(tx, record) };
    }),

  deleteFile: tenant(`${noun}:update`, {
    rest: {
      method: 'DELETE',
      path: `/${plural}/{id}/files/{fileId}`,
      summary: `Delete a file of ${a(noun)} for good`,
      tags: [plural],
    },
    success: 204,
    errors: ['NotFound'],
  })
    .input(fileOfRecord)
    .output(z.object({ id }))
    .mutation(({ ctx: { tx }, input }) => dropFile(tx, { noun, recordId: input.id }, input.fileId)),
});

const a = (noun: RecordNoun): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
