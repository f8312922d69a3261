// Amounts of money at every door: a whole number of the currency's smallest unit, and the currency.
import { z } from 'zod';
import { numeric } from './fields.ts';

const CODES = new Set(Intl.supportedValuesOf('currency'));
const LARGEST = 999_999_999_999_999;

export const currency = z
  .string('Give the currency as a code of three letters, such as USD.')
  .transform((code) => code.trim().toUpperCase())
  .refine(
    (code) => CODES.has(code),
    'There is no such currency. Give its code of three letters, such as USD.',
  );

const minor = numeric(
  z
    .number('An amount is a whole number in the smallest unit of its currency.')
    .int('An amount is a whole number in the smallest unit of its currency: 1250 for $12.50.')
    .min(0, 'An amount cannot be negative.')
    .max(LARGEST, 'An amount has at most 15 digits.'),
);

/** As it is written: without a currency it is the tenant's. */
export const amountInput = z
  .strictObject({
    minor: minor.describe('in the smallest unit of the currency: 125000 for $1,250.00, 1250 for ¥1,250'),
    currency: currency.optional().describe('ISO 4217, for example USD; the tenant’s own when left out'),
  })
  .nullable();

export const amount = z.object({ minor: z.number().int(), currency: z.string() });

/** What amounts add up to: one line for each currency. */
export const sums = z.array(z.object({ currency: z.string(), minor: z.number() }));

export type Amount = z.output<typeof amount>;
export type AmountInput = NonNullable<z.output<typeof amountInput>>;
export type Sums = z.output<typeof sums>;
