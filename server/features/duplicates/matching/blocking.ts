// Which records are compared at all: those that share a key. A key that too many share is no key.
import type { Prepared } from './prepared.ts';
import { phoneEnd } from './phones.ts';
import { soundOf } from './similarity.ts';

/** Comparing all of a block costs the square of it. */
const MOST = 120;

export function keysOf(record: Prepared): string[] {
  const keys = new Set<string>();
  for (const key of record.kind === 'person' ? personKeys(record) : companyKeys(record)) keys.add(key);
  for (const key of sharedKeys(record)) keys.add(key);
  return [...keys];
}

function* sharedKeys({ emails, phones, place }: Prepared): Iterable<string> {
  for (const { address, local, isRole } of emails) {
    yield `e:${address}`;
    if (!isRole && local.length > 3) yield `l:${local}`;
  }
  for (const phone of phones) yield `t:${phoneEnd(phone)}`;
  const street = place.street.replaceAll(' ', '');
  if (place.house && street) yield `h:${place.house}:${street.slice(0, 4)}`;
  if (place.house && place.postcode) yield `hp:${place.house}:${place.postcode}`;
}

function* personKeys({ person, birth, place, emails, company }: Prepared): Iterable<string> {
  const sounds = [person.given, person.family]
    .filter(Boolean)
    .map((name) => soundOf(name.split(' ').at(-1) ?? ''));
  if (sounds.length === 2) yield `n:${sounds.sort().join('.')}`;
  if (birth) yield `b:${birth}`;
  for (const name of [person.given, person.family]) if (name) yield `f:${name}`;
  for (const sound of sounds) {
    if (birth) {
      yield `nb:${sound}:${birth.slice(0, 4)}`;
      yield `nm:${sound}:${birth.slice(4)}`;
    }
    if (place.postcode) yield `np:${sound}:${place.postcode}`;
    if (place.city) yield `nc:${sound}:${soundOf(place.city)}`;
    if (place.house) yield `nh:${sound}:${place.house}`;
    for (const word of company.slice(0, 2)) yield `nw:${sound}:${word}`;
    for (const { local } of emails) yield `ne:${sound}:${local.slice(0, 3)}`;
  }
}

function* companyKeys({ company, site, place }: Prepared): Iterable<string> {
  if (site) yield `s:${site}`;
  yield `c:${company.join('')}`.slice(0, 40);
  for (const word of company) if (word.length > 2) yield `w:${word}`;
  const sounds = company.filter((word) => word.length > 2).map(soundOf);
  for (const [at, sound] of sounds.entries()) {
    if (place.postcode) yield `wp:${sound}:${place.postcode}`;
    if (place.city) yield `wc:${sound}:${soundOf(place.city)}`;
    if (place.house) yield `wh:${sound}:${place.house}`;
    const next = sounds[at + 1];
    if (next) yield `ww:${sound}:${next}`;
  }
}

/** Every two records that share a key, each once. Memory grows with the records, not with the pairs. */
export function* candidatePairs(records: readonly Prepared[]): Generator<[number, number]> {
  const numbers = new Map<string, number>();
  const blocks: number[][] = [];
  const keys: number[][] = [];
  for (const [index, record] of records.entries()) {
    const own: number[] = [];
    for (const key of keysOf(record)) {
      let number = numbers.get(key);
      if (number === undefined) {
        number = blocks.length;
        numbers.set(key, number);
        blocks.push([]);
      }
      own.push(number);
      blocks[number]?.push(index);
    }
    keys.push(own.sort((a, b) => a - b));
  }
  numbers.clear();
  const isUsed = (number: number): boolean => (blocks[number]?.length ?? 0) <= MOST;
  for (const [index, own] of keys.entries()) keys[index] = own.filter(isUsed);
  for (const [number, block] of blocks.entries()) {
    if (block.length < 2 || block.length > MOST) continue;
    for (const [at, first] of block.entries())
      for (let next = at + 1; next < block.length; next += 1) {
        const second = block[next] ?? first;
        if (firstShared(keys[first] ?? [], keys[second] ?? []) === number) yield [first, second];
      }
  }
}

/** Both in ascending order. */
function firstShared(a: readonly number[], b: readonly number[]): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] ?? 0, b[j] ?? 0];
    if (left === right) return left;
    if (left < right) i += 1;
    else j += 1;
  }
  return -1;
}
