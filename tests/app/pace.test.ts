import { describe, expect, it } from 'vitest';
import { paceOf } from '../../app/features/jobs/pace.ts';

const running = { status: 'running', done: 4_000, total: 10_000 } as const;
const from = { done: 0, at: 0 };

describe('the pace of long work', () => {
  it('is counted from where it was first seen', () => {
    expect(paceOf(running, from, 2_000)).toEqual({ perSecond: 2_000, secondsLeft: 3 });
    expect(paceOf(running, { done: 3_000, at: 1_000 }, 2_000)).toEqual({ perSecond: 1_000, secondsLeft: 6 });
  });

  it('is not known at the beginning, while waiting, and when it is over', () => {
    const unknown = { perSecond: null, secondsLeft: null };
    expect(paceOf({ ...running, done: 0 }, from, 60_000)).toEqual(unknown);
    expect(paceOf(running, from, 100)).toEqual(unknown);
    expect(paceOf({ ...running, status: 'queued' }, from, 2_000)).toEqual(unknown);
    expect(paceOf({ ...running, status: 'done' }, from, 2_000)).toEqual(unknown);
  });

  it('says no time left where the end is not known, and none behind it', () => {
    expect(paceOf({ ...running, total: null }, from, 2_000).secondsLeft).toBeNull();
    expect(paceOf({ ...running, total: 3_000 }, from, 2_000).secondsLeft).toBe(0);
  });
});
