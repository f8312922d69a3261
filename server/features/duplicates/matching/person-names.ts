// A person's name in two parts, however it was written: titles off, family name first or last, with or without a comma.
import { fold } from '../../search/search.rules.ts';

export interface PersonName {
  given: string;
  family: string;
  /** of father and son: "jr", "sr", "ii" … */
  generation: string;
}

const TITLES = new Set(
  `mr mrs ms miss mx dr prof sir dame rev fr herr frau hr fru dhr mevr sr sra srta don dona mme mlle monsieur madame sig signora
  dott ing dipl mag mba phd md dds esq cpa pmp dvm rn jd llb msc bsc ma ba cfa`.split(/\s+/),
);
const GENERATIONS = new Set(['jr', 'junior', 'snr', 'senior', 'ii', 'iii', 'iv']);
const PARTICLES = new Set(
  'van von der den de del della di da dos das du la le el al bin ibn ben ter ten zu zur af av mac mc st'.split(
    ' ',
  ),
);

/** A name is no essay. */
const LONGEST = 400;

export const wordsIn = (text: string): string[] =>
  fold(text.slice(0, LONGEST))
    .replace(/['’`´]/g, '')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

export function personName(of: {
  name?: string | null;
  firstName?: string | null;
  lastName?: string | null;
}): PersonName {
  const given = wordsIn(of.firstName ?? '');
  const family = wordsIn(of.lastName ?? '');
  if (given.length > 0 || family.length > 0) return named(given, family);
  return ofWhole(of.name ?? '');
}

function ofWhole(name: string): PersonName {
  const comma = name.indexOf(',');
  const after = comma < 0 ? [] : wordsIn(name.slice(comma + 1));
  if (after.some((word) => !isExtra(word))) return named(after, wordsIn(name.slice(0, comma)));
  const words = wordsIn(name);
  const bare = words.filter((word) => !isExtra(word));
  if (bare.length < 2) return named([], words);
  let at = bare.length - 1;
  while (at > 1 && PARTICLES.has(bare[at - 1] ?? '')) at -= 1;
  const generation = words.filter((word, index) => GENERATIONS.has(word) || isSenior(words, index));
  return named(bare.slice(0, at), [...bare.slice(at), ...generation]);
}

/** Before a name it is señor. */
const isSenior = (words: readonly string[], at: number): boolean =>
  words[at] === 'sr' && at > 0 && at === words.length - 1;

const isExtra = (word: string): boolean => TITLES.has(word) || GENERATIONS.has(word);

function named(given: string[], family: string[]): PersonName {
  const words = [...given, ...family];
  const generation = words.find((word, index) => GENERATIONS.has(word) || isSenior(words, index)) ?? '';
  return {
    given: bareOf(given),
    family: bareOf(family),
    generation: generation.replace(/^junior$/, 'jr').replace(/^(senior|snr)$/, 'sr'),
  };
}

/** Without titles, unless there is nothing else. */
function bareOf(words: string[]): string {
  const bare = words.filter((word) => !isExtra(word));
  return (bare.length > 0 ? bare : words).join(' ');
}
