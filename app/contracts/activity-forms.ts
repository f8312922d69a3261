// The forms of a timeline: what the contract asks for, as browsers send it. `next` is the page one goes on to, if not the record's.
import { z } from 'zod';
import { activityLog, activityPatch, noteBody } from './activities.ts';
import { id, version } from './fields.ts';

const next = z.string().max(4_000).optional().catch(undefined);

export const noteForm = z.object({ intent: z.literal('note'), body: noteBody, next });

export const logForm = activityLog.omit({ id: true }).extend({ intent: z.literal('log') });

export const deleteEntryForm = z.object({ intent: z.literal('delete-entry'), entry: id, version });

export const restoreEntryForm = z.object({ intent: z.literal('restore-entry'), entry: id });

export const editEntryForm = activityPatch.omit({ id: true, occurredAt: true });
