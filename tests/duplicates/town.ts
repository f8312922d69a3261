// People made up by number, every fourth entered twice with a slip: as many as one likes, and the same ones each time.
import type { MatchRecord } from '../../server/features/duplicates/matching/records.ts';
import type { Gold } from './gold-sets.ts';

const STARTS = [
  'Bra',
  'Cor',
  'Del',
  'Fen',
  'Gar',
  'Hol',
  'Jas',
  'Kel',
  'Lun',
  'Mar',
  'Nor',
  'Pet',
  'Quin',
  'Ros',
  'Sten',
  'Tol',
];
const ENDS = [
  'ber',
  'dan',
  'field',
  'gate',
  'ham',
  'ley',
  'man',
  'ner',
  'ridge',
  'sen',
  'ton',
  'well',
  'win',
  'worth',
  'zek',
  'ova',
];
const GIVEN = [
  'Ada',
  'Bruno',
  'Celia',
  'Dario',
  'Elin',
  'Farid',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Katya',
  'Liam',
  'Mira',
];

const of = (words: readonly string[], at: number): string => words[at % words.length] ?? '';

/** Spread over a range, and the same for the same number. */
const spread = (at: number, salt: number, range: number): number =>
  ((Math.imul(at + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)) % range) >>> 0;

function personOf(at: number): Omit<MatchRecord, 'id' | 'kind'> {
  const [first, last] = [
    of(GIVEN, spread(at, 1, 9973)),
    of(STARTS, spread(at, 2, 9973)) + of(ENDS, spread(at, 3, 9973)),
  ];
  const digits = `${10_000_000 + (Math.abs(spread(at, 4, 89_000_000)) % 89_000_000)}`;
  return {
    firstName: first,
    lastName: last,
    emails: [`${first}.${last}${at}@mail${at % 97}.example`],
    phones: [`+47 ${digits}`],
    company: `${of(STARTS, at % 89)}${of(ENDS, at % 83)} Works`,
  };
}

const slip = (word: string, at: number): string => {
  const place = 1 + (at % Math.max(word.length - 2, 1));
  return word.slice(0, place) + word.slice(place + 1);
};

/** A second entry lacks the address, has another phone, or is misspelled. */
function again(at: number): Omit<MatchRecord, 'id' | 'kind'> {
  const person = personOf(at);
  if (at % 3 === 0) return { ...person, emails: [], firstName: slip(person.firstName ?? '', at) };
  if (at % 3 === 1) return { ...person, phones: [], lastName: slip(person.lastName ?? '', at) };
  return { ...person, phones: [], company: null };
}

export function townOf(rows: number): Gold {
  const people = Math.ceil(rows * 0.8);
  const records = Array.from({ length: rows }, (_, at): MatchRecord => ({
    id: `${at}`,
    kind: 'person',
    ...(at < people ? personOf(at) : again((at - people) * 4)),
  }));
  const truth = new Map(records.map(({ id }, at) => [id, `${at < people ? at : (at - people) * 4}`]));
  return { records, truth };
}
