// Which parts of a text were looked for: words that begin with one of the terms, in the way search compares them.
import { fold } from '../../server/features/search/search.rules.ts';
import type { Part } from '../features/search/search-words.ts';

/** The text in order, cut where matches begin and end. */
export function markedParts(text: string, terms: readonly string[]): Part[] {
  const parts: Part[] = [];
  const add = (piece: string, isMatch: boolean): void => {
    const last = parts.at(-1);
    if (piece === '') return;
    if (last?.isMatch === isMatch) last.text += piece;
    else parts.push({ text: piece, isMatch });
  };
  for (const piece of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    const length = matchedLength(piece, terms);
    add(piece.slice(0, length), true);
    add(piece.slice(length), false);
  }
  return parts;
}

/** How many characters of the word make up the longest term it begins with. */
function matchedLength(word: string, terms: readonly string[]): number {
  const term = terms.filter((one) => fold(word).startsWith(one)).sort((a, b) => b.length - a.length)[0];
  if (!term) return 0;
  let length = 0;
  while (length < word.length && !fold(word.slice(0, length)).startsWith(term)) length += 1;
  return length;
}
