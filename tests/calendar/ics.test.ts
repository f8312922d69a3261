// Tasks as the bytes of a calendar, read back by a parser of the tests' own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, folded, type DueTask } from '../../server/features/calendar/ics.rules.ts';
import { eventsIn, textOf, unfolded } from './parser.ts';

const ID = '018f0000-0000-7000-8000-000000000001';
const task = (values: Partial<DueTask> = {}): DueTask => ({
  id: ID,
  title: 'Call Ada',
  dueAt: '2026-05-01T15:00:00.000Z',
  priority: 'normal',
  version: 3,
  updatedAt: '2026-04-01 08:09:10.123456+00',
  ...values,
});
const written = (values: Partial<DueTask> = {}, zone = 'UTC'): string =>
  calendarOf([task(values)], { zone, pageOf: (id) => `https://crm.example.test/tasks/${id}` });
const summaryOf = (title: string): string =>
  textOf(eventsIn(written({ title }))[0]?.['SUMMARY']?.value ?? '');

describe('a calendar', () => {
  it('is the one the standard describes, byte for byte', () => {
    expect(written({ priority: 'high' }).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//StreamFlow//Tasks//EN',
      'CALSCALE:GREGORIAN',
      'NAME:StreamFlow tasks',
      'X-WR-CALNAME:StreamFlow tasks',
      'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
      'X-PUBLISHED-TTL:PT1H',
      'BEGIN:VEVENT',
      `UID:${ID}`,
      'DTSTAMP:20260401T080910Z',
      'LAST-MODIFIED:20260401T080910Z',
      'SEQUENCE:3',
      'DTSTART:20260501T150000Z',
      'SUMMARY:Call Ada',
      'PRIORITY:1',
      `URL:https://crm.example.test/tasks/${ID}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('without a task is a calendar all the same', () => {
    expect(eventsIn(calendarOf([], { zone: 'UTC', pageOf: String }))).toEqual([]);
  });

  it.each([
    ['2026-05-01T00:00:00Z', 'UTC', 'DATE', '20260501'],
    ['2026-04-30T22:00:00Z', 'Europe/Berlin', 'DATE', '20260501'],
    ['2026-11-01T04:00:00Z', 'America/New_York', 'DATE', '20261101'],
    ['2026-05-01T00:00:00Z', 'Europe/Berlin', undefined, '20260501T000000Z'],
    ['2026-05-01T00:00:01Z', 'UTC', undefined, '20260501T000001Z'],
  ])('%s in %s is a day or a time', (dueAt, zone, kind, value) => {
    const [event] = eventsIn(written({ dueAt }, zone));
    expect(event?.['DTSTART']).toEqual({ params: kind ? { VALUE: kind } : {}, value });
  });

  it.each([
    ['Ada, Grace; and \\ more', 'Ada, Grace; and \\ more'],
    ['two\r\nlines\nor\rfour', 'two\nlines\nor\nfour'],
    ['x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:mine', 'x\nEND:VEVENT\nBEGIN:VEVENT\nUID:mine'],
    ['a\u2028b\u0085c', 'a\nb\nc'],
    ['bell\u0007, null\u0000 and\ttab', 'bell, null and tab'],
    ['\\n is two signs', '\\n is two signs'],
  ])('keeps %j in one event', (title, read) => {
    expect(eventsIn(written({ title }))).toHaveLength(1);
    expect(summaryOf(title)).toBe(read);
  });

  it('folds any line at 75 bytes without cutting a character, and is read back whole', () => {
    const line = fc
      .string({ unit: 'grapheme', maxLength: 400, size: 'max' })
      .map((text) => `SUMMARY:${text.replace(/[\r\n\ufffd]/g, '')}`);
    fc.assert(
      fc.property(line, (whole) => {
        expect(unfolded(`${folded(whole)}\r\n`)).toEqual([whole]);
      }),
      { seed: 20_260_501, numRuns: 100 },
    );
  });

  it('keeps any title', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300, size: 'max' }), (title) => {
        const plain = title
          .replace(/\r\n|[\r\u0085\u2028\u2029]/g, '\n')
          .replaceAll('\t', ' ')
          .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, '');
        fc.pre(!title.includes('\ufffd'));
        expect(summaryOf(title)).toBe(plain);
      }),
      { seed: 20_260_502, numRuns: 100 },
    );
  });
});
