// What the dashboard's figures are made of: spans of time, and groups of opportunities added up. Pure.
import type { Figure, Period } from '../../../app/contracts/dashboard.ts';
import type { PipelineChoice } from '../../../app/contracts/opportunities.ts';
import { dayText, spanOf } from '../../lists/spans.ts';

interface Span {
  /** ISO times: the first moment, and the one after the last */
  from: string;
  to: string;
}

export interface Spans {
  period: Period;
  now: Span;
  before: Span;
  /** the first moments of the months of the forecast, and that of the month after the last */
  months: { day: string; at: string }[];
}

const MONTHS_AHEAD = 6;

/** The months of a forecast are those of the year, or six from the first of the quarter. */
export function spansOf(period: Period, zone: string, now = new Date()): Spans {
  const span = (text: string): Span => {
    const { from, to } = spanOf(text, 'period', zone, now);
    return { from: from.toISOString(), to: to.toISOString() };
  };
  const isYear = period === 'this-year';
  const first = dayText(spanOf(isYear ? 'this-year' : 'this-quarter', 'period', zone, now).from, zone);
  const months = Array.from({ length: (isYear ? 12 : MONTHS_AHEAD) + 1 }, (_, ahead) => {
    const day = monthAfter(first, ahead);
    return { day, at: spanOf(day, 'period', zone, now).from.toISOString() };
  });
  return { period, now: span(period), before: span(beforeThat(period)), months };
}

export const beforeThat = (period: Period): string => period.replace('this-', 'last-');

function monthAfter(first: string, ahead: number): string {
  const [year = 0, month = 1] = first.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + ahead, 1)).toISOString().slice(0, 10);
}

interface Grouped {
  stageId: string;
  currency: string | null;
  count: number;
  minor: number | null;
}

type Worth = Figure['worth'];

/** Amounts by currency, the own one first: what is of two currencies is never added up. */
export function figureOf(
  groups: readonly Grouped[],
  { stages }: Pick<PipelineChoice, 'stages'>,
  own: string,
  f: string[],
): Figure {
  const probabilities = new Map(stages.map(({ id, probability }) => [id, probability]));
  const sums = new Map<string, { minor: number; hundredfold: number }>();
  for (const { stageId, currency, minor } of groups) {
    if (currency === null || minor === null) continue;
    const sum = sums.get(currency) ?? { minor: 0, hundredfold: 0 };
    sum.minor += minor;
    sum.hundredfold += minor * (probabilities.get(stageId) ?? 0);
    sums.set(currency, sum);
  }
  const worth: Worth = [...sums].map(([currency, { minor, hundredfold }]) => ({
    currency,
    minor,
    weighted: Math.round(hundredfold / 100),
  }));
  const rank = ({ currency }: Worth[number]): string => (currency === own ? '' : currency);
  worth.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
  return { count: groups.reduce((sum, { count }) => sum + count, 0), worth, f };
}
