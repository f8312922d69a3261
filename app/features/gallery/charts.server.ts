// Drawings of invented numbers, made where all drawings are made.
import { drawBars, drawFunnel, drawHeat, drawLines, drawSpark, type Rows } from '../../charts/draw.server.ts';
import { formatMoney } from '../../format.ts';
import { paths } from '../../paths.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'];
const dollars = (value: number): string => formatMoney(value * 100, 'USD', { locale: 'en-US' }, true);

const forecast: Rows = {
  sentence: 'Won rose from $48K in January to $121K in June; weighted stood at $96K.',
  of: 'Month',
  labels: MONTHS,
  series: [
    { name: 'Won', values: [48_000, 52_500, 81_000, 77_000, 96_000, 121_000] },
    { name: 'Weighted', values: [61_000, 70_000, 74_000, 88_000, 92_000, 96_000] },
  ],
  spell: dollars,
  hrefs: MONTHS.map(() => paths.leads()),
};

const stages: Rows = {
  sentence: 'Of 84 opportunities 31 reached a proposal and 12 were won.',
  of: 'Stage',
  labels: ['Discovery', 'Qualification and first needs', 'Proposal', 'Negotiation', 'Won'],
  series: [{ name: 'Opportunities', values: [84, 52, 31, 18, 12] }],
  spell: String,
};

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const activity: Rows = {
  sentence: 'Most activities happen on Tuesdays between 9 and 11.',
  of: 'Hour',
  labels: HOURS,
  series: DAYS.map((name, day) => ({
    name,
    values: HOURS.map((_, hour) =>
      hour < 7 || hour > 19 || day > 4
        ? 0
        : Math.max(0, 14 - Math.abs(hour - 10) * 2 - Math.abs(day - 1) * 2),
    ),
  })),
  spell: String,
};

export const sampleCharts = () => ({
  bars: drawBars(forecast),
  lines: drawLines(forecast),
  funnel: drawFunnel(stages),
  heat: drawHeat(activity),
  spark: drawSpark({ ...forecast, series: forecast.series.slice(0, 1) }),
  empty: drawBars({
    ...forecast,
    sentence: 'Nothing was won yet.',
    series: [{ name: 'Won', values: MONTHS.map(() => 0) }],
  }),
});

export type SampleCharts = ReturnType<typeof sampleCharts>;
