import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatForInput,
  formatMoney,
  formatNumber,
  formatPercent,
  formatDue,
  formatRelative,
  formatTime,
  minorDigits,
} from '../../app/format.ts';

const us = { locale: 'en-US', zone: 'America/New_York', now: '2026-03-18T14:30:00.000Z' };
const germany = { ...us, locale: 'de-DE', zone: 'Europe/Berlin' };
const ago = (hours: number): string => new Date(Date.parse(us.now) - hours * 3_600_000).toISOString();

describe('Numbers', () => {
  it('are grouped as the locale does', () => {
    expect(formatNumber(1_284_003.5, us)).toBe('1,284,003.5');
    expect(formatNumber(1_284_003.5, germany)).toBe('1.284.003,5');
    expect(formatPercent(0.2571, us)).toBe('25.7%');
  });

  it('that are missing are a dash, not "NaN"', () => {
    for (const nothing of [null, undefined, Number.NaN]) {
      expect(formatNumber(nothing, us)).toBe('–');
      expect(formatPercent(nothing, us)).toBe('–');
      expect(formatMoney(nothing, 'USD', us)).toBe('–');
    }
    for (const nothing of [null, undefined, '', 'yesterday']) {
      expect(formatDate(nothing, us)).toBe('–');
      expect(formatDateTime(nothing, us)).toBe('–');
      expect(formatRelative(nothing, us)).toBe('–');
    }
  });

  it('of records say one or many, and that they were not all counted', () => {
    expect(formatCount(1, 'lead', 'leads', us)).toBe('1 lead');
    expect(formatCount(0, 'lead', 'leads', us)).toBe('0 leads');
    expect(formatCount(1_000, 'lead', 'leads', us, true)).toBe('1,000+ leads');
  });
});

describe('Amounts', () => {
  it('come in minor units, as many as the currency has', () => {
    expect(formatMoney(12_345_678, 'USD', us)).toBe('$123,456.78');
    expect(formatMoney(12_345_600, 'USD', us)).toBe('$123,456');
    expect(formatMoney(350_000, 'JPY', us)).toBe('¥350,000');
    expect(formatMoney(1_234_567, 'KWD', us)).toBe('KWD 1,234.567');
    expect(formatMoney(-5_050, 'EUR', germany)).toBe('-50,50 €');
    expect([minorDigits('USD'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
  });

  it('are short on tiles', () => {
    expect(formatMoney(480_000_000, 'USD', us, true)).toBe('$4.8M');
    expect(formatMoney(99_900, 'USD', us, true)).toBe('$999');
  });
});

describe('Times', () => {
  it("are said in the reader's zone", () => {
    expect(formatDateTime('2026-11-03T21:05:00Z', us)).toBe('Nov 3, 2026, 4:05 PM');
    expect(formatTime('2026-11-03T21:05:00Z', germany)).toBe('22:05');
    expect(formatDate('2026-01-01T03:00:00Z', us)).toBe('Dec 31, 2025');
    expect(formatDate('2026-11-03T21:05:00Z', us)).toBe('Nov 3');
  });

  it('are relative for a week and then a date', () => {
    const said = (hours: number) => formatRelative(ago(hours), us);
    expect([said(0), said(0.2), said(3), said(-2)]).toEqual([
      'just now',
      '12 minutes ago',
      '3 hours ago',
      'in 2 hours',
    ]);
    expect([said(24), said(49), said(-26), said(24 * 7)]).toEqual([
      'yesterday',
      '2 days ago',
      'tomorrow',
      '7 days ago',
    ]);
    expect([said(24 * 8), said(24 * 400)]).toEqual(['Mar 10', 'Feb 11, 2025']);
  });

  it('that are due say the hour for a week', () => {
    const due = (hours: number) => formatDue(ago(-hours), us);
    expect([due(1), due(24), due(48), due(24 * 6)]).toEqual([
      'today 11:30 AM',
      'tomorrow 10:30 AM',
      'Fri 10:30 AM',
      'Tue 10:30 AM',
    ]);
    expect(due(24 * 7)).toBe('Mar 25');
  });

  it('change their day at midnight where the reader is', () => {
    const justAfterMidnight = { ...us, now: '2026-03-18T04:10:00.000Z' };
    expect(formatDay('2026-03-18T04:05:00Z', justAfterMidnight)).toBe('Today');
    expect(formatDay('2026-03-18T03:55:00Z', justAfterMidnight)).toBe('Yesterday');
    expect(formatDay('2026-03-19T12:00:00Z', justAfterMidnight)).toBe('Tomorrow');
    expect(formatDay('2026-03-03T12:00:00Z', justAfterMidnight)).toBe('Tuesday, Mar 3');
  });

  it('that are still to wait are short', () => {
    expect([0, 59, 75, 3_725].map(formatDuration)).toEqual(['0 s', '59 s', '1 min 15 s', '1 h 2 min']);
  });
});

describe('Sizes', () => {
  it('are in the unit that reads best', () => {
    expect([0, 512, 1_536, 2 * 1024 ** 3].map((bytes) => formatBytes(bytes, us))).toEqual([
      '0 bytes',
      '512 bytes',
      '1.5 KB',
      '2 GB',
    ]);
  });
});

describe('What is said', () => {
  it('has only spaces that Node and browsers agree on, so that hydration finds what was sent', () => {
    const everything = ['en-US', 'de-DE', 'fr-FR', 'sv-SE'].flatMap((locale) => {
      const formats = { ...us, locale };
      return [
        formatNumber(1_234_567.89, formats),
        formatMoney(123_456_789, 'EUR', formats),
        formatPercent(0.5, formats),
        formatDateTime(us.now, formats),
        formatTime(us.now, formats),
      ];
    });
    expect(everything.join('')).not.toMatch(/[\u00a0\u2009\u202f]/);
  });
});

it('a moment is written for a field by the clock of its reader, and comes back the same', () => {
  expect(formatForInput('2026-03-18T03:05:00.000Z', us)).toBe('2026-03-17T23:05');
  expect(formatForInput('2026-03-17T23:05:00.000Z', germany)).toBe('2026-03-18T00:05');
  expect(formatForInput(null, us)).toBe('');
});
