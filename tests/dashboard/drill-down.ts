// Follows every figure of the dashboard to the records behind it, as the same person over REST, and says where they differ.
import type { ActivityHours, Figure, Figures, Forecast, Funnel } from '../../app/contracts/dashboard.ts';
import type { OpportunityRow } from '../../app/contracts/opportunities.ts';
import type { Rest } from '../support/api.ts';

export interface Asked {
  period?: string;
  owner?: string;
}

interface Page<Item> {
  items: Item[];
  next: string | null;
}

const pathWith = (path: string, pairs: [string, string][]): string =>
  `${path}?${new URLSearchParams(pairs).toString()}`;

export async function got<T>(rest: Rest, path: string): Promise<T> {
  const { status, body } = await rest<T>('GET', path);
  if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** All pages of a list. */
async function walk<Item>(rest: Rest, path: string, pairs: [string, string][]): Promise<Item[]> {
  const found: Item[] = [];
  for (let after: string | null = ''; after !== null;) {
    const place: [string, string][] = after ? [['after', after]] : [];
    const page: Page<Item> = await got(rest, pathWith(path, [...pairs, ['limit', '100'], ...place]));
    found.push(...page.items);
    after = page.next;
  }
  return found;
}

const worthOf = (rows: readonly OpportunityRow[]) => {
  const sums: Record<string, { minor: number; hundredfold: number }> = {};
  for (const { amount, stage } of rows) {
    if (!amount) continue;
    const sum = (sums[amount.currency] ??= { minor: 0, hundredfold: 0 });
    sum.minor += amount.minor;
    sum.hundredfold += amount.minor * stage.probability;
  }
  return Object.fromEntries(
    Object.entries(sums).map(([currency, { minor, hundredfold }]) => [
      currency,
      { minor, weighted: Math.round(hundredfold / 100) },
    ]),
  );
};

type Counted = Pick<Figure, 'count' | 'f'> & Partial<Pick<Figure, 'worth'>>;

/** What the figures say beside what their lists have, of each the same shape. */
export async function comparedDeals(rest: Rest, asked: Asked) {
  const query = new URLSearchParams(Object.entries(asked)).toString();
  const widget = <T>(name: string): Promise<T> => got<T>(rest, `/dashboard/${name}?${query}`);
  const { figures } = await widget<{ figures: Figures }>('figures');
  const { pipeline } = await widget<{ pipeline: { stages: (Figure & { name: string })[] } }>('pipeline');
  const { funnel } = await widget<{ funnel: Funnel }>('funnel');
  const { forecast } = await widget<{ forecast: Forecast }>('forecast');
  const { open, won, lost, wonBefore, closed } = figures;
  const all: Record<string, Counted> = { open, won, lost, wonBefore, closed };
  for (const stage of pipeline.stages) all[`stage ${stage.name}`] = stage;
  for (const step of funnel.steps) all[`funnel ${step.name}`] = step;
  for (const { month, won: sold, expected } of forecast.months) {
    all[`won ${month}`] = sold;
    if (expected) all[`expected ${month}`] = expected;
  }
  const [said, found]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  for (const [name, { count, worth, f }] of Object.entries(all)) {
    const rows = await walk<OpportunityRow>(
      rest,
      '/opportunities',
      f.map((each) => ['f', each]),
    );
    const sums = worth?.map(({ currency, ...sum }) => [currency, sum] as const);
    said[name] = sums ? [count, Object.fromEntries(sums)] : count;
    found[name] = sums ? [rows.length, worthOf(rows)] : rows.length;
  }
  const rate = closed.count === 0 ? null : won.count / closed.count;
  return { said: { ...said, rate: figures.winRate }, found: { ...found, rate } };
}

/** The same of the week: each cell and the whole. */
export async function comparedHours(
  rest: Rest,
  asked: Asked,
  of: 'each cell' | 'the whole alone' = 'each cell',
) {
  const hours = await got<ActivityHours>(
    rest,
    `/dashboard/activity?${new URLSearchParams(Object.entries(asked)).toString()}`,
  );
  const { types, since, until, cells, count } = hours;
  const span: [string, string][] = [
    ['type', types],
    ['since', since],
    ['until', until],
    ...(asked.owner ? ([['user', asked.owner]] as [string, string][]) : []),
  ];
  const entries = await walk<{ id: string }>(rest, '/activities', span);
  const [said, found]: [Record<string, number>, Record<string, number>] = [
    { all: count },
    { all: entries.length },
  ];
  for (const { weekday, hour, count: some } of of === 'each cell' ? cells : []) {
    const at: [string, string][] = [
      ['weekday', String(weekday)],
      ['hour', String(hour)],
    ];
    said[`${weekday} ${hour}`] = some;
    found[`${weekday} ${hour}`] = (await walk(rest, '/activities', [...span, ...at])).length;
  }
  return { said, found, hours };
}
