// The one formatting layer: every number, amount, date and size a person reads is spelled here.
// Server and browser carry different Unicode data, so spaces are made equal: what is hydrated is what was sent.

export interface Formats {
  /** BCP 47, for example "en-US" */
  locale: string;
  /** IANA zone of the reader, for example "Europe/Berlin" */
  zone: string;
  /** ISO instant that relative times are counted from; the server's, so that both sides agree */
  now: string;
}

export const DEFAULT_FORMATS: Formats = { locale: 'en-US', zone: 'UTC', now: '2026-01-01T00:00:00.000Z' };

const NONE = '–';

const cache = new Map<string, unknown>();
function cached<T>(key: string, make: () => T): T {
  if (!cache.has(key)) cache.set(key, make());
  return cache.get(key) as T;
}

const plainSpaces = (text: string): string => text.replace(/[\u00a0\u2009\u202f]/g, ' ');

export function formatNumber(value: number | null | undefined, { locale }: Pick<Formats, 'locale'>): string {
  if (value == null || Number.isNaN(value)) return NONE;
  return plainSpaces(
    cached(`n ${locale}`, () => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })).format(value),
  );
}

/** `share` of 1: 0.257 → "25.7%". */
export function formatPercent(share: number | null | undefined, { locale }: Pick<Formats, 'locale'>): string {
  if (share == null || Number.isNaN(share)) return NONE;
  const format = cached(
    `p ${locale}`,
    () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
  );
  return plainSpaces(format.format(share));
}

/**
 * An amount in minor units (cents for USD, yen for JPY). `compact` shortens to three digits for tiles: "$1.2M".
 * Whole amounts carry no decimals.
 */
export function formatMoney(
  minor: number | null | undefined,
  currency: string,
  { locale }: Pick<Formats, 'locale'>,
  compact = false,
): string {
  if (minor == null || Number.isNaN(minor)) return NONE;
  const digits = minorDigits(currency);
  const value = minor / 10 ** digits;
  const fraction = compact || Number.isInteger(value) ? 0 : digits;
  const key = `m ${locale} ${currency} ${compact ? 'c' : fraction}`;
  const format = cached(key, () => new Intl.NumberFormat(locale, moneyOptions(currency, fraction, compact)));
  return plainSpaces(format.format(value));
}

function moneyOptions(currency: string, fraction: number, compact: boolean): Intl.NumberFormatOptions {
  const base = { style: 'currency', currency } as const;
  if (compact) return { ...base, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 };
  return { ...base, minimumFractionDigits: fraction, maximumFractionDigits: fraction };
}

/** How many decimals a currency has: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  const options = cached(`d ${currency}`, () =>
    new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions(),
  );
  return options.maximumFractionDigits ?? 2;
}

/** "Nov 3", or with the year when it is another than the reader's: "Nov 3, 2024". */
export function formatDate(iso: string | null | undefined, formats: Formats): string {
  const date = parsed(iso);
  if (!date) return NONE;
  const sameYear = yearIn(date, formats) === yearIn(new Date(formats.now), formats);
  return spelled(date, sameYear ? 'day' : 'day and year', formats.locale, formats.zone);
}

/** "Nov 3, 2026, 4:05 PM": the exact time behind a relative one. */
export function formatDateTime(iso: string | null | undefined, formats: Formats): string {
  const date = parsed(iso);
  if (!date) return NONE;
  return plainSpaces(spelled(date, 'day and time', formats.locale, formats.zone));
}

/** Whether both are on the same day of the reader's calendar. */
export const isSameDay = (one: string, other: string, formats: Formats): boolean =>
  dayNumber(new Date(one), formats) === dayNumber(new Date(other), formats);

/** The heading of a day: "Today", "Yesterday", "Tuesday, Nov 3". */
export function formatDay(iso: string, formats: Formats): string {
  const days =
    dayNumber(parsed(formats.now) ?? new Date(0), formats) - dayNumber(parsed(iso) ?? new Date(0), formats);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days === -1) return 'Tomorrow';
  const weekday = spelled(parsed(iso) ?? new Date(0), 'weekday', formats.locale, formats.zone);
  return `${weekday}, ${formatDate(iso, formats)}`;
}

/** A month of the calendar, "2026-05": "May 2026", or "May" where the year is plain. */
export const formatMonth = (month: string, { locale }: Pick<Formats, 'locale'>, withYear = true): string =>
  spelled(new Date(`${month}-01T00:00:00Z`), withYear ? 'month and year' : 'month', locale, 'UTC');

/** "4:05 PM" */
export function formatTime(iso: string, formats: Formats): string {
  const date = parsed(iso);
  return date ? plainSpaces(spelled(date, 'time', formats.locale, formats.zone)) : NONE;
}

/** A moment as `<input type="datetime-local">` wants it, by the reader's clock; '' where there is none. */
export function formatForInput(iso: string | null | undefined, { zone }: Pick<Formats, 'zone'>): string {
  const date = parsed(iso);
  return date ? spelled(date, 'control', 'sv-SE', zone).replace(' ', 'T') : '';
}

/** "just now", "3 hours ago", "yesterday", "in 2 days", and beyond a week the date. */
export function formatRelative(iso: string | null | undefined, formats: Formats): string {
  const date = parsed(iso);
  if (!date) return NONE;
  const now = new Date(formats.now);
  const seconds = (date.getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) < 45) return 'just now';
  const relative = relativeIn(formats.locale);
  if (Math.abs(seconds) < 45 * 60) return relative.format(Math.round(seconds / 60), 'minute');
  const days = dayNumber(date, formats) - dayNumber(now, formats);
  if (days === 0 || Math.abs(seconds) < 6 * 3600) return relative.format(Math.round(seconds / 3600), 'hour');
  return Math.abs(days) <= 7 ? relative.format(days, 'day') : formatDate(iso, formats);
}

/** When something is due: "today 5:00 PM", "tomorrow 9:00 AM", "Fri 3:00 PM" for a week, and then the date. */
export function formatDue(iso: string, formats: Formats): string {
  const date = parsed(iso);
  if (!date) return NONE;
  const days = dayNumber(date, formats) - dayNumber(new Date(formats.now), formats);
  if (days < 0 || days > 6) return formatDate(iso, formats);
  const day =
    days < 2
      ? relativeIn(formats.locale).format(days, 'day')
      : spelled(date, 'short weekday', formats.locale, formats.zone);
  return `${day} ${formatTime(iso, formats)}`;
}

const relativeIn = (locale: string): Intl.RelativeTimeFormat =>
  cached(`r ${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'];

/** 1536 → "1.5 KB" */
export function formatBytes(bytes: number, formats: Pick<Formats, 'locale'>): string {
  const power = bytes < 1 ? 0 : Math.min(Math.floor(Math.log(bytes) / Math.log(1024)), UNITS.length - 1);
  const unit = UNITS[power] ?? '';
  const value = Math.round((bytes / 1024 ** power) * 10) / 10;
  return `${formatNumber(value, formats)} ${unit}`;
}

/** 75 → "1 min 15 s"; for what is still to wait. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** "1 lead", "1,284 leads", "1,000+ leads" */
export function formatCount(
  count: number,
  one: string,
  many: string,
  formats: Pick<Formats, 'locale'>,
  capped = false,
): string {
  return `${formatNumber(count, formats)}${capped ? '+' : ''} ${count === 1 && !capped ? one : many}`;
}

function parsed(iso: string | null | undefined): Date | null {
  const date = iso ? new Date(iso) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}

/** How a date is spelled; its name is the key under which the made formatter is kept. */
const DATE_STYLES = {
  day: { month: 'short', day: 'numeric' },
  'day and year': { month: 'short', day: 'numeric', year: 'numeric' },
  'day and time': { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
  weekday: { weekday: 'long' },
  'short weekday': { weekday: 'short' },
  month: { month: 'short' },
  'month and year': { month: 'short', year: 'numeric' },
  time: { hour: 'numeric', minute: '2-digit' },
  year: { year: 'numeric' },
  control: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
  calendar: { year: 'numeric', month: '2-digit', day: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const spelled = (date: Date, style: keyof typeof DATE_STYLES, locale: string, zone: string): string =>
  cached(
    `t ${style} ${locale} ${zone}`,
    () => new Intl.DateTimeFormat(locale, { ...DATE_STYLES[style], timeZone: zone }),
  ).format(date);

const yearIn = (date: Date, { zone }: Formats): string => spelled(date, 'year', 'en-US', zone);

/** Days since 1970 by the calendar of the reader's zone. */
function dayNumber(date: Date, { zone }: Formats): number {
  const iso = spelled(date, 'calendar', 'en-CA', zone);
  return Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);
}
