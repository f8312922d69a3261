// Forgets words that no record has any more. Once a night, tenant by tenant.
import { housesOf } from '../../jobs/houses.ts';
import { forgetWords } from './search.queries.ts';

const WORDS_AT_ONCE = 2_000;

/** Safe to run at any time and by several workers at once. */
export async function sweepWords(): Promise<void> {
  for await (const { run } of housesOf('search.sweep')) {
    let reached: string | null = '';
    while (reached !== null) {
      const after: string = reached;
      reached = await run((tx) => forgetWords(tx, after, WORDS_AT_ONCE));
    }
  }
}
