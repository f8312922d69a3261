// The form of a conversion, as browsers send it: of each record a choice, and the fields of a new one.
import { z } from 'zod';
import { id, text, version } from './fields.ts';
import type { LeadConvert } from './lead-conversion.ts';
import { currency, type AmountInput } from './money.ts';
import { day } from './opportunities.ts';

const choice = <const T extends string>(...words: T[]) =>
  z.union([z.enum(words), id], 'Choose one of these.');

export const convertLeadForm = z.object({
  version,
  contact: choice('new'),
  firstName: text(100, 'First name').optional(),
  lastName: text(100, 'Last name').optional(),
  organization: choice('new', 'none'),
  organizationName: text(200, 'Name').optional(),
  opportunity: z.enum(['new', 'none'], 'Choose one of these.'),
  title: text(200, 'Title').optional(),
  amount: text(30, 'Amount').optional().describe('as people write it'),
  currency: currency.optional(),
  closeDate: day.optional(),
});

type Filled = z.output<typeof convertLeadForm>;

/** What the form asks the router for; `amount` is what was typed, read by the edge. */
export function conversionOf(leadId: string, form: Filled, amount?: AmountInput): LeadConvert {
  const { contact, organization, opportunity, title, closeDate } = form;
  return {
    id: leadId,
    version: form.version,
    ...(contact === 'new'
      ? { firstName: form.firstName ?? null, lastName: form.lastName ?? null }
      : { contactId: contact }),
    ...(organization === 'none' && { organizationName: null }),
    ...(organization === 'new' && { organizationName: form.organizationName ?? null }),
    ...(organization !== 'none' && organization !== 'new' && { organizationId: organization }),
    opportunity:
      opportunity === 'none'
        ? null
        : { ...(title && { title }), ...(amount && { amount }), ...(closeDate && { closeDate }) },
  };
}
