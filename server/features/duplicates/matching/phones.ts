// Telephone numbers by their digits; the same number is written with and without its country and its zero.

const LEAST = 7;

/** Without what is dialled before or after it, or null where too little is left. */
export function phoneDigits(typed: string): string | null {
  const number = typed
    .slice(0, 100)
    .replace(/(?:;|,|\b(?:ext|extension|x|poste|int|app|durchwahl|dw)\b|(?<=\d)x)[\s.:=]*\w*.*$/i, '');
  const digits = number.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= LEAST && !/^(\d)\1+$/.test(digits) ? digits : null;
}

/** Where two numbers are looked for together. */
export const phoneEnd = (digits: string): string => digits.slice(-LEAST);

/** One may lack its country or its area. */
export const isSamePhone = (a: string, b: string): boolean => a.endsWith(b) || b.endsWith(a);
