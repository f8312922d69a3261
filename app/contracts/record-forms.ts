// The forms on the page of any record, as browsers send them: `intent` says which one it is.
import { z } from 'zod';
import { id, version } from './fields.ts';
import { tagName } from './tags.ts';
import { trashNouns } from './trash.ts';

const intent = <T extends string>(value: T) => z.literal(value);

export const assignForm = z.object({ intent: intent('assign'), ownerId: id.optional() });
export const archiveForm = z.object({ intent: intent('archive'), version });
export const restoreForm = z.object({ intent: intent('restore'), version: version.optional() });
export const deleteForm = z.object({ intent: intent('delete'), version });
export const tagForm = z.object({ intent: intent('tag'), name: tagName });
export const untagForm = z.object({
  intent: intent('untag'),
  tagId: id,
  name: z.string().max(50).default(''),
});
export const deleteFileForm = z.object({ intent: intent('delete-file'), fileId: id });
/** On the page of the trash: which record is taken back. */
export const takeBackForm = z.object({ noun: z.enum(trashNouns), id, name: z.string().max(400).default('') });
