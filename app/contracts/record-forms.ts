// The forms on the page of any record, as browsers send them: `intent` says which one it is.
import { z } from 'zod';
import { id, version } from './fields.ts';

const intent = <T extends string>(value: T) => z.literal(value);

export const assignForm = z.object({ intent: intent('assign'), ownerId: id.optional() });
export const archiveForm = z.object({ intent: intent('archive'), version });
export const restoreForm = z.object({ intent: intent('restore') });
export const deleteForm = z.object({ intent: intent('delete'), version });
