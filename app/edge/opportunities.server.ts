// What the forms of opportunities send, as the procedures take it: records by id, amounts in the smallest unit.
import type { z } from 'zod';
import { AppError } from '../../server/errors.ts';
import type { AmountInput } from '../contracts/money.ts';
import type { editOpportunityForm, newOpportunityForm } from '../contracts/opportunity-forms.ts';
import { minorDigits } from '../format.ts';
import { ifAllowed, unlessHidden, type Page } from './page.server.ts';
import { contacts, organizations } from './references.server.ts';

type Sent = z.output<typeof newOpportunityForm> | Omit<z.output<typeof editOpportunityForm>, 'version'>;

/** What an existing one refers to already. */
interface Customer {
  organization: { id: string } | null;
  contact: { id: string } | null;
}

const NOBODY: Customer = { organization: null, contact: null };

/**
 * A field that the form had not stays out, so that it is emptied where this person may change it. What it refers to
 * already may be out of their sight, and is sent back as it was.
 */
export async function opportunityOf(caller: Page['caller'], sent: Sent, before = NOBODY) {
  const { organizationId: organization, contactId: contact, amount, currency, ...fields } = sent;
  const [organizationId, contactId] = await Promise.all([
    organization && organization !== before.organization?.id
      ? organizations.meant(caller, organization)
      : organization,
    contact && contact !== before.contact?.id ? contacts.meant(caller, contact) : contact,
  ]);
  return {
    ...fields,
    ...(organizationId && { organizationId }),
    ...(contactId && { contactId }),
    ...(amount && { amount: typedAmount(amount, currency) }),
  };
}

const TYPED = /^(\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;

/** An amount as it was typed; without a currency it is the tenant's. */
export const typedAmount = (typed: string, currency?: string): AmountInput => ({
  minor: minorOf(typed, currency),
  ...(currency && { currency }),
});

/** "1,250.50" → 125050. Throws Unprocessable for the field `amount`. */
function minorOf(typed: string, currency = 'USD'): number {
  const [, whole = '', decimals = ''] = TYPED.exec(typed.replace(/\s/g, '')) ?? [];
  if (whole === '') throw notAnAmount('Write an amount such as 1250 or 1,250.50.');
  const digits = minorDigits(currency);
  if (decimals.length > digits)
    throw notAnAmount(
      digits === 0 ? `${currency} has no decimals.` : `${currency} has at most ${digits} decimals.`,
    );
  const minor = Number(whole.replaceAll(',', '') + decimals.padEnd(digits, '0'));
  if (minor > LARGEST) throw notAnAmount('An amount has at most 15 digits, decimals included.');
  return minor;
}

const BESIDE = { sort: '-created_at', limit: 10 };

/** The latest opportunities of an organization or a contact; null for those who may not see whose they are. */
export const dealsOf = (caller: Page['caller'], noun: 'organization' | 'contact', id: string) =>
  ifAllowed(
    unlessHidden(caller.opportunities.options(), noun, () =>
      caller.opportunities.list({ f: [`${noun}.is.${id}`], ...BESIDE }),
    ),
  );

const LARGEST = 999_999_999_999_999;

const notAnAmount = (message: string): AppError =>
  new AppError('Unprocessable', 'input.invalid', message, { details: { amount: [message] } });
