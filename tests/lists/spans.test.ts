// When today ends depends on where somebody is, and twice a year on the clocks being changed.
import { expect, it } from 'vitest';
import { endOfDay, spanOf } from '../../server/lists/spans.ts';

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
  // midnight is leapt over: the day begins an hour later
  ['America/Santiago', '2026-09-05T20:00:00Z', '2026-09-06T04:00:00.000Z'],
  ['Africa/Cairo', '2026-04-23T20:00:00Z', '2026-04-23T22:00:00.000Z'],
  // the hour before midnight comes twice
  ['America/Santiago', '2026-04-04T20:00:00Z', '2026-04-05T04:00:00.000Z'],
  ['Nowhere/Land', '2026-05-01T10:00:00Z', '2026-05-02T00:00:00.000Z'],
])('in %s at %s the day ends at %s', (zone, now, end) => {
  expect(endOfDay(new Date(now), zone).toISOString()).toBe(end);
});

const NOW = new Date('2026-11-18T20:00:00Z'); // a Wednesday; in Auckland already Thursday

it.each([
  ['UTC', '2026-05-01', '2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z'],
  ['America/New_York', '2026-05-01', '2026-05-01T04:00:00.000Z', '2026-05-02T04:00:00.000Z'],
  ['UTC', '2026-05-01T10:30:00+02:00', '2026-05-01T00:00:00.000Z', '2026-05-02T00:00:00.000Z'],
  ['UTC', '-14d', '2026-11-04T00:00:00.000Z', '2026-11-05T00:00:00.000Z'],
  ['UTC', '+1w', '2026-11-25T00:00:00.000Z', '2026-11-26T00:00:00.000Z'],
  ['UTC', 'today', '2026-11-18T00:00:00.000Z', '2026-11-19T00:00:00.000Z'],
  ['Pacific/Auckland', 'today', '2026-11-18T11:00:00.000Z', '2026-11-19T11:00:00.000Z'],
  ['UTC', 'yesterday', '2026-11-17T00:00:00.000Z', '2026-11-18T00:00:00.000Z'],
  ['UTC', 'tomorrow', '2026-11-19T00:00:00.000Z', '2026-11-20T00:00:00.000Z'],
  ['UTC', 'this-week', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z'],
  ['UTC', 'last-month', '2026-10-01T00:00:00.000Z', '2026-11-01T00:00:00.000Z'],
  ['UTC', 'next-quarter', '2027-01-01T00:00:00.000Z', '2027-04-01T00:00:00.000Z'],
  ['UTC', 'last-quarter', '2026-07-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z'],
  ['Europe/Berlin', 'this-year', '2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
])('in %s "%s" is from %s to %s', (zone, text, from, to) => {
  const span = spanOf(text, 'created', zone, NOW);
  expect([span.from.toISOString(), span.to.toISOString()]).toEqual([from, to]);
});

it('a moment that is named exactly stays exact', () => {
  expect(spanOf('2026-05-01T10:30:00+02:00', 'created', 'UTC').at.toISOString()).toBe(
    '2026-05-01T08:30:00.000Z',
  );
  expect(spanOf('-14d', 'created', 'UTC', NOW).at.toISOString()).toBe('2026-11-04T20:00:00.000Z');
});

it.each([
  '',
  'soon',
  'this-decade',
  'last-today',
  '2026-02-30',
  '2026-13-01',
  '-9999y',
  '+12345d',
  'constructor',
])('"%s" is refused with an example', (text) => {
  expect(() => spanOf(text, 'created', 'UTC', NOW)).toThrow(/created needs a date such as 2026-05-01/);
});
