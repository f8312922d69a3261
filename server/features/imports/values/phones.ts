// A phone cell → the text to keep and its E.164 form. What was typed always stays; only what is dialled is derived.
import { toE164 } from '../../../phone.ts';
import { isScientific } from './numbers.ts';

export interface PhoneRead {
  phone: string;
  e164: string | null;
  /** a spreadsheet has rounded the number: its digits are lost */
  damaged: boolean;
}

/** `country` is ISO 3166 alpha-2, for numbers without a country code. */
export function readPhone(cell: string, country: string): PhoneRead {
  const phone = cell
    .trim()
    .replace(/^'/, '')
    .replace(/\s+/g, ' ')
    .replace(/^(\d{7,15})\.0$/, '$1');
  if (isScientific(phone)) return { phone, e164: null, damaged: true };
  const dialled = phone
    .normalize('NFKC')
    .replace(/^tel:/i, '')
    .replace(/^\(?00\)?(?=[\s\d]*[1-9])/, '+')
    .replace(/^\+\s*\(?(\d+)\)?\s*\(0\)/, '+$1 ');
  const e164 = toE164(dialled, country) ?? (dialled === phone ? null : toE164(phone, country));
  return { phone, e164, damaged: false };
}

/** Whether a text could be dialled by its length and marks, though no plan of numbers we know has it. */
export function isPlausiblePhone(typed: string): boolean {
  const [number = ''] = typed.normalize('NFKC').split(/\s*(?:x|ext\.?|#)\s*(?=\d{1,7}$)/i, 1);
  const digits = number.replace(/\D/g, '').length;
  return digits >= 7 && digits <= 15 && /^\+?[\d\s().\-/]+$/.test(number);
}
