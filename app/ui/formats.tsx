// Numbers, amounts and times as elements. How they are spelled is app/format.ts's business.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import {
  DEFAULT_FORMATS,
  formatDateTime,
  formatDate,
  formatDue,
  formatMoney,
  formatNumber,
  formatRelative,
  type Formats,
} from '../format.ts';

export const FormatsContext = createContext<Formats>(DEFAULT_FORMATS);

const TICK_MS = 30_000;

/**
 * Gives `value` to the page and lets its clock go on. The clock stays the server's, so a browser whose own is wrong
 * says the same as the first page did.
 */
export function FormatsProvider({ value, children }: { value: Formats; children: ReactNode }) {
  const { locale, zone, now: loadedAt } = value;
  const [clock, setClock] = useState({ since: loadedAt, elapsed: 0 });
  useEffect(() => {
    const started = performance.now();
    const tick = (): void => setClock({ since: loadedAt, elapsed: performance.now() - started });
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [loadedAt]);
  const elapsed = clock.since === loadedAt ? clock.elapsed : 0;
  const formats = useMemo(
    () => ({ locale, zone, now: new Date(Date.parse(loadedAt) + elapsed).toISOString() }),
    [locale, zone, loadedAt, elapsed],
  );
  return <FormatsContext.Provider value={formats}>{children}</FormatsContext.Provider>;
}

export const useFormats = (): Formats => useContext(FormatsContext);

export const Num = ({ value }: { value: number | null }) => (
  <span className="num">{formatNumber(value, useFormats())}</span>
);

interface MoneyProps {
  /** in minor units: cents for USD */
  minor: number | null;
  currency: string;
  compact?: boolean;
}

export const Money = ({ minor, currency, compact }: MoneyProps) => (
  <span className="num">{formatMoney(minor, currency, useFormats(), compact)}</span>
);

/** "3 hours ago", with the exact time on hover. */
export function RelTime({ at }: { at: string | null }) {
  const formats = useFormats();
  if (!at) return <span className="text-fg-3">–</span>;
  return (
    <time dateTime={at} title={formatDateTime(at, formats)}>
      {formatRelative(at, formats)}
    </time>
  );
}

/** When something is still due, with the exact time on hover. */
export function DueTime({ at }: { at: string }) {
  const formats = useFormats();
  return (
    <time dateTime={at} title={formatDateTime(at, formats)}>
      {formatDue(at, formats)}
    </time>
  );
}

export function DateText({ at }: { at: string | null }) {
  const formats = useFormats();
  if (!at) return <span className="text-fg-3">–</span>;
  return (
    <time dateTime={at} title={formatDateTime(at, formats)}>
      {formatDate(at, formats)}
    </time>
  );
}

/** A day of the calendar, "2026-05-01": the same wherever one reads it. */
export function DayText({ day }: { day: string | null }) {
  const formats = useFormats();
  if (!day) return <span className="text-fg-3">–</span>;
  return <time dateTime={day}>{formatDate(day, { ...formats, zone: 'UTC' })}</time>;
}

/** A number as people read it, which a tap dials. `e164` is how machines write it: "+4930123456". */
export const Phone = ({ e164, text }: { e164: string | null; text: string | null }) => {
  if (!text) return <span className="text-fg-3">–</span>;
  return e164 ? (
    <a href={`tel:${e164}`} className="link num">
      {text}
    </a>
  ) : (
    <span className="num">{text}</span>
  );
};
