// The forms of the leads pages: what the contract asks for, as browsers send it.
import { z } from 'zod';
import { noteBody } from './activities.ts';
import { id, version } from './fields.ts';
import { leadCreate, leadReplace } from './leads.ts';

export const newLeadForm = leadCreate.omit({ externalSource: true, externalId: true, ownerId: true });

export const editLeadForm = leadReplace.omit({ id: true });

const intent = <T extends string>(value: T) => z.literal(value);

export const assignForm = z.object({ intent: intent('assign'), ownerId: id.optional() });
export const archiveForm = z.object({ intent: intent('archive'), version });
export const restoreForm = z.object({ intent: intent('restore') });
export const noteForm = z.object({ intent: intent('note'), body: noteBody });
