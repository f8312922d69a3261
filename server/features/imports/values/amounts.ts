// Amounts of money as files write them: 1.234,50 €, $22,700.00, EUR 12, each in the smallest unit of its currency. Pure.
import { currency as currencyCode } from '../../../../app/contracts/money.ts';

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR' };
const DOLLARS = ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'MXN', 'TWD', 'BRL', 'CLP', 'COP', 'ARS'];
const LARGEST = 999_999_999_999_999;

/** The code of a currency, null where there is no such one. A dollar is the tenant's where that is one. */
export function readCurrency(typed: string, own: string): string | null {
  const text = typed.trim();
  if (text === '$') return DOLLARS.includes(own) ? own : 'USD';
  const read = currencyCode.safeParse(SIGNS[text] ?? text);
  return read.success ? read.data : null;
}

/** What stands beside the number of a cell: a sign or a code, else null. */
export const currencyIn = (cell: string): string | null => /[$€£¥₹]|\b[A-Z]{3}\b/.exec(cell)?.[0] ?? null;

/** Decimals of a currency: 2 for USD, 0 for JPY. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** Null for what is no amount: negative, or of more than 15 digits. */
export function toMinor(amount: number, currency: string): number | null {
  const minor = Math.round(amount * 10 ** minorDigits(currency));
  return minor >= 0 && minor <= LARGEST ? minor : null;
}
