// Names in a file → the stages and sources of the tenant.
import { sameKey } from '../people.ts';

export interface Named {
  id: string;
  key: string;
  name: string;
}

/** By name or key, whatever its case, accents and marks. */
export class Choices<N extends Named> {
  readonly #known = new Map<string, N>();

  constructor(named: readonly N[]) {
    for (const one of named) this.learn(one);
  }

  learn(one: N): void {
    for (const spelling of [sameKey(one.name), sameKey(one.key)])
      if (!this.#known.has(spelling)) this.#known.set(spelling, one);
  }

  find = (typed: string): N | undefined => this.#known.get(sameKey(typed));

  spellings = (): ReadonlySet<string> => new Set(this.#known.keys());
}
