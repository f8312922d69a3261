// Precision and recall of the matcher over row pairs.
import { findPairs } from '../../server/features/duplicates/matching/match.ts';
import type { Gold } from './gold-sets.ts';

export interface Measured {
  precision: number;
  recall: number;
  offered: number;
  /** pairs that would be merged by themselves, and how many of them are two */
  same: number;
  wrong: number;
}

export function measure({ records, truth }: Gold): Measured {
  let [right, offered, same, wrong] = [0, 0, 0, 0];
  for (const pair of findPairs(records)) {
    const isRight = truth.get(pair.a) === truth.get(pair.b);
    offered += 1;
    if (isRight) right += 1;
    if (pair.class === 'same') same += 1;
    if (pair.class === 'same' && !isRight) wrong += 1;
  }
  return {
    precision: offered === 0 ? 1 : right / offered,
    recall: right / truePairs(truth),
    offered,
    same,
    wrong,
  };
}

function truePairs(truth: Gold['truth']): number {
  const sizes = new Map<string, number>();
  for (const cluster of truth.values()) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
