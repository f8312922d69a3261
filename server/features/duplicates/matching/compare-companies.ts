// Names of companies: word by word, and a rare word weighs more than a common one.
import { evidence, type Evidence } from './evidence.ts';
import type { Population } from './population.ts';
import { likeness } from './similarity.ts';

/** The most that a name alone may say. */
const MOST = 14;
const WHOLE = 17;

export function compareCompanies(
  a: readonly string[],
  b: readonly string[],
  population: Population,
): Evidence[] {
  if (a.length === 0 || b.length === 0) return [];
  const [glued, other] = [a.join(''), b.join('')];
  if (glued === other || isSameSet(a, b)) return [evidence('company', wholeName(a, b, population))];
  const shared = sharedBits(a, b, population);
  const alone = sum(a, population) + sum(b, population);
  const alike = (2 * shared) / alone;
  const inLess = shared / Math.min(sum(a, population), sum(b, population));
  if (alike >= 0.8) return [evidence('company', Math.min(shared, MOST) - 1)];
  if (glued.length > 5 && likeness(glued, other) === 'close')
    return [evidence('company-near', Math.min(sum(a, population), MOST) - 3)];
  if (alike >= 0.55 || inLess >= 0.9)
    return [evidence('company-near', Math.max(Math.min(shared * alike, 9) - 1, 1))];
  if (alike >= 0.3) return [evidence('company-near', 1)];
  return [evidence('company-differs', alike >= 0.15 ? -3 : -6)];
}

/** The whole name, however common its words are; chains have one name many times. */
function wholeName(a: readonly string[], b: readonly string[], population: Population): number {
  const holders = Math.max(
    population.count('company', a.join(' ')),
    population.count('company', b.join(' ')),
  );
  return Math.max(WHOLE - Math.log2(Math.max(holders - 1, 1)), Math.min(sum(a, population), MOST));
}

const isSameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((word) => b.includes(word));

const sum = (words: readonly string[], population: Population): number =>
  words.reduce((bits, word) => bits + population.rarity('word', word), 0);

/** Each word with its best counterpart. */
function sharedBits(a: readonly string[], b: readonly string[], population: Population): number {
  const open = new Set(b);
  let bits = 0;
  for (const word of a) {
    if (open.delete(word)) bits += population.rarity('word', word);
    else {
      const found = bestOf(word, open);
      if (found) {
        open.delete(found.word);
        bits +=
          found.share * Math.min(population.rarity('word', word), population.rarity('word', found.word));
      }
    }
  }
  return bits;
}

function bestOf(word: string, among: Iterable<string>): { word: string; share: number } | null {
  let best: { word: string; share: number } | null = null;
  for (const other of among) {
    const like = /\d/.test(word + other) ? 'other' : likeness(word, other);
    const share = like === 'close' ? 0.8 : like === 'near' ? 0.5 : 0;
    if (share > (best?.share ?? 0)) best = { word: other, share };
  }
  return best;
}
