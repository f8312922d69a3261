// The forms of the opportunities pages: what the contract asks for, as browsers send it.
import { z } from 'zod';
import { id, text, version } from './fields.ts';
import { currency } from './money.ts';
import { day, opportunityMove, opportunityReplace } from './opportunities.ts';

// Who chooses from a list sends an id, who types sends the words; an amount is typed as people write it.
const fields = {
  ...opportunityReplace.omit({ id: true, version: true, stageId: true, amount: true }).shape,
  organizationId: text(200, 'Organization').optional(),
  contactId: text(200, 'Contact').optional(),
  amount: text(30, 'Amount').optional(),
  currency: currency.optional(),
};

export const newOpportunityForm = z.strictObject({ ...fields, stageId: id.optional() });

export const editOpportunityForm = z.strictObject({ version, ...fields });

/** Into another stage. On the page of a record its id is in the address. */
export const moveForm = opportunityMove.omit({ id: true }).extend({ intent: z.literal('move') });

/** On the board a form says which card it means, and where that was, so that it can be taken back. */
export const moveCardForm = moveForm.extend({ id, from: id.optional() });

/** To another day, or to none, on the board by close month; `from` is the day it had. */
export const moveDayForm = z.strictObject({
  intent: z.literal('day'),
  id,
  version,
  closeDate: day.optional(),
  from: day.optional(),
});
