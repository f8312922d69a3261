// Addresses: number and street, then what lies around them. Pieces of one address are no independent witnesses.
import { evidence, type Evidence } from './evidence.ts';
import type { Place } from './addresses.ts';
import type { Population } from './population.ts';
import { edits, likeness } from './similarity.ts';

export function comparePlaces(a: Place, b: Place, population: Population, isSite: boolean): Evidence[] {
  return [...streets(a, b, population, isSite), ...units(a, b, population), ...around(a, b, population)];
}

/** A company at another street is mostly another branch; people move. */
function streets(a: Place, b: Place, population: Population, isSite: boolean): Evidence[] {
  if (!a.street || !b.street) return [];
  const like = streetLikeness(a.street, b.street);
  if (like === 'other') return [evidence('street-differs', isSite ? -9 : -2.5)];
  const rare = Math.min(population.rarity('street', a.street), population.rarity('street', b.street));
  const bits = like === 'same' ? rare : like === 'close' ? Math.max(rare - 2, 2) : 3;
  if (!a.house || !b.house) return [evidence(like === 'near' ? 'street-near' : 'street', bits - 1)];
  if (a.house === b.house)
    return [
      evidence(like === 'near' ? 'street-near' : 'address', bits + population.rarity('house', a.house)),
    ];
  const isSlip = Math.max(a.house.length, b.house.length) > 1 && edits(a.house, b.house, 1) <= 1;
  return [
    evidence('street', bits),
    evidence('house-differs', isSlip ? (isSite ? -4 : -1) : isSite ? -9 : -4),
  ];
}

function streetLikeness(a: string, b: string): ReturnType<typeof likeness> {
  const [left, right] = [a.replaceAll(' ', ''), b.replaceAll(' ', '')];
  const like = likeness(left, right);
  if (like !== 'other') return like;
  const [one, other] = [a.split(' '), b.split(' ')];
  const isPart = one.some((word) => word.length > 3 && other.includes(word));
  return isPart ? 'near' : 'other';
}

function units(a: Place, b: Place, population: Population): Evidence[] {
  if (!a.unit || !b.unit) return [];
  const like = likeness(a.unit, b.unit);
  if (like === 'other') return [evidence('place-differs', -1)];
  const rare = population.rarity('unit', a.unit);
  return [evidence('unit', like === 'same' ? rare : like === 'close' ? Math.max(rare - 3, 2) : 2)];
}

function around(a: Place, b: Place, population: Population): Evidence[] {
  const said: Evidence[] = [];
  const { postcode, city, region } = {
    postcode: codes(a.postcode, b.postcode),
    city: pair(a.city, b.city),
    region: pair(a.region, b.region),
  };
  if (postcode === 'same')
    said.push(evidence('place', Math.min(population.rarity('postcode', a.postcode), 9)));
  else if (postcode === 'close') said.push(evidence('place-near', 3));
  else if (postcode === 'other') said.push(evidence('place-differs', -2.5));
  const share = postcode === 'same' ? 0.6 : 1;
  if (city === 'same') said.push(evidence('place', share * population.rarity('city', a.city)));
  else if (city === 'close' || city === 'near')
    said.push(evidence('place-near', share * (city === 'close' ? 4 : 2)));
  else if (city === 'other') said.push(evidence('place-differs', -1.5));
  if (region === 'same') said.push(evidence('place', 0.5 * population.rarity('region', a.region)));
  else if (region === 'other') said.push(evidence('place-differs', -1));
  return said;
}

const pair = (a: string, b: string): ReturnType<typeof likeness> | null => (a && b ? likeness(a, b) : null);

const codes = (a: string, b: string): 'same' | 'close' | 'other' | null => {
  if (!a || !b) return null;
  return a === b ? 'same' : edits(a, b, 1) <= 1 ? 'close' : 'other';
};
