// How common a value is among the records that are compared: a rare one that two share says more than a common one.
import { isNickname } from './nicknames.ts';
import type { Prepared } from './prepared.ts';
import { likeness } from './similarity.ts';

/** How often two strangers share a value of this kind that nobody else has. */
const AT_LEAST = {
  given: 1 / 400,
  family: 1 / 3000,
  company: 1 / 100_000,
  word: 1 / 3000,
  email: 1 / 1_000_000,
  local: 1 / 20_000,
  phone: 1 / 100_000,
  site: 1 / 20_000,
  birth: 1 / 20_000,
  street: 1 / 3000,
  house: 1 / 100,
  unit: 1 / 1000,
  postcode: 1 / 1000,
  city: 1 / 500,
  region: 1 / 20,
} as const;
export type Field = keyof typeof AT_LEAST;

/** Fewer records than this are taken as a part of a larger whole. */
const FEW = 1000;
/** More raise no further doubt: two of one rare name are worth a look among any number. */
const MANY = 4000;

export class Population {
  readonly #counts = new Map<Field, Map<string, number>>();
  /** e-mail address → one who has it; null once somebody of another name does */
  readonly #holders = new Map<string, string | null>();
  #size = 0;

  static of(records: Iterable<Prepared>): Population {
    const population = new Population();
    for (const record of records) population.#add(record);
    return population;
  }

  /** Bits against any two records being the same. */
  get doubt(): number {
    return Math.log2(Math.min(Math.max(this.#size, FEW), MANY));
  }

  count(field: Field, value: string): number {
    return this.#counts.get(field)?.get(value) ?? 0;
  }

  /** Bits for two records sharing a value. The two themselves are left out of the count. */
  rarity(field: Field, value: string): number {
    const others = Math.max(this.count(field, value) - 2, 0);
    return -Math.log2(AT_LEAST[field] + others / Math.max(this.#size, FEW));
  }

  /** Whether people of several names have this address. */
  isShared(address: string): boolean {
    return this.#holders.get(address) === null;
  }

  #add(record: Prepared): void {
    this.#size += 1;
    this.#hold(record);
    for (const [field, value] of valuesOf(record)) {
      let counts = this.#counts.get(field);
      if (!counts) this.#counts.set(field, (counts = new Map<string, number>()));
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }

  #hold({ person, emails }: Prepared): void {
    const name = [person.given, person.family].filter(Boolean).sort();
    if (name.length < 2) return;
    for (const { address } of emails) {
      const held = this.#holders.get(address);
      if (held === undefined) this.#holders.set(address, name.join('|'));
      else if (held !== null && !isOneName(held.split('|'), name)) this.#holders.set(address, null);
    }
  }
}

/** The same two words, but for slips and familiar forms. */
const isOneName = (a: readonly string[], b: readonly string[]): boolean =>
  a.every((word) => b.some((other) => isNickname(word, other) || likeness(word, other) !== 'other'));

function* valuesOf({
  person,
  company,
  emails,
  phones,
  site,
  place,
  birth,
}: Prepared): Iterable<[Field, string]> {
  if (person.given) yield ['given', person.given];
  if (person.family) yield ['family', person.family];
  if (company.length > 0) yield ['company', company.join(' ')];
  for (const word of company) yield ['word', word];
  for (const { address, local } of emails) {
    yield ['email', address];
    yield ['local', local];
  }
  for (const phone of phones) yield ['phone', phone.slice(-7)];
  if (site) yield ['site', site];
  if (birth) yield ['birth', birth];
  for (const field of ['street', 'house', 'unit', 'postcode', 'city', 'region'] as const)
    if (place[field]) yield [field, place[field]];
}
