// The bars of the matcher on sets whose duplicates are known: a change of it shows here as a number.
import path from 'node:path';
import { expect, it } from 'vitest';
import { GOLD_SETS, readGold } from './gold-sets.ts';
import { measure } from './measured.ts';

const FOLDER = path.resolve(import.meta.dirname, '../fixtures');
const HERE = GOLD_SETS.flatMap((set) => {
  const gold = readGold(set, FOLDER);
  return gold === null ? [] : [{ ...set, gold }];
});

it('four sets are here', () => expect(HERE).toHaveLength(4));

it.each(HERE)('$name: recall ≥ $recall at precision ≥ $precision, and nothing wrong is merged', (set) => {
  const { precision, recall, same, wrong } = measure(set.gold);
  console.log(`${set.name}: P ${precision.toFixed(3)} R ${recall.toFixed(3)}, ${same} the same`);
  expect(wrong).toBe(0);
  expect(precision).toBeGreaterThanOrEqual(set.precision);
  expect(recall).toBeGreaterThanOrEqual(set.recall);
});
