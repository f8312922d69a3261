import { expect, it } from 'vitest';
import { LivePace } from '../../app/live-pace.ts';

/** When a page is read that hears of a change at each of these moments, in milliseconds. */
function readings(changes: readonly number[]): number[] {
  const pace = new LivePace();
  const read: number[] = [];
  for (const at of changes) {
    if (at <= (read.at(-1) ?? -1)) continue; // the reading that is still to come shows this one, too
    const when = at + pace.wait(at);
    pace.read(when);
    read.push(when);
  }
  return read;
}

it('one change is shown at once, and so is the next', () => {
  expect(readings([5_000])).toEqual([5_000]);
  expect(readings([5_000, 5_300])).toEqual([5_000, 5_300]);
  expect(readings([5_000, 5_300, 9_000, 9_300])).toEqual([5_000, 5_300, 9_000, 9_300]);
});

it('of a change every tenth of a second each is shown within two, by a reading in two seconds', () => {
  const changes = Array.from({ length: 200 }, (_, at) => at * 100);
  const read = readings(changes);
  expect(read.slice(0, 4)).toEqual([0, 100, 2_000, 4_000]);
  expect(read.length).toBeLessThanOrEqual(20_000 / 2_000 + 2);
  for (const at of changes) expect(read.find((when) => when >= at)! - at).toBeLessThanOrEqual(2_000);
});
