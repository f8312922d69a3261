// Postal addresses in comparable pieces: number, street without its kind, place, code.
import type { MatchAddress } from './records.ts';
import { wordsIn } from './person-names.ts';

export interface Place {
  house: string;
  street: string;
  unit: string;
  city: string;
  postcode: string;
  region: string;
}

const KINDS = new Set(
  `street st str strasse road rd avenue ave av boulevard blvd blv bd lane ln drive dr court ct ctr place pl crescent cres cr circuit cct
  circle cir close square sq terrace tce ter highway hwy parkway pkwy way parade pde grove gr mews rise walk row calle rue via viale piazza
  platz weg allee gasse laan straat plein rua avenida av route rte chemin quai carrer plaza ulica ul`.split(
    /\s+/,
  ),
);
const DIRECTIONS: Record<string, string> = { north: 'n', south: 's', east: 'e', west: 'w' };
const NUMBERS: Record<string, string> = Object.fromEntries(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'
    .split(' ')
    .map((word, index) => [word, `${index + 1}`]),
);
/** What follows is no part of the street: a floor, a flat, the corner it lies at. */
const AFTER = /\s(?:at|near|between|off|suite|ste|apt|unit|floor|fl|room|rm|#)\s.*$/;

export function placeOf(address: MatchAddress | undefined): Place {
  const { house, street } = streetOf(address?.street ?? '');
  return {
    house: (wordsIn(address?.house ?? '')[0] ?? house).replace(/^0+(?=\d)/, ''),
    street,
    unit: flat(address?.unit),
    city: flat(address?.city),
    postcode: flat(address?.postcode).replaceAll(' ', ''),
    region: flat(address?.region),
  };
}

const flat = (text: string | null | undefined): string => wordsIn(text ?? '').join(' ');

function streetOf(text: string): { house: string; street: string } {
  const cut = ` ${text.toLowerCase().replace(/\s+/g, ' ').replace(/#/g, ' # ')} `.replace(AFTER, ' ');
  const words = wordsIn(cut).map(plain);
  const at = words.findIndex((word) => /^\d+\p{L}?$/u.test(word));
  const house = at < 0 ? '' : (words[at] ?? '');
  const rest = words.filter((_, index) => index !== at);
  const bare = rest.filter((word, index) => !(KINDS.has(word) && index > 0) && !/^[nsew]$/.test(word));
  const glued = (bare.length > 0 ? bare : rest)
    .join(' ')
    .replace(/(?<=\p{L}{3})(?:strasse|straat|str)\b/gu, '');
  return { house, street: glued };
}

const plain = (word: string): string =>
  DIRECTIONS[word] ?? NUMBERS[word]?.concat('th') ?? word.replace(/^(\d+)(?:st|nd|rd)$/, '$1th');
