// Names in a file → people of the tenant, and the names that were not found, which are counted and told, never lost.
import { emailKey } from '../../../app/contracts/email.ts';
import { fold } from '../search/search.rules.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  teamId: string | null;
}
export type Owner = Pick<Person, 'id' | 'teamId'>;

/** Counts of what was not found, by "owner David Love", "stage Junk Lead" or "source Fair". */
export class Missing {
  readonly counts = new Map<string, number>();

  readonly note = (kind: string, typed: string): void => {
    const key = `${kind} ${typed.trim().slice(0, 100)}`;
    if (this.counts.has(key) || this.counts.size < 500) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  };
}

export class People {
  readonly #known = new Map<string, Person | null>();
  readonly #fallback: Owner | null;
  readonly #missed: (kind: string, typed: string) => void;

  constructor(people: readonly Person[], fallback: Owner | null, missed: Missing['note']) {
    this.#fallback = fallback;
    this.#missed = missed;
    for (const person of people) {
      this.#known.set(emailKey(person.email), person);
      const name = sameKey(person.name);
      // Two people of one name: the name alone says nothing.
      this.#known.set(name, this.#known.has(name) ? null : person);
    }
  }

  /** By name, by e-mail address, or by "Name (address)"; else who the import was told. */
  owner(typed: string | null): Owner | null {
    if (typed === null) return this.#fallback;
    const address = /[^\s<>()]+@[^\s<>()]+/.exec(typed)?.[0];
    const name = typed.replace(/[(<][^()<>]*[)>]/g, '').trim();
    const found = (address && this.#known.get(emailKey(address))) || this.#known.get(sameKey(name));
    if (!found) this.#missed('owner', typed);
    return found ?? this.#fallback;
  }
}

/** Equal for spellings that differ in case, accents and marks only. */
export const sameKey = (text: string): string =>
  fold(text)
    .replace(/[^\p{L}\p{Nd}]+/gu, ' ')
    .trim();
