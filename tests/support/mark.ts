// What tells made things apart without ever matching a search: no vowels, no digits.
import { randomInt } from 'node:crypto';

const LETTERS = 'bcdfghjklmnpqrstvwxz';

/** Twelve random consonants. Hexadecimal digits spell `ada`, `bea` and `face` now and then. */
export const mark = (): string =>
  Array.from({ length: 12 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('');
