// When today ends depends on where somebody is, and twice a year on the clocks being changed.
import { expect, it } from 'vitest';
import { endOfDay } from '../../server/features/dashboard/dashboard.rules.ts';

it.each([
  ['UTC', '2026-05-01T10:00:00Z', '2026-05-02T00:00:00.000Z'],
  ['UTC', '2026-05-01T00:00:00Z', '2026-05-02T00:00:00.000Z'],
  ['America/New_York', '2026-05-01T02:00:00Z', '2026-05-01T04:00:00.000Z'],
  ['Asia/Kolkata', '2026-05-01T20:00:00Z', '2026-05-02T18:30:00.000Z'],
  ['Pacific/Kiritimati', '2026-12-31T12:00:00Z', '2027-01-01T10:00:00.000Z'],
  // the clocks change between now and midnight
  ['Europe/Berlin', '2026-03-28T23:30:00Z', '2026-03-29T22:00:00.000Z'],
  ['Europe/Berlin', '2026-10-24T22:30:00Z', '2026-10-25T23:00:00.000Z'],
  ['America/New_York', '2026-11-01T04:30:00Z', '2026-11-02T05:00:00.000Z'],
  ['Nowhere/Land', '2026-05-01T10:00:00Z', '2026-05-02T00:00:00.000Z'],
])('in %s at %s the day ends at %s', (zone, now, end) => {
  expect(endOfDay(new Date(now), zone).toISOString()).toBe(end);
});
