// The one answer to "what is a duplicate?": records in, pairs out, each with a score, its class and its reasons. Knows no
// database and no noun; merges nothing.
import { candidatePairs } from './blocking.ts';
import { Population } from './population.ts';
import { prepare } from './prepared.ts';
import type { MatchRecord } from './records.ts';
import { score, type Match } from './score.ts';

export interface Pair extends Match {
  a: string;
  b: string;
}

/** Pairs that are one, or likely so, as they are found. */
export function* findPairs(records: readonly MatchRecord[]): Generator<Pair> {
  const prepared = records.map(prepare);
  const population = Population.of(prepared);
  for (const [first, second] of candidatePairs(prepared)) {
    const [a, b] = [prepared[first], prepared[second]];
    if (!a || !b) continue;
    const match = score(a, b, population);
    if (match.class !== 'none') yield { a: a.id, b: b.id, ...match };
  }
}

/** How two records compare, among few others or none. */
export function compareTwo(a: MatchRecord, b: MatchRecord, among: readonly MatchRecord[] = []): Match {
  const [first, second] = [prepare(a), prepare(b)];
  return score(first, second, Population.of([first, second, ...among.map(prepare)]));
}
