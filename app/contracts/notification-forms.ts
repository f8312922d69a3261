// The forms of the inbox, as browsers send them. `next` is the page one goes on to.
import { z } from 'zod';
import { id } from './fields.ts';
import { archivableViews } from './notifications.ts';

const next = z.string().max(400).optional();

export const newsForm = z.object({ id, next });

/** What a click on a row sends while the browser goes on. */
export const openedNewsForm = z.object({ id });

/** A box that is not ticked is not sent. */
export const reminderMailsForm = z.object({ reminderMails: z.boolean().optional() });

/** Making and ending a calendar's address: the button says which. */
export const calendarFeedForm = z.object({});

/** All that the page shows and what is older; not what came since. */
export const allNewsForm = z.object({ until: id, show: z.enum(archivableViews) });

export const restoreNewsForm = z.object({ at: z.string().max(40) });
