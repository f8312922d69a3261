// What is understood of a task as people type it. Now is Monday, 23 November 2026, 11:00 in Berlin.
import { describe, expect, it } from 'vitest';
import { parseTask, parseWhen } from '../../server/features/tasks/typed-task.rules.ts';

const asked = { zone: 'Europe/Berlin', now: new Date('2026-11-23T10:00:00Z') };

describe('a task as it is typed', () => {
  it.each([
    ['call Ada fri 3pm !high', 'call Ada', '2026-11-27T14:00:00.000Z', 'high'],
    ['Call Ada on Friday at 3:30pm', 'Call Ada', '2026-11-27T14:30:00.000Z', 'normal'],
    ['send offer tomorrow', 'send offer', '2026-11-24T16:00:00.000Z', 'normal'],
    ['send offer 15:00', 'send offer', '2026-11-23T14:00:00.000Z', 'normal'],
    ['send offer 9:00', 'send offer', '2026-11-24T08:00:00.000Z', 'normal'],
    ['!low tidy up today', 'tidy up', '2026-11-23T16:00:00.000Z', 'low'],
    ['fri 3pm call Ada', 'call Ada', '2026-11-27T14:00:00.000Z', 'normal'],
    ['ring mon', 'ring', '2026-11-30T16:00:00.000Z', 'normal'],
    ['ring next fri', 'ring', '2026-12-04T16:00:00.000Z', 'normal'],
    ['ring next week', 'ring', '2026-11-30T16:00:00.000Z', 'normal'],
    ['ring next month noon', 'ring', '2026-12-01T11:00:00.000Z', 'normal'],
    ['ring in 2 hours', 'ring', '2026-11-23T12:00:00.000Z', 'normal'],
    ['ring in 3 days 8am', 'ring', '2026-11-26T07:00:00.000Z', 'normal'],
    ['ring dec 5', 'ring', '2026-12-05T16:00:00.000Z', 'normal'],
    ['ring 5 Jan', 'ring', '2027-01-05T16:00:00.000Z', 'normal'],
    ['ring 2/29', 'ring', '2028-02-29T16:00:00.000Z', 'normal'],
    ['ring 2027-06-01 10:15', 'ring', '2027-06-01T08:15:00.000Z', 'normal'],
    ['ring tonight', 'ring', '2026-11-23T18:00:00.000Z', 'normal'],
    ['lunch 12pm tomorrow', 'lunch', '2026-11-24T11:00:00.000Z', 'normal'],
    ['check 12am tomorrow', 'check', '2026-11-23T23:00:00.000Z', 'normal'],
  ] as const)('%j', (text, title, dueAt, priority) => {
    expect(parseTask(text, asked)).toMatchObject({ title, dueAt, priority });
  });

  it.each([
    'call Mon Repos about it',
    'buy 3 chairs',
    'read chapter 25:00',
    'order 13pm lamp 13pm',
    'meet on 2/30',
    'meet 2026-02-30',
    'say !wow',
    'today',
    'fri 3pm',
  ])('%j is nothing but a title', (text) => {
    expect(parseTask(text, asked)).toEqual({ title: text, dueAt: null, priority: 'normal', understood: [] });
  });

  it('says which words were understood', () => {
    expect(parseTask('call Ada fri 3pm !high', asked).understood).toEqual(['fri 3pm', '!high']);
  });

  it('days are those of the person: late on Sunday in New York it is Monday in Berlin', () => {
    const now = new Date('2026-11-23T03:00:00Z');
    expect(parseTask('x tomorrow 9am', { zone: 'America/New_York', now }).dueAt).toBe(
      '2026-11-23T14:00:00.000Z',
    );
    expect(parseTask('x tomorrow 9am', { zone: 'Europe/Berlin', now }).dueAt).toBe(
      '2026-11-24T08:00:00.000Z',
    );
  });

  it('a day on which the clocks change has its times too', () => {
    const now = new Date('2026-10-24T10:00:00Z');
    expect(parseTask('x tomorrow 9am', { zone: 'Europe/Berlin', now }).dueAt).toBe(
      '2026-10-25T08:00:00.000Z',
    );
  });
});

it.each([
  ['tomorrow', '2026-11-24T16:00:00.000Z'],
  ['next week', '2026-11-30T16:00:00.000Z'],
  ['in 1 hour', '2026-11-23T11:00:00.000Z'],
  ['some day', null],
  ['', null],
])('put off to %j', (text, at) => {
  expect(parseWhen(text, asked)).toBe(at);
});
