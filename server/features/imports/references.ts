// Names in a file → sources, stages and people of the tenant. What is not found is counted and told, never lost: sources
// are made, stages and owners fall back to what the import was told.
import { emailKey } from '../../../app/contracts/email.ts';
import { fold } from '../search/search.rules.ts';

export interface Named {
  id: string;
  key: string;
  name: string;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  teamId: string | null;
}

export interface References {
  sources: Named[];
  stages: Named[];
  people: Person[];
}

export interface Fallbacks {
  stageId: string;
  sourceId: string | null;
  owner: Pick<Person, 'id' | 'teamId'> | null;
  /** whether the import may make sources */
  makesSources: boolean;
}

const MOST_NEW_SOURCES = 200;

/** Counts of what was not found, by "owner David Love", "stage Junk Lead" or "source Fair". */
export type Missing = Map<string, number>;

export class Resolver {
  /** sources to be made, in order of appearance */
  readonly newSources: Named[] = [];
  readonly missing: Missing = new Map();
  readonly #sources = new Map<string, string>();
  readonly #stages = new Map<string, string>();
  readonly #people = new Map<string, Person | null>();
  readonly #fallbacks: Fallbacks;
  readonly #makeId: () => string;

  constructor({ sources, stages, people }: References, fallbacks: Fallbacks, makeId: () => string) {
    this.#fallbacks = fallbacks;
    this.#makeId = makeId;
    for (const source of sources) learn(this.#sources, source);
    for (const stage of stages) learn(this.#stages, stage);
    for (const person of people) {
      this.#people.set(emailKey(person.email), person);
      const name = sameKey(person.name);
      // Two people of one name: the name alone says nothing.
      this.#people.set(name, this.#people.has(name) ? null : person);
    }
  }

  /** Null where the row names none. An unknown one is made, once for all spellings. */
  source(typed: string | null): string | null {
    if (typed === null) return null;
    const key = sameKey(typed);
    const known = this.#sources.get(key);
    if (known !== undefined) return known;
    if (key === '' || !this.#fallbacks.makesSources || this.newSources.length >= MOST_NEW_SOURCES) {
      this.#miss('source', typed);
      return this.#fallbacks.sourceId;
    }
    const made = {
      id: this.#makeId(),
      key: keyFor(typed, new Set(this.#sources.keys())),
      name: typed.trim(),
    };
    this.newSources.push(made);
    learn(this.#sources, made);
    return made.id;
  }

  /** Null where the row names none or one that is not there; a new lead then starts in the fallback. */
  stage(typed: string | null): string | null {
    if (typed === null) return null;
    const known = this.#stages.get(sameKey(typed));
    if (known === undefined) this.#miss('stage', typed);
    return known ?? null;
  }

  /** By name, by e-mail address, or by "Name (address)". */
  owner(typed: string | null): Pick<Person, 'id' | 'teamId'> | null {
    if (typed === null) return this.#fallbacks.owner;
    const address = /[^\s<>()]+@[^\s<>()]+/.exec(typed)?.[0];
    const name = typed.replace(/[(<][^()<>]*[)>]/g, '').trim();
    const found = (address && this.#people.get(emailKey(address))) || this.#people.get(sameKey(name));
    if (!found) this.#miss('owner', typed);
    return found ?? this.#fallbacks.owner;
  }

  #miss(kind: 'source' | 'stage' | 'owner', typed: string): void {
    const key = `${kind} ${typed.trim().slice(0, 100)}`;
    if (this.missing.has(key) || this.missing.size < 500)
      this.missing.set(key, (this.missing.get(key) ?? 0) + 1);
  }
}

/** Equal for spellings that differ in case, accents and marks only. */
const sameKey = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{Nd}]+/gu, ' ')
    .trim();

function learn(known: Map<string, string>, { id, key, name }: Named): void {
  for (const spelling of [sameKey(name), sameKey(key)]) if (!known.has(spelling)) known.set(spelling, id);
}

/** "Employee Referral" → "employee-referral", with a number behind it where that is taken. */
function keyFor(name: string, taken: ReadonlySet<string>): string {
  const base = sameKey(name).replaceAll(' ', '-').slice(0, 60) || 'source';
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(sameKey(key)) || sameKey(key) === sameKey(name)) return key;
  }
}
