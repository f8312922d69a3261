// Numbers as spreadsheets of different countries write them.

const AMOUNT = /^[-+(]?\s?(?:[$€£¥₹]|[A-Z]{3})?\s?([-+]?\d[\d.,'\u00a0\u202f ]*)\s?(?:[%$€£¥]|[A-Z]{3})?\)?$/;

/** The number a cell stands for, or null. `decimalComma` says how the column writes fractions. */
export function readNumber(typed: string, decimalComma: boolean): number | null {
  const text = typed.trim();
  const digits = AMOUNT.exec(text)?.[1];
  if (digits === undefined) return /^[-+]?\d+(?:\.\d+)?e[-+]?\d+$/i.test(text) ? Number(text) : null;
  const plain = digits.replace(/['\u00a0\u202f ]/g, '');
  const value = Number(
    decimalComma ? plain.replaceAll('.', '').replace(',', '.') : plain.replaceAll(',', ''),
  );
  if (!Number.isFinite(value)) return null;
  return /^\(.*\)$|^-/.test(text) && value > 0 ? -value : value;
}

/** Whether a column writes 3,5 for three and a half: a comma with one, two or more than three digits behind it, and no such point. */
export function usesDecimalComma(values: Iterable<string>): boolean {
  let [comma, point] = [0, 0];
  for (const value of values) {
    if (/^\D{0,4}[\d. ]*\d,(?:\d{1,2}|\d{4,})\D{0,4}$/.test(value)) comma += 1;
    else if (/^\D{0,4}[\d, ]*\d\.(?:\d{1,2}|\d{4,})\D{0,4}$/.test(value)) point += 1;
  }
  return comma > point;
}

/** A long number that a spreadsheet has rounded away: 4.91E+11. */
export const isScientific = (text: string): boolean => /^[-+]?\d(?:[.,]\d+)?e\+\d+$/i.test(text.trim());
