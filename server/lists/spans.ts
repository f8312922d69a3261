// What people call a time, as a span of moments in their own time zone. Pure.
import { GrammarError } from '../../app/contracts/list.ts';
import { isInStoredYears, startsWithDay } from '../../app/contracts/fields.ts';

/** From the first moment to the one after the last. `at` is the moment itself where one was named, else the first. */
export interface Span {
  at: Date;
  from: Date;
  to: Date;
}

/** A day of the calendar, without a zone. */
interface Day {
  year: number;
  /** 1 to 12; may run over, as may the day */
  month: number;
  day: number;
}

const DAY_MS = 86_400_000;
const UNIT_DAYS = { d: 1, w: 7, m: 30, y: 365 } as const;

/**
 * `2026-05-01`, a full ISO time, `-14d`, `+2w` (also m, y), `today`, `yesterday`, `tomorrow`, and `this-`, `last-` or
 * `next-` with week, month, quarter or year; weeks begin on Monday. Throws GrammarError, with an example.
 */
export function spanOf(text: string, field: string, zone: string, now = new Date()): Span {
  const span = named(text, zone, now) ?? written(text, zone) ?? relative(text, zone, now);
  if (!span || !isInStoredYears(span.from) || !isInStoredYears(span.to))
    throw new GrammarError(
      'f',
      `${field} needs a date such as 2026-05-01, -14d or this-month, not "${text}".`,
    );
  return span;
}

const EXACT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function written(text: string, zone: string): Span | null {
  if (!EXACT.test(text) || !startsWithDay(text)) return null;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  const whole = daysFrom({ year, month, day }, { year, month, day: day + 1 }, zone);
  if (text.length === 10) return whole;
  const at = new Date(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(at.getTime()) ? null : { ...dayOf(at, zone), at };
}

function relative(text: string, zone: string, now: Date): Span | null {
  const [, sign, amount, unit] = /^([+-])(\d{1,4})([dwmy])$/.exec(text) ?? [];
  if (!amount) return null;
  const days = Number(amount) * UNIT_DAYS[unit as keyof typeof UNIT_DAYS] * (sign === '-' ? -1 : 1);
  const at = new Date(now.getTime() + days * DAY_MS);
  return { ...dayOf(at, zone), at };
}

const SHIFTS: ReadonlyMap<string, number> = new Map(
  Object.entries({ last: -1, this: 0, next: 1, yesterday: -1, today: 0, tomorrow: 1 }),
);

function named(text: string, zone: string, now: Date): Span | null {
  const [, word, unit = 'day'] =
    /^(?:(?:(this|last|next)-(week|month|quarter|year))|today|yesterday|tomorrow)$/.exec(text) ?? [];
  const shift = SHIFTS.get(word ?? text);
  if (shift === undefined) return null;
  const today = calendarDay(now, zone);
  const { year, month, day } = today;
  const quarter = Math.floor((month - 1) / 3);
  const starts = (by: number): Day =>
    ({
      day: { year, month, day: day + by },
      week: { year, month, day: day - weekday(today) + 7 * by },
      month: { year, month: month + by, day: 1 },
      quarter: { year, month: (quarter + by) * 3 + 1, day: 1 },
      year: { year: year + by, month: 1, day: 1 },
    })[unit] ?? today;
  return daysFrom(starts(shift), starts(shift + 1), zone);
}

/** 0 is Monday. */
const weekday = ({ year, month, day }: Day): number =>
  (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;

function daysFrom(first: Day, end: Day, zone: string): Span {
  const from = midnight(first, zone);
  return { at: from, from, to: midnight(end, zone) };
}

function dayOf(at: Date, zone: string): { from: Date; to: Date } {
  const today = calendarDay(at, zone);
  return { from: midnight(today, zone), to: midnight({ ...today, day: today.day + 1 }, zone) };
}

/** The first moment of the next calendar day in an IANA time zone; in UTC when the zone is unknown. */
export const endOfDay = (now: Date, zone: string): Date => dayOf(now, zone).to;

/** A written time as a moment; one without a zone of its own is read in this one. */
export function momentOf(written: string, zone: string): Date {
  if (/(Z|[+-]\d{2}:?\d{2})$/i.test(written)) return new Date(written);
  return whenClocksShow(new Date(`${written}Z`), zone);
}

/** The day of the calendar there as YYYY-MM-DD. */
export function dayText(at: Date, zone: string): string {
  const { year, month, day } = calendarDay(at, zone);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

const two = (part: number): string => String(part).padStart(2, '0');

function calendarDay(at: Date, zone: string): Day {
  const local = new Date(at.getTime() + offsetMinutes(at, zone) * 60_000);
  return { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
}

function midnight({ year, month, day }: Day, zone: string): Date {
  const local = new Date(0);
  local.setUTCFullYear(year, month - 1, day);
  return whenClocksShow(local, zone);
}

/** The moment at which clocks there show a time, given as if it were UTC; where they leap over it, that of the leap. */
function whenClocksShow(local: Date, zone: string): Date {
  const from = (at: Date): Date => new Date(local.getTime() - offsetMinutes(at, zone) * 60_000);
  const guess = from(local);
  const better = from(guess); // the offset that holds then, where the clocks change that day
  const isShown = from(better).getTime() === better.getTime();
  return isShown || better > guess ? better : guess;
}

const offsets = new Map<string, Intl.DateTimeFormat | null>();

function offsetMinutes(at: Date, zone: string): number {
  const text = formatOf(zone)
    ?.formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(text ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/** A formatter costs more than what it formats; there are about 400 zones. Null where the zone is unknown. */
function formatOf(zone: string): Intl.DateTimeFormat | null {
  let format = offsets.get(zone);
  if (format !== undefined) return format;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  } catch {
    return null;
  }
  offsets.set(zone, format);
  return format;
}
