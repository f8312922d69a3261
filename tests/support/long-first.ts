// The order of the files: the longest first, so that no core waits at the end for the one that came last. A clone that has
// run before knows how long each takes; a fresh one would go by their size, and the longest are made of few words.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The longest, by the beginning of their paths. */
const LONG = [
  'tests/doors/contract',
  'tests/doors/hostile',
  'tests/app/ui.',
  'tests/e2e/',
  'tests/start/',
  'tests/sdk/',
];

const isLong = ({ moduleId }: TestSpecification): boolean =>
  LONG.some((start) => moduleId.includes(`/${start}`));

export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
