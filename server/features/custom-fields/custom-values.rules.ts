// What a value of a custom field may be, by the type of the field. Pure.
import { z } from 'zod';
import type { CustomField } from '../../../app/contracts/custom-fields.ts';
import { MAX_TEXT, type CustomValue } from '../../../app/contracts/custom-values.ts';
import { emailAddress } from '../../../app/contracts/email.ts';
import { id, numeric, text } from '../../../app/contracts/fields.ts';
import { amountInput, currency as currencyCode } from '../../../app/contracts/money.ts';
import { day } from '../../../app/contracts/opportunities.ts';
import { minorDigits } from '../imports/values/amounts.ts';

/** One row of a value: what its type keeps it in. */
export interface Kept {
  text?: string;
  number?: number;
  date?: string;
  minor?: number;
  currency?: string;
  userId?: string;
}

/** The rows of what was written of a field, none where it is emptied; or what is wrong with it, for people. */
export function keptOf(field: CustomField, written: unknown, currency: string): Kept[] | string {
  if (isNothing(written)) return [];
  if (
    field.type === 'money' &&
    typeof written === 'string' &&
    typeof typedMoney(written, currency) === 'string'
  )
    return 'Write an amount such as 1250.50 EUR.';
  const read = rules[field.type](field, currency).safeParse(written);
  if (!read.success) return read.error.issues[0]?.message ?? 'This is not a value.';
  return read.data;
}

const isNothing = (written: unknown): boolean =>
  written === null ||
  written === undefined ||
  (typeof written === 'string' && written.trim() === '') ||
  (Array.isArray(written) && written.length === 0);

type Rule = (field: CustomField, currency: string) => z.ZodType<Kept[]>;

const line = (label: string) => text(MAX_TEXT, label);
const one = (value: string | null): Kept[] => (value === null ? [] : [{ text: value }]);
const WEB = 'Give the address of a page, such as https://example.com.';
const PHONE = 'Give a phone number: digits, spaces, + - ( ) and an extension.';

const rules: Record<CustomField['type'], Rule> = {
  text: ({ label }) => line(label).transform(one),
  number: ({ label }) =>
    numeric(z.number(`${label} must be a number.`)).transform((value) => [{ number: value }]),
  date: () => day.transform((value) => [{ date: value }]),
  select: (field) => choiceOf(field).transform((value) => [{ text: value }]),
  'multi-select': (field) =>
    // forms send one that is chosen by itself
    z
      .preprocess(
        (sent: unknown) => (typeof sent === 'string' ? [sent] : sent),
        z.array(choiceOf(field), `Choose of ${field.label} from the list.`),
      )
      .transform((values) => [...new Set(values)].map((value) => ({ text: value }))),
  user: () => id.transform((value) => [{ userId: value.toLowerCase() }]),
  url: ({ label }) =>
    line(label)
      .refine((value) => value === null || isWeb(value), WEB)
      .transform(one),
  email: () => emailAddress.transform(one),
  phone: ({ label }) =>
    line(label)
      .refine(
        (value) => value === null || /^\+?[\d\s().\-/]{3,40}( ?(x|ext\.?) ?\d{1,8})?$/i.test(value),
        PHONE,
      )
      .transform(one),
  money: (_, own) =>
    z
      .preprocess((sent: unknown) => (typeof sent === 'string' ? typedMoney(sent, own) : sent), amountInput)
      .transform((amount) => (amount ? [{ minor: amount.minor, currency: amount.currency ?? own }] : [])),
};

const choiceOf = ({ label, choices }: CustomField) =>
  z
    .string(`Choose of ${label} from the list.`)
    .refine(
      (value) => choices.some(({ key }) => key === value),
      `${label} is one of ${choices.map((choice) => choice.key).join(', ')}.`,
    );

function isWeb(value: string): boolean {
  const url = /^https?:\/\//i.test(value) ? value : `https://${value}`;
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return host.includes('.') && !/\s/.test(value);
}

/** "1,250.50 EUR", as people write it; without a currency it is the tenant's. What is none stays as it is, and is refused. */
function typedMoney(typed: string, own: string): unknown {
  const [, digits = '', decimals = '', code = own] =
    /^(\d{1,15}|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,4}))?\s*([a-z]{3})?$/i.exec(typed.trim()) ?? [];
  const { data: currency } = currencyCode.safeParse(code);
  if (digits === '' || currency === undefined) return typed;
  const places = minorDigits(currency);
  if (decimals.length > places) return typed;
  return { minor: Number(digits.replaceAll(',', '') + decimals.padEnd(places, '0')), currency };
}

/** Whether rows say what is said already. */
export function isSame(kept: readonly Kept[], said: CustomValue | undefined): boolean {
  if (said === undefined) return kept.length === 0;
  const [first] = kept;
  if (Array.isArray(said)) return said.join() === kept.map((row) => row.text).join();
  if (typeof said === 'number') return first?.number === said;
  if (typeof said === 'string') return (first?.text ?? first?.date) === said;
  if ('minor' in said) return first?.minor === said.minor && first.currency === said.currency;
  return first?.userId === said.id;
}

/** A value as it would be written, so that one that stays need not be one that could be chosen today. */
export const asWritten = (said: CustomValue | undefined): unknown =>
  said !== undefined && typeof said === 'object' && 'name' in said ? said.id : said;
