// Attachments on the page of a record: what the section shows, and its form for deleting one. Files come in by a door of
// the server (server/features/files/files.doors.ts), which sends a refused one back here.
import { env } from '../../server/env.ts';
import { sizeInWords } from '../../server/kept-files.ts';
import type { Caller } from '../../server/trpc/caller.ts';
import { deleteFileForm } from '../contracts/record-forms.ts';
import { MAX_FILES } from '../contracts/files.ts';
import { clearRefusalCookie, readRefusal } from '../contracts/upload-refusal.ts';
import type { AttachmentsData } from '../features/records/attachments.tsx';
import type { RecordNoun } from '../paths.ts';
import { backTo } from './back.server.ts';
import { flashing } from './flash.server.ts';
import { formAction } from './form.server.ts';
import type { Page } from './page.server.ts';

export type FileCaller = Pick<Caller['leads'], 'files' | 'deleteFile'>;

export async function filesFor(page: Page, calls: FileCaller, id: string): Promise<AttachmentsData> {
  const { items } = await calls.files({ id });
  const refused = readRefusal(page.cookies);
  if (refused) page.setCookie(clearRefusalCookie);
  return {
    files: items.map(({ id, name, size, createdAt, createdBy }) => ({
      id,
      name,
      size: sizeInWords(size),
      createdAt,
      by: createdBy?.name ?? null,
    })),
    refused,
    limit: { bytes: env.LIMIT_FILE_BYTES, text: sizeInWords(env.LIMIT_FILE_BYTES), files: MAX_FILES },
  };
}

/** `{ ...fileActions('lead', ({ leads }) => leads) }` among the intents of a route. */
export const fileActions = (noun: RecordNoun, of: (caller: Caller) => FileCaller) => ({
  'delete-file': formAction(deleteFileForm, async (page, { fileId }) => {
    await of(page.caller).deleteFile({ id: page.params.id ?? '', fileId });
    return flashing(backTo(noun, page), { tone: 'ok', text: 'File deleted.' }, page.secure);
  }),
});
