// The forms of the leads pages: what the contract asks for, as browsers send it.
import { z } from 'zod';
import { leadCreate, leadReplace } from './leads.ts';

export const newLeadForm = leadCreate.omit({ externalSource: true, externalId: true, ownerId: true });

export const editLeadForm = leadReplace.omit({ id: true });

export const revertConversionForm = z.object({ intent: z.literal('revert') });
