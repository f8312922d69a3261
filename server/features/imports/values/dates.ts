// Dates as people and programs write them. Day and month are told apart by the evidence of the whole column, never by
// one cell, and what stays ambiguous is asked.
import type { DateOrder } from '../../../../app/contracts/imports.ts';
import { fold } from '../../search/search.rules.ts';

interface Parts {
  year: number;
  month: number;
  day: number;
  clock: Clock | null;
}

interface Clock {
  hour: number;
  minute: number;
  second: number;
  ms: number;
  /** minutes east of UTC, null where the cell does not say */
  offset: number | null;
}

const MONTHS: readonly string[][] = [
  [
    'jan',
    'januar',
    'january',
    'janvier',
    'janv',
    'enero',
    'ene',
    'gennaio',
    'gen',
    'janeiro',
    'januari',
    'stycznia',
    'января',
    'янв',
  ],
  [
    'feb',
    'februar',
    'february',
    'fevrier',
    'fevr',
    'febrero',
    'febbraio',
    'fevereiro',
    'fev',
    'februari',
    'lutego',
    'февраля',
    'фев',
  ],
  ['mar', 'mrz', 'marz', 'march', 'mars', 'marzo', 'marco', 'maart', 'mrt', 'marca', 'марта', 'мар'],
  ['apr', 'april', 'avril', 'avr', 'abril', 'abr', 'aprile', 'kwietnia', 'апреля', 'апр'],
  ['may', 'mai', 'mayo', 'maggio', 'mag', 'maio', 'mei', 'maja', 'мая'],
  ['jun', 'juni', 'june', 'juin', 'junio', 'giugno', 'giu', 'junho', 'czerwca', 'июня', 'июн'],
  ['jul', 'juli', 'july', 'juillet', 'juil', 'julio', 'luglio', 'lug', 'julho', 'lipca', 'июля', 'июл'],
  ['aug', 'august', 'aout', 'agosto', 'ago', 'augustus', 'sierpnia', 'августа', 'авг'],
  [
    'sep',
    'sept',
    'september',
    'septembre',
    'septiembre',
    'settembre',
    'set',
    'setembro',
    'wrzesnia',
    'сентября',
    'сен',
    'сент',
  ],
  [
    'oct',
    'okt',
    'october',
    'oktober',
    'octobre',
    'octubre',
    'ottobre',
    'ott',
    'outubro',
    'out',
    'pazdziernika',
    'октября',
    'окт',
  ],
  ['nov', 'november', 'novembre', 'noviembre', 'novembro', 'listopada', 'ноября', 'ноя', 'нояб'],
  [
    'dec',
    'dez',
    'december',
    'dezember',
    'decembre',
    'diciembre',
    'dic',
    'dicembre',
    'dezembro',
    'grudnia',
    'декабря',
    'дек',
  ],
];
const MONTH_NUMBER = new Map(
  MONTHS.flatMap((names, at) => names.map((name): [string, number] => [name, at + 1])),
);

const TIME = String.raw`(?:[\sT,]+(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?\s*(Z?[+-]\d{2}:?\d{2}|Z|UTC|GMT)?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${TIME}$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`, 'i');
const DAY_NAMED = new RegExp(
  String.raw`^(\d{1,2})(?:st|nd|rd|th|\.|º)?[\s/-]*(?:de\s+)?(\p{L}+)\.?,?[\s/-]*(?:de\s+)?(\d{4}|\d{2})${TIME}$`,
  'iu',
);
const NAMED_DAY = new RegExp(
  String.raw`^(\p{L}+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})${TIME}$`,
  'iu',
);
const COMPACT = new RegExp(String.raw`^((?:19|20)\d{2})(\d{2})(\d{2})${TIME}$`, 'i');
const EASTERN = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/;
const WEEKDAY = /^\p{L}{2,10}\.?,\s*(?=\d|\p{L}+ \d)/u;
const ZERO = /^0{1,4}[-/.]0{1,2}[-/.]0{1,4}(?:[\sT]+[0:.]+Z?)?$/;

/** How one cell speaks for the order of day and month. */
export type DateShape = 'DMY' | 'MDY' | 'YMD' | 'either' | 'clear' | 'zero' | 'none';

export function dateShape(typed: string): DateShape {
  const text = typed.trim();
  if (text.length < 6 || text.length > 40) return 'none';
  if (ZERO.test(text)) return 'zero';
  const numeric = YEAR_LAST.exec(text);
  if (!numeric) return readClear(text) ? (YEAR_FIRST.test(text) ? 'YMD' : 'clear') : 'none';
  const [first, mark, second] = [Number(numeric[1]), numeric[2], Number(numeric[3])];
  if (first < 1 || second < 1 || first > 31 || second > 31 || (first > 12 && second > 12)) return 'none';
  if (first > 12 || mark === '.') return second > 12 ? 'MDY' : 'DMY';
  if (second > 12) return 'MDY';
  return first === second ? 'clear' : 'either';
}

/** The order a column is written in: 'ambiguous' has to be asked, 'none' holds no dates. */
export function dateOrderOf(values: Iterable<string>): DateOrder | 'ambiguous' | 'none' {
  const seen: Record<DateShape, number> = { DMY: 0, MDY: 0, YMD: 0, either: 0, clear: 0, zero: 0, none: 0 };
  for (const value of values) if (value.trim() !== '') seen[dateShape(value)] += 1;
  const dates = seen.DMY + seen.MDY + seen.YMD + seen.either + seen.clear;
  if (dates === 0 || dates < seen.none) return 'none';
  if (seen.DMY > 10 * seen.MDY) return 'DMY';
  if (seen.MDY > 10 * seen.DMY) return 'MDY';
  if (seen.DMY + seen.MDY + seen.either > 0) return 'ambiguous';
  return 'YMD';
}

const read = new Map<string, string | null>();

/** UTC time of a cell, null for what is no date. Times without an offset are in `zone`. Exports repeat their times, so answers are remembered. */
export function readDate(typed: string, order: DateOrder, zone: string): string | null {
  const key = `${order}${zone}\n${typed}`;
  let date = read.get(key);
  if (date === undefined) {
    date = parseDate(typed.trim(), order, zone);
    if (read.size >= 20_000) read.clear();
    read.set(key, date);
  }
  return date;
}

function parseDate(text: string, order: DateOrder, zone: string): string | null {
  const parts = readClear(text) ?? readNumeric(text, order);
  if (!parts || !isRealDay(parts)) return null;
  const { hour = 0, minute = 0, second = 0, ms = 0, offset = null } = parts.clock ?? {};
  if (hour > 23 || minute > 59 || second > 59) return null;
  const local = Date.UTC(parts.year, parts.month - 1, parts.day, hour, minute, second, ms);
  const east = offset ?? offsetOf(zone, local);
  return new Date(local - east * 60_000).toISOString();
}

/** Dates whose order is told by the cell itself. */
function readClear(text: string): Parts | null {
  const bare = text.replace(WEEKDAY, '');
  const year = YEAR_FIRST.exec(bare) ?? null;
  if (year) return parts(year[1], year[3], year[4], year.slice(5));
  const dayNamed = DAY_NAMED.exec(bare);
  if (dayNamed) return parts(dayNamed[3], monthOf(dayNamed[2]), dayNamed[1], dayNamed.slice(4));
  const namedDay = NAMED_DAY.exec(bare);
  if (namedDay) return parts(namedDay[3], monthOf(namedDay[1]), namedDay[2], namedDay.slice(4));
  const compact = COMPACT.exec(bare);
  if (compact) return parts(compact[1], compact[2], compact[3], compact.slice(4));
  const eastern = EASTERN.exec(bare);
  return eastern ? parts(eastern[1], eastern[2], eastern[3], []) : null;
}

function readNumeric(text: string, order: DateOrder): Parts | null {
  const found = YEAR_LAST.exec(text);
  if (!found) return null;
  const [first, second] = [found[1], found[3]];
  const monthFirst = order === 'MDY' && found[2] !== '.';
  return parts(found[4], monthFirst ? first : second, monthFirst ? second : first, found.slice(5));
}

const monthOf = (name = ''): string => String(MONTH_NUMBER.get(fold(name)) ?? 0);

function parts(year = '', month = '', day = '', clock: (string | undefined)[] = []): Parts | null {
  const full = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  if (Number(month) < 1) return null;
  return { year: full, month: Number(month), day: Number(day), clock: clockOf(clock) };
}

function clockOf([hour, minute, second, fraction, half, zone]: (string | undefined)[]): Clock | null {
  if (hour === undefined) return null;
  const late = half?.toLowerCase().startsWith('p') ?? false;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (late ? 12 : 0);
  const ms = Math.floor(Number(`0.${fraction ?? '0'}`) * 1000);
  return {
    hour: hours,
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    ms,
    offset: offsetFrom(zone),
  };
}

function offsetFrom(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  const found = /([+-])(\d{2}):?(\d{2})$/.exec(zone);
  if (!found) return 0;
  const minutes = Number(found[2]) * 60 + Number(found[3]);
  return found[1] === '-' ? -minutes : minutes;
}

function isRealDay({ year, month, day }: Parts): boolean {
  if (year < 1800 || year > 2200 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

/** Minutes east of UTC in a zone at a local time; remembered by the hour. */
function offsetOf(zone: string, local: number): number {
  if (zone === 'UTC') return 0;
  const key = `${zone}:${Math.floor(local / 3_600_000)}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const guess = offsetAt(zone, local);
  const offset = offsetAt(zone, local - guess * 60_000);
  if (offsets.size > 50_000) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function offsetAt(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (!format) {
    const numeric = 'numeric';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
    });
    formats.set(zone, format);
  }
  const told = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const wall = Date.UTC(
    told['year'] ?? 0,
    (told['month'] ?? 1) - 1,
    told['day'],
    told['hour'],
    told['minute'],
  );
  return Math.round((wall - Math.floor(instant / 60_000) * 60_000) / 60_000);
}
