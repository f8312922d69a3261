// Four figures: what is open, what that is worth by probability, what was won against the period before, how often one wins.
import type { Period } from '../../contracts/dashboard.ts';
import { formatCount, formatMoney, formatPercent, type Formats } from '../../format.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { useFormats } from '../../ui/formats.tsx';
import { Kpi } from '../../ui/kpi.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Failed, Later, type WidgetSource } from './widget.tsx';

export interface FigureData {
  count: number;
  /** by currency, in minor units, the tenant's own first */
  worth: readonly { currency: string; minor: number; weighted: number }[];
  /** the conditions of the list of those behind it */
  f: readonly string[];
}

export interface FiguresData {
  open: FigureData;
  won: FigureData;
  lost: FigureData;
  wonBefore: FigureData;
  closed: FigureData;
  winRate: number | null;
  hiddenFields: readonly string[];
}

interface FiguresProps {
  from: WidgetSource<FiguresData | null>;
  period: Period;
  /** the tenant's own */
  currency: string;
}

export const Figures = ({ from, period, currency }: FiguresProps) => (
  <section className="kpi-row widget-wide" aria-label="Figures">
    <Later from={from} waiting={<Skeleton lines={3} label="Figures: loading" />}>
      {(settled) =>
        !settled.ok ? (
          <Failed title="Figures" {...settled} />
        ) : settled.data === null ? (
          <p className="widget-note">Figures stand here once there is a pipeline.</p>
        ) : (
          <Four data={settled.data} {...{ period, currency }} />
        )
      }
    </Later>
  </section>
);

const list = ({ f }: FigureData): string => paths.opportunitiesWhere(f);
const BEFORE: Readonly<Record<Period, string>> = {
  'this-week': 'last week',
  'this-month': 'last month',
  'this-quarter': 'last quarter',
  'this-year': 'last year',
};

function Four({ data, period, currency }: { data: FiguresData } & Omit<FiguresProps, 'from'>) {
  const formats = useFormats();
  const { open, won, wonBefore, closed, winRate, hiddenFields } = data;
  const hasAmounts = !hiddenFields.includes('amount');
  const deals = ({ count }: FigureData): string => formatCount(count, 'deal', 'deals', formats);
  const spoken = { currency, formats };
  const worth = (figure: FigureData, amount: 'minor' | 'weighted'): string =>
    hasAmounts ? ownOf(figure, amount, spoken) : deals(figure);
  const rest = (figure: FigureData, amount: 'minor' | 'weighted'): string =>
    [...(hasAmounts ? [deals(figure)] : []), ...othersOf(figure, amount, spoken)].join(' · ');
  return (
    <>
      <Kpi label="Open" figure={worth(open, 'minor')} note={rest(open, 'minor')} to={list(open)} />
      {hasAmounts && (
        <Kpi
          label="Weighted"
          figure={worth(open, 'weighted')}
          note={['times the probability', ...othersOf(open, 'weighted', spoken)].join(' · ')}
          to={list(open)}
        />
      )}
      <Kpi
        label="Won"
        figure={worth(won, 'minor')}
        note={
          <>
            {rest(won, 'minor')} {change(won, wonBefore, hasAmounts ? currency : null)}{' '}
            <Link to={list(wonBefore)} className="link">
              {worth(wonBefore, 'minor')} {BEFORE[period]}
            </Link>
          </>
        }
        to={list(won)}
      />
      <Kpi
        label="Win rate"
        figure={formatPercent(winRate, formats)}
        note={
          closed.count === 0
            ? 'nothing was closed yet'
            : `${formatCount(won.count, 'won', 'won', formats)} of ${formatCount(closed.count, 'closed', 'closed', formats)}`
        }
        to={list(closed)}
      />
    </>
  );
}

interface Spoken {
  currency: string;
  formats: Pick<Formats, 'locale'>;
}

const ownOf = ({ worth }: FigureData, amount: 'minor' | 'weighted', { currency, formats }: Spoken): string =>
  formatMoney(worth.find((sum) => sum.currency === currency)?.[amount] ?? 0, currency, formats, true);

/** Amounts of other currencies stand beside, each by itself. */
const othersOf = (
  { worth }: FigureData,
  amount: 'minor' | 'weighted',
  { currency, formats }: Spoken,
): string[] =>
  worth
    .filter((sum) => sum.currency !== currency)
    .map((sum) => `+ ${formatMoney(sum[amount], sum.currency, formats, true)}`);

/** In words, by the own currency, or by how many where amounts are hidden. */
function change(now: FigureData, before: FigureData, currency: string | null): string {
  const of = ({ worth, count }: FigureData): number =>
    currency === null ? count : (worth.find((sum) => sum.currency === currency)?.minor ?? 0);
  if (of(now) === of(before)) return '· as much as';
  return of(now) > of(before) ? '· more than' : '· less than';
}
