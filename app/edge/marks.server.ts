// Which parts of a text were looked for: words that begin with one of the terms or hold it, in the way search compares them.
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
    const [start, end] = matchIn(piece, terms);
    add(piece.slice(0, start), false);
    add(piece.slice(start, end), true);
    add(piece.slice(end), false);
  }
  return parts;
}

/** Where in the word the longest term stands, at its beginning if one does. */
function matchIn(word: string, terms: readonly string[]): [start: number, end: number] {
  const longest = (some: readonly string[]) => [...some].sort((a, b) => b.length - a.length)[0];
  const term =
    longest(terms.filter((one) => fold(word).startsWith(one))) ??
    longest(terms.filter((one) => fold(word).includes(one)));
  if (!term) return [0, 0];
  let end = 0;
  while (end < word.length && !fold(word.slice(0, end)).includes(term)) end += 1;
  let start = end;
  while (start > 0 && !fold(word.slice(start, end)).startsWith(term)) start -= 1;
  return [start, end];
}
