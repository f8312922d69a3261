// The charts of the dashboard, drawn out of the answers of its procedures; every figure leads to the records behind it.
import { drawBars, drawFunnel, drawHeat } from '../../charts/draw.server.ts';
import type { Drawing } from '../../charts/drawing.ts';
import type { ActivityHours, Figure, Forecast, Funnel } from '../../contracts/dashboard.ts';
import { formatCount, formatMoney, formatMonth, formatNumber, type Formats } from '../../format.ts';
import { paths } from '../../paths.ts';

export interface Spelling extends Pick<Formats, 'locale' | 'zone'> {
  /** the tenant's own */
  currency: string;
}

const hrefOf = ({ count, f }: Pick<Figure, 'count' | 'f'>): string | undefined =>
  count > 0 ? paths.opportunitiesWhere(f) : undefined;

/** Null where nothing was made in the period. */
export function funnelDrawing({ steps }: Funnel, formats: Spelling): Drawing | null {
  const [first] = steps;
  const last = steps.at(-1);
  if (!first || !last || first.count === 0) return null;
  const deals = formatCount(first.count, 'deal', 'deals', formats);
  return drawFunnel({
    sentence: `Of ${deals} created in the period, ${formatNumber(last.count, formats)} reached ${last.name}.`,
    of: 'Stage',
    labels: steps.map(({ name }) => name),
    series: [{ name: 'Deals', values: steps.map(({ count }) => count), hrefs: steps.map(hrefOf) }],
    spell: (count) => formatNumber(count, formats),
  });
}

type Amount = 'minor' | 'weighted';

/** Amounts of the own currency are drawn; of all currencies they stand in the table, each by itself. */
function amounts(name: string, figures: readonly (Figure | null)[], amount: Amount, formats: Spelling) {
  const { currency: own } = formats;
  const say = ({ worth }: Figure): string =>
    worth.map((sum) => formatMoney(sum[amount], sum.currency, formats)).join(' + ') || '–';
  return {
    name,
    values: figures.map((figure) => figure?.worth.find(({ currency }) => currency === own)?.[amount] ?? 0),
    words: figures.map((figure) => (figure ? say(figure) : '–')),
    hrefs: figures.map((figure) => (figure ? hrefOf(figure) : undefined)),
  };
}

const counts = (name: string, figures: readonly (Figure | null)[]) => ({
  name,
  values: figures.map((figure) => figure?.count ?? 0),
  hrefs: figures.map((figure) => (figure ? hrefOf(figure) : undefined)),
});

/** By money, or by the number of deals where the role hides amounts. Null where there is nothing in any month. */
export function forecastDrawing({ months, hiddenFields }: Forecast, formats: Spelling): Drawing | null {
  const [won, expected] = [months.map((month) => month.won), months.map((month) => month.expected)];
  if ([...won, ...expected].every((figure) => !figure?.count)) return null;
  const hasAmounts = !hiddenFields.includes('amount');
  const hasDates = !hiddenFields.includes('closeDate');
  const series = hasAmounts
    ? [amounts('Won', won, 'minor', formats), amounts('Weighted', expected, 'weighted', formats)]
    : [counts('Won', won), counts('Expected', expected)];
  const named = months.map(({ month }) => formatMonth(month, formats));
  return drawBars({
    sentence: `Won${hasDates ? ' and expected' : ''} by month, ${named[0] ?? ''} to ${named.at(-1) ?? ''}.`,
    of: 'Month',
    labels: months.map(({ month }) => formatMonth(month, formats, false)),
    series: hasDates ? series : series.slice(0, 1),
    spell: (value) => (hasAmounts ? formatMoney(value, formats.currency, formats, true) : String(value)),
  });
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const LONG_DAYS = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];
const OFFICE = { from: 8, to: 18 };

/** The hours in which something happened, the usual ones of work at least. */
export function activityDrawing(
  { since, until, types, cells, count }: ActivityHours,
  user: string | undefined,
  formats: Spelling,
): Drawing | null {
  const [busiest] = [...cells].sort((one, other) => other.count - one.count);
  if (!busiest) return null;
  const used = cells.map(({ hour }) => hour);
  const from = Math.min(OFFICE.from, ...used);
  const hours = Array.from({ length: Math.max(OFFICE.to, ...used) - from + 1 }, (_, at) => from + at);
  const at = (weekday: number, hour: number) =>
    cells.find((cell) => cell.weekday === weekday && cell.hour === hour)?.count ?? 0;
  const href = (weekday: number, hour: number): string =>
    paths.activities({
      type: types,
      ...(user && { user }),
      since,
      until,
      weekday: String(weekday),
      hour: String(hour),
    });
  const most = `${LONG_DAYS[busiest.weekday - 1] ?? ''} at ${busiest.hour}`;
  return drawHeat({
    sentence: `Most happens on ${most}: ${formatNumber(busiest.count, formats)} of ${formatCount(count, 'entry', 'entries', formats)}.`,
    of: 'Hour',
    labels: hours.map(String),
    series: DAYS.map((name, day) => ({
      name,
      values: hours.map((hour) => at(day + 1, hour)),
      hrefs: hours.map((hour) => (at(day + 1, hour) > 0 ? href(day + 1, hour) : undefined)),
    })),
    spell: (value) => formatNumber(value, formats),
  });
}
