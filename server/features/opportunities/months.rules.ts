// The columns of the board by month. Pure.

/** How many months from the present one have a column. */
const MONTHS = 6;

export interface Column {
  /** '2026-05', or 'past', 'later', 'none' */
  key: string;
  /** the first day, and the one after the last; both null for those without a day */
  from: string | null;
  to: string | null;
  /** it is there though nothing is in it */
  isAlways: boolean;
}

/** What is overdue, this month and the next ones, what comes later, and what has no day. */
export function monthsFrom(now: Date, zone: string): Column[] {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
  const [year = 0, month = 1] = today.split('-').map(Number);
  const firstOf = (by: number): string =>
    new Date(Date.UTC(year, month - 1 + by, 1)).toISOString().slice(0, 10);
  return [
    { key: 'past', from: null, to: firstOf(0), isAlways: false },
    ...Array.from({ length: MONTHS }, (_, by) => ({
      key: firstOf(by).slice(0, 7),
      from: firstOf(by),
      to: firstOf(by + 1),
      isAlways: true,
    })),
    { key: 'later', from: firstOf(MONTHS), to: null, isAlways: false },
    { key: 'none', from: null, to: null, isAlways: false },
  ];
}

/** From the first day that has a month of its own to the one after the last. */
export interface Span {
  first: string;
  end: string;
}

export function spanOf(columns: readonly Column[]): Span {
  const [past, later] = [
    columns.find(({ key }) => key === 'past'),
    columns.find(({ key }) => key === 'later'),
  ];
  return { first: past?.to ?? '', end: later?.from ?? '' };
}
