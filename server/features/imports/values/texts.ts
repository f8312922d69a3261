// Cells that stay text: tidied at their ends, never changed inside, and told where something invisible or broken is in them.
import { restore } from '../csv/cell.ts';

// Zero-width and direction marks; the joiners that emoji and some scripts need are left alone.
const INVISIBLE = /[\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\u00ad]/;
const BEYOND_ASCII = /[\u0080-\uffff]/;
const MOJIBAKE = /Ã[\u0080-\u00bf]|â€[\u0090-\u00bf™œžš¢¦]|Â[\u00a0-\u00bf]|ï¿½/;
const EDGES = /^[\s\u200b\u2060\ufeff]+|[\s\u200b\u2060\ufeff]+$/g;

/** The cell without blanks at its ends and without the mark our export puts before formulas. */
export function tidy(cell: string): string {
  if (cell === '') return cell;
  const [first, last] = [cell.charCodeAt(0), cell.charCodeAt(cell.length - 1)];
  if (isInk(first) && isInk(last)) return cell;
  return restore(cell.replace(EDGES, ''));
}

/** A printed ASCII character other than the quote mark: nothing to tidy beside it. */
const isInk = (code: number): boolean => code > 32 && code < 127 && code !== 39;

/** A value that is shown on one line. */
export const oneLine = (text: string): string =>
  /[\r\n\t]/.test(text) ? text.replace(/\s*[\r\n\t]+\s*/g, ' ') : text;

export type TextFlag = 'invisible' | 'mojibake';

export function flagOf(text: string): TextFlag | null {
  if (!BEYOND_ASCII.test(text)) return null;
  if (INVISIBLE.test(text)) return 'invisible';
  return MOJIBAKE.test(text) ? 'mojibake' : null;
}

const EASTERN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}・ー々\s]+$/u;

/** One name from its parts: family name first where both are written in Chinese, Japanese or Korean. */
export function fullName(first: string, middle: string, last: string): string {
  if (first > '\u2e80' && last > '\u2e80' && EASTERN.test(first) && EASTERN.test(last))
    return `${last} ${first}`;
  const given = first && middle ? `${first} ${middle}` : first || middle;
  return given && last ? `${given} ${last}` : given || last;
}
