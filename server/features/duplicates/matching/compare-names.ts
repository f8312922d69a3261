// Names of people: part by part, in this order and in the other.
import { bitsOf, evidence, type Evidence } from './evidence.ts';
import { isNickname } from './nicknames.ts';
import type { PersonName } from './person-names.ts';
import type { Population } from './population.ts';
import { likeness } from './similarity.ts';

type Part = 'given' | 'family';

/** Bits against, where a part differs altogether: first names seldom change, last names do by marriage. */
const DIFFERS = { given: -7, family: -5 } as const;
const SWAPPED = 1.5;

export function compareNames(a: PersonName, b: PersonName, population: Population): Evidence[] {
  const straight = [
    ...part('given', a.given, b.given, population),
    ...part('family', a.family, b.family, population),
  ];
  const rest = isGenerationOther(a, b) ? [evidence('generation', -8)] : [];
  if (straight.every(({ bits }) => bits > 0) && straight.length === 2) return [...straight, ...rest];
  const crossed = [
    ...part('given', a.given, b.family, population),
    ...part('family', a.family, b.given, population),
  ];
  const isCrossed = crossed.length > 0 && bitsOf(crossed) - SWAPPED > bitsOf(straight);
  return isCrossed ? [...inOtherOrder(crossed), ...rest] : [...straight, ...rest];
}

/** As good a name, but for a little. */
const inOtherOrder = (crossed: readonly Evidence[]): Evidence[] => [
  ...crossed.map(({ reason, bits }) => evidence(reason, bits - SWAPPED)),
  evidence('name-order', SWAPPED),
];

const isGenerationOther = (a: PersonName, b: PersonName): boolean =>
  a.generation !== '' && b.generation !== '' && a.generation !== b.generation;

function part(field: Part, a: string, b: string, population: Population): Evidence[] {
  if (!a || !b) return [];
  const rare = Math.min(rarity(field, a, population), rarity(field, b, population));
  if (a === b || a.replaceAll(' ', '') === b.replaceAll(' ', '')) return [evidence(field, rare)];
  if (isNickname(head(a), head(b))) return [evidence('nickname', Math.max(rare - 2, 1))];
  if (a.length === 1 || b.length === 1)
    return a.startsWith(b.slice(0, 1))
      ? [evidence('name-initial', 2)]
      : [evidence(`${field}-differs`, DIFFERS[field])];
  const [fewer, more] = [a.split(' '), b.split(' ')].sort((one, other) => one.length - other.length) as [
    string[],
    string[],
  ];
  if (more.length > 1 && fewer.every((word) => more.includes(word)))
    return [evidence('name-part', Math.max(rare - 2, 1))];
  const like = likeness(a, b);
  if (like === 'close') return [evidence('name-close', Math.min(Math.max(rare - 3, 2), 6))];
  if (like === 'near') return [evidence('name-near', 2)];
  return [evidence(`${field}-differs`, DIFFERS[field])];
}

const head = (words: string): string => words.split(' ', 1)[0] ?? '';

/** A name is as common as it is in either place: families are called Martin, too. */
const rarity = (field: Part, name: string, population: Population): number =>
  Math.min(
    population.rarity(field, name),
    population.rarity(field === 'given' ? 'family' : 'given', name) + 4,
  );
