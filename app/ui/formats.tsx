// Numbers, amounts and times as elements. How they are spelled is app/format.ts's business.
import { createContext, useContext } from 'react';
import {
  DEFAULT_FORMATS,
  formatDateTime,
  formatDate,
  formatMoney,
  formatNumber,
  formatRelative,
  type Formats,
} from '../format.ts';

export const FormatsContext = createContext<Formats>(DEFAULT_FORMATS);

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

export function DateText({ at }: { at: string | null }) {
  const formats = useFormats();
  if (!at) return <span className="text-fg-3">–</span>;
  return (
    <time dateTime={at} title={formatDateTime(at, formats)}>
      {formatDate(at, formats)}
    </time>
  );
}
