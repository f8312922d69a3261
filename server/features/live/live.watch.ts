// What one person's stream has heard and not said yet: the nouns of which something in their sight has changed.
import type { LiveNoun } from '../../../app/contracts/live.ts';
import { interrupted } from '../../http/event-stream.ts';
import { join, type Ear } from './live.hub.ts';
import type { Tokens } from './live.queries.ts';

export class Watch implements Ear {
  tokens: Tokens;
  readonly leave: () => void;
  readonly down: () => void;
  readonly #changed = new Set<LiveNoun>();
  #changing = new AbortController();

  /** `down` is called when changes are not heard any more; when they are again, every noun counts as changed. */
  constructor(tokens: Tokens, down: () => void) {
    this.tokens = tokens;
    this.down = down;
    this.leave = join(this);
  }

  hears(token: string): void {
    const noun = this.tokens.get(token);
    if (noun) this.#add([noun]);
  }

  up(): void {
    this.#add(this.tokens.values());
  }

  #add(nouns: Iterable<LiveNoun>): void {
    for (const noun of nouns) this.#changed.add(noun);
    this.#changing.abort();
  }

  /** Resolves when something has changed, at the latest after so long, or when it is stopped. */
  async change(ms: number, stop: AbortSignal): Promise<void> {
    await interrupted(ms, AbortSignal.any([stop, this.#changing.signal]));
  }

  take(): LiveNoun[] {
    const nouns = [...this.#changed];
    this.#changed.clear();
    this.#changing = new AbortController();
    return nouns;
  }
}
