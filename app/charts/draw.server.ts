// Charts out of numbers. Each function takes what is to be shown and how a number is spelled, and answers with a drawing.
import type { ChartTable, Drawing, Mark, Series } from './drawing.ts';
import { box, heightOf, short, ticksTo } from './scale.server.ts';

export interface Rows {
  /** one sentence that says what the chart shows */
  sentence: string;
  /** what the labels are: "Month" */
  of: string;
  labels: readonly string[];
  series: readonly {
    name: string;
    values: readonly number[];
    /** the records behind each value */
    hrefs?: readonly (string | undefined)[];
    /** what the table says instead, where a value alone does not say all */
    words?: readonly string[];
  }[];
  spell: (value: number) => string;
  /** the records behind each label */
  hrefs?: readonly (string | undefined)[];
}

const HEIGHT = 180;
const LANE = 32;
const nothing = { grid: [], side: [], end: [], below: [], legend: [] } as const;

const seriesAt = (at: number): Series => ((at % 8) + 1) as Series;

function tableOf({ of, labels, series, spell, hrefs }: Rows): ChartTable {
  return {
    columns: [of, ...series.map(({ name }) => name)],
    rows: labels.map((label, at) => ({
      cells: [label, ...series.map(({ values, words }) => words?.[at] ?? spell(values[at] ?? 0))],
      ...(series.some(({ hrefs: own }) => own) && { hrefs: series.map(({ hrefs: own }) => own?.[at]) }),
      ...(hrefs?.[at] !== undefined && { href: hrefs[at] }),
    })),
  };
}

const legendOf = ({ series }: Rows): Drawing['legend'] =>
  series.length < 2 ? [] : series.map(({ name }, at) => ({ series: seriesAt(at), name }));

function axis(rows: Rows, most: number): { top: number; parts: Pick<Drawing, 'grid' | 'side' | 'below'> } {
  const ticks = ticksTo(most);
  const top = ticks.at(-1) ?? 1;
  const fromTop = ticks.toReversed();
  return {
    top,
    parts: {
      grid: fromTop.map((tick) => heightOf(tick, top)),
      side: fromTop.map(rows.spell),
      below: rows.labels,
    },
  };
}

/** What can be drawn of each series: numbers from 0 on. The table says them as they are. */
const drawable = ({ series }: Rows): number[][] =>
  series.map(({ values }) => values.map((value) => (Number.isFinite(value) ? Math.max(0, value) : 0)));

const largest = (rows: Rows): number => Math.max(0, ...drawable(rows).flat());

/** Columns, those of several series beside each other. */
export function drawBars(rows: Rows): Drawing {
  const { top, parts } = axis(rows, largest(rows));
  const room = 100 / Math.max(1, rows.labels.length);
  const width = (room * 0.64) / Math.max(1, rows.series.length);
  const marks = drawable(rows).map((values, at): Mark => {
    const columns = values.map((value, place) => {
      const y = heightOf(value, top);
      return y === 100 ? '' : box(place * room + room * 0.18 + at * width, y, width * 0.94, 100 - y);
    });
    return { d: columns.join(''), look: 'fill', series: seriesAt(at) };
  });
  const { sentence } = rows;
  return {
    ...nothing,
    ...parts,
    kind: 'bar',
    height: HEIGHT,
    sentence,
    marks: marks.filter(({ d }) => d !== ''),
    legend: legendOf(rows),
    table: tableOf(rows),
  };
}

const pathThrough = (values: readonly number[], top: number, across = acrossAt): string =>
  values
    .map((value, at) => `${at === 0 ? 'M' : 'L'}${across(at, values.length)} ${heightOf(value, top)}`)
    .join('');

const edgeToEdge = (at: number, count: number): number => short((at / Math.max(1, count - 1)) * 100);

/** The middle of each label's room, so that points stand over their words. */
const acrossAt = (at: number, count: number): number => short(((at + 0.5) / count) * 100);

/** One line for each series, told apart by color and dashes. */
export function drawLines(rows: Rows): Drawing {
  const { top, parts } = axis(rows, largest(rows));
  const marks = drawable(rows).map((values, at): Mark => ({
    d: pathThrough(values, top),
    look: 'line',
    series: seriesAt(at),
  }));
  const { sentence } = rows;
  return {
    ...nothing,
    ...parts,
    kind: 'line',
    height: HEIGHT,
    sentence,
    marks: marks.filter(({ d }) => d !== ''),
    legend: legendOf(rows),
    table: tableOf(rows),
  };
}

/** A line without words, beside a figure. */
export function drawSpark(rows: Rows): Drawing {
  const values = drawable(rows)[0] ?? [];
  const top = Math.max(...values, 0) || 1;
  const line: Mark = { d: pathThrough(values, top * 1.1, edgeToEdge), look: 'line', series: 1 };
  const { sentence } = rows;
  const marks = values.length > 0 ? [line] : [];
  return { ...nothing, kind: 'spark', height: LANE, sentence, marks, table: tableOf(rows) };
}

/** Steps one below the other, each as wide as its share of the largest. */
export function drawFunnel(rows: Rows): Drawing {
  const values = drawable(rows)[0] ?? [];
  const most = Math.max(...values, 0) || 1;
  const room = 100 / Math.max(1, values.length);
  const steps = values.map((value, at) => {
    const width = (value / most) * 100;
    return width === 0 ? '' : box(50 - width / 2, at * room + room * 0.14, width, room * 0.72);
  });
  const d = steps.join('');
  const { labels, sentence, spell } = rows;
  return {
    ...nothing,
    kind: 'funnel',
    height: Math.max(1, values.length) * LANE,
    sentence,
    marks: d === '' ? [] : [{ d, look: 'fill', series: 1 }],
    side: labels,
    end: (rows.series[0]?.values ?? []).map(spell),
    ...(rows.series[0]?.hrefs && { endHrefs: rows.series[0].hrefs }),
    table: tableOf(rows),
  };
}

const LEVELS = 5;

/** One row for each series, one cell for each label; the fuller the more. Nothing at all has no cell. */
export function drawHeat(rows: Rows): Drawing {
  const { labels, series, sentence } = rows;
  const most = largest(rows);
  const [width, height] = [100 / Math.max(1, labels.length), 100 / Math.max(1, series.length)];
  const levels = Array.from({ length: LEVELS }, (): string[] => []);
  drawable(rows).forEach((values, row) =>
    values.forEach((value, column) => {
      if (value === 0) return;
      const level = Math.min(LEVELS, Math.ceil((value / most) * LEVELS)) - 1;
      const [x, y] = [(column + 0.05) * width, (row + 0.05) * height];
      levels[level]?.push(box(x, y, width * 0.9, height * 0.9));
    }),
  );
  const marks = levels.map((cells, level): Mark => ({
    d: cells.join(''),
    look: 'heat',
    series: seriesAt(level),
  }));
  return {
    ...nothing,
    kind: 'heat',
    height: Math.max(1, series.length) * 20,
    sentence,
    marks: marks.filter(({ d }) => d !== ''),
    side: series.map(({ name }) => name),
    below: labels.map((label, at) => (at % Math.ceil(labels.length / 8) === 0 ? label : '')),
    table: tableOf(rows),
  };
}
