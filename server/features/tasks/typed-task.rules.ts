// A task as people type it: "call Ada fri 3pm !high". Days and times are read at the end of the text, or else at its
// beginning, so that a name in the middle stays a name; `!high` is read anywhere. Pure.
import { dayText, momentOf } from '../../lists/spans.ts';

export type Priority = 'low' | 'normal' | 'high';

export interface TypedTask {
  title: string;
  /** ISO 8601, null where no day or time was typed */
  dueAt: string | null;
  priority: Priority;
  /** the words that were understood, as they were typed */
  understood: string[];
}

interface Asked {
  zone: string;
  now: Date;
}

/** A day without a time is due when work ends. */
const END_OF_WORK = 17 * 60;

interface When {
  /** YYYY-MM-DD */
  day?: string;
  /** minutes since midnight */
  minutes?: number;
  /** a moment counted from now */
  exact?: Date;
}

export function parseTask(text: string, asked: Asked): TypedTask {
  const all = text.trim().split(/\s+/).filter(Boolean);
  const marks = all.filter((word) => priorityOf(word) !== null);
  const words = all.filter((word) => priorityOf(word) === null);
  const behind = readEnd(words, asked);
  const found = behind.taken.length > 0 ? behind : readStart(words, asked);
  const understood = [found.taken.join(' '), ...marks].filter(Boolean);
  const priority = priorityOf(marks.at(-1) ?? '') ?? 'normal';
  if (found.rest.length === 0) return { title: text.trim(), dueAt: null, priority: 'normal', understood: [] };
  return { title: found.rest.join(' '), dueAt: dueOf(found.when, asked), priority, understood };
}

/** When something is put off to: "tomorrow", "next week", "fri 3pm", "in 2 hours". Null for words that say no time. */
export function parseWhen(text: string, asked: Asked): string | null {
  const { rest, when } = readEnd(text.trim().split(/\s+/).filter(Boolean), asked);
  return rest.length === 0 ? dueOf(when, asked) : null;
}

const PRIORITIES: Readonly<Record<string, Priority>> = {
  '!high': 'high',
  '!h': 'high',
  '!1': 'high',
  '!!': 'high',
  '!normal': 'normal',
  '!medium': 'normal',
  '!2': 'normal',
  '!low': 'low',
  '!l': 'low',
  '!3': 'low',
};

const priorityOf = (word: string): Priority | null => PRIORITIES[word.toLowerCase()] ?? null;

interface Read {
  rest: string[];
  taken: string[];
  when: When;
}

const LONGEST = 4;

function readEnd(words: readonly string[], asked: Asked): Read {
  let read: Read = { rest: [...words], taken: [], when: {} };
  for (;;) {
    const { rest, taken, when } = read;
    const next = longestFirst(rest.length).flatMap((length) => {
      const part = rest.slice(-length);
      const meant = joined(when, meaningOf(part, asked));
      return meant
        ? [{ rest: withoutFiller(rest.slice(0, -length)), taken: [...part, ...taken], when: meant }]
        : [];
    })[0];
    if (!next) return read;
    read = next;
  }
}

function readStart(words: readonly string[], asked: Asked): Read {
  let read: Read = { rest: [...words], taken: [], when: {} };
  for (;;) {
    const { rest, taken, when } = read;
    const next = longestFirst(rest.length).flatMap((length) => {
      const part = rest.slice(0, length);
      const meant = joined(when, meaningOf(part, asked));
      return meant ? [{ rest: rest.slice(length), taken: [...taken, ...part], when: meant }] : [];
    })[0];
    if (!next) return read;
    read = next;
  }
}

const longestFirst = (most: number): number[] =>
  Array.from({ length: Math.min(LONGEST, most) }, (_, at) => Math.min(LONGEST, most) - at);

/** "call Ada on" friday, "by" 3pm: the little word goes with the time. */
const withoutFiller = (words: string[]): string[] =>
  words.length > 1 && /^(on|at|by|due)$/i.test(words.at(-1) ?? '') ? words.slice(0, -1) : words;

/** A day and a time go together once; what was counted from now stands alone. */
function joined(when: When, more: When | null): When | null {
  if (!more || when.exact || (more.exact && (when.day ?? when.minutes) !== undefined)) return null;
  if (more.day !== undefined && when.day !== undefined) return null;
  if (more.minutes !== undefined && when.minutes !== undefined) return null;
  return { ...when, ...more };
}

function meaningOf(words: readonly string[], asked: Asked): When | null {
  const text = words.join(' ').toLowerCase().replace(/,$/, '');
  return timeIn(text) ?? dayIn(text, asked) ?? fromNow(text, asked);
}

const NAMED_TIMES: Readonly<Record<string, number>> = { noon: 720, midday: 720, morning: 540, evening: 1140 };

function timeIn(text: string): When | null {
  const named = NAMED_TIMES[text];
  if (named !== undefined) return { minutes: named };
  const [, hour, minute = '0', half] = /^(\d{1,2})(?::(\d{2}))? ?(am|pm)$/.exec(text) ?? [];
  if (hour && half)
    return clock((Number(hour) % 12) + (half === 'pm' ? 12 : 0), minute, Number(hour) <= 12 && hour !== '0');
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours && minutes ? clock(Number(hours), minutes, true) : null;
}

const clock = (hours: number, minutes: string, isOne: boolean): When | null =>
  isOne && Number(minutes) < 60 ? { minutes: hours * 60 + Number(minutes) } : null;

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const SHORT: Readonly<Record<string, number>> = {
  sun: 0,
  mon: 1,
  tue: 2,
  tues: 2,
  wed: 3,
  thu: 4,
  thur: 4,
  thurs: 4,
  fri: 5,
  sat: 6,
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SHIFTS: Readonly<Record<string, number>> = {
  today: 0,
  tonight: 0,
  tomorrow: 1,
  tmr: 1,
  tmrw: 1,
  'day after tomorrow': 2,
};

function dayIn(text: string, { zone, now }: Asked): When | null {
  const today = dayText(now, zone);
  const shift = SHIFTS[text];
  if (text === 'tonight') return { day: today, minutes: NAMED_TIMES['evening'] ?? 0 };
  if (shift !== undefined) return { day: plus(today, shift) };
  if (text === 'next week') return { day: plus(today, 7 - ((weekdayOf(today) + 6) % 7)) };
  if (text === 'next month') return { day: `${plus(`${today.slice(0, 8)}01`, 31).slice(0, 8)}01` };
  return weekday(text, today) ?? written(text, today);
}

function weekday(text: string, today: string): When | null {
  const [, next, name = ''] = /^(next |this )?([a-z]+)$/.exec(text) ?? [];
  const wanted = SHORT[name] ?? WEEKDAYS.indexOf(name);
  if (wanted < 0) return null;
  const ahead = (wanted - weekdayOf(today) + 7) % 7 || 7;
  // "next friday" is the one of next week, where weeks begin on Monday
  const isOfThisWeek = ahead <= (7 - weekdayOf(today)) % 7;
  return { day: plus(today, next === 'next ' && isOfThisWeek ? ahead + 7 : ahead) };
}

/** 2026-12-05, 12/5, Dec 5, 5 Dec: a day without a year is the next there is. */
function written(text: string, today: string): When | null {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDay(text) ? { day: text } : null;
  const [, month, date] = /^(\d{1,2})\/(\d{1,2})$/.exec(text) ?? [];
  if (month && date) return coming(Number(month), Number(date), today);
  const [, name = '', number] = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?$/.exec(text) ?? [];
  const [, other, last = ''] = /^(\d{1,2})(?:st|nd|rd|th)?\.? ([a-z]{3,9})$/.exec(text) ?? [];
  const at = MONTHS.indexOf((name || last).slice(0, 3));
  return at < 0 ? null : coming(at + 1, Number(number ?? other), today);
}

function coming(month: number, date: number, today: string): When | null {
  const [year] = today.split('-').map(Number);
  const days = [0, 1, 2, 3, 4].map((more) => `${(year ?? 0) + more}-${two(month)}-${two(date)}`);
  const day = days.find((each) => isDay(each) && each >= today);
  return day === undefined ? null : { day };
}

/** "in 2 hours", "in 3 days", "+1w". */
function fromNow(text: string, { zone, now }: Asked): When | null {
  const [, many, unit = ''] =
    /^(?:in |\+)(\d{1,3}|an?) ?(minutes?|mins?|hours?|h|days?|d|weeks?|w|months?)$/.exec(text) ?? [];
  if (!many) return null;
  const count = many.startsWith('a') ? 1 : Number(many);
  if (unit.startsWith('mo')) return { day: plus(dayText(now, zone), 30 * count) };
  if (unit.startsWith('mi')) return { exact: new Date(now.getTime() + count * 60_000) };
  if (unit.startsWith('h')) return { exact: new Date(now.getTime() + count * 3_600_000) };
  return { day: plus(dayText(now, zone), unit.startsWith('w') ? 7 * count : count) };
}

function dueOf({ day, minutes, exact }: When, { zone, now }: Asked): string | null {
  if (exact) return exact.toISOString();
  if (day === undefined && minutes === undefined) return null;
  const today = dayText(now, zone);
  const at = (on: string): Date => momentOf(`${on}T${spelled(minutes ?? END_OF_WORK)}`, zone);
  // a time alone that has passed today is meant for tomorrow
  const on = day ?? (at(today) > now ? today : plus(today, 1));
  return at(on).toISOString();
}

const two = (part: number): string => String(part).padStart(2, '0');
const spelled = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

const plus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
