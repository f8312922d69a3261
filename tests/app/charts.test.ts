// What the server draws: marks of the right size in the right place, round axes, and a table that says the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawBars,
  drawFunnel,
  drawHeat,
  drawLines,
  drawSpark,
  type Rows,
} from '../../app/charts/draw.server.ts';
import { ticksTo } from '../../app/charts/scale.server.ts';

const rows = (...values: number[][]): Rows => ({
  sentence: 'A sentence.',
  of: 'Month',
  labels: (values[0] ?? []).map((_, at) => `M${at + 1}`),
  series: values.map((of, at) => ({ name: `S${at + 1}`, values: of })),
  spell: (value) => `${value} €`,
});

/** Width and height of each box of a path. */
const boxes = (d: string): { x: number; y: number; width: number; height: number }[] =>
  [...d.matchAll(/M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z/g)].map(([, ...parts]) => {
    const [x = 0, y = 0, width = 0, height = 0] = parts.map(Number);
    return { x, y, width, height };
  });

describe('An axis', () => {
  it.each([
    [121_000, [0, 50_000, 100_000, 150_000]],
    [4, [0, 1, 2, 3, 4]],
    [0.3, [0, 0.1, 0.2, 0.3]],
    [0, [0, 1]],
    [Number.NaN, [0, 1]],
  ])('to %d has the lines %j', (most, lines) => expect(ticksTo(most)).toEqual(lines));

  it('reaches every value with few and even lines', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e15, noNaN: true }), (most) => {
        const ticks = ticksTo(most);
        expect(ticks.at(-1)! * (1 + 1e-9)).toBeGreaterThanOrEqual(most);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThanOrEqual(6);
      }),
    );
  });
});

it('columns are as high as their share of the axis, and a zero has none', () => {
  const { marks, side, grid } = drawBars(rows([50, 0, 100]));
  expect(boxes(marks[0]!.d).map(({ height }) => height)).toEqual([50, 100]);
  expect(side).toEqual(['100 €', '50 €', '0 €']);
  expect(grid).toEqual([0, 50, 100]);
});

it('columns of two series stand beside each other and are named', () => {
  const { marks, legend } = drawBars(rows([1, 1], [1, 1]));
  const [first, second] = marks.map(({ d }) => boxes(d)[0]!);
  expect(first!.x + first!.width).toBeLessThanOrEqual(second!.x);
  expect(legend).toEqual([
    { series: 1, name: 'S1' },
    { series: 2, name: 'S2' },
  ]);
});

it('a line goes through the middle above each word', () => {
  expect(drawLines(rows([0, 4])).marks[0]?.d).toBe('M25 100L75 0');
});

it('a funnel narrows by share, in the middle', () => {
  const { marks, end } = drawFunnel(rows([80, 20, 0]));
  expect(boxes(marks[0]!.d).map(({ x, width }) => [x, width])).toEqual([
    [0, 100],
    [37.5, 25],
  ]);
  expect(end).toEqual(['80 €', '20 €', '0 €']);
});

it('a heat map is fuller where there is more, and leaves nothing empty', () => {
  const { marks } = drawHeat(rows([0, 1], [5, 10]));
  expect(marks.map(({ series, d }) => [series, boxes(d).length])).toEqual([
    [1, 1],
    [3, 1],
    [5, 1],
  ]);
});

it('a spark goes from edge to edge', () => {
  expect(drawSpark(rows([1, 1, 1])).marks[0]?.d).toMatch(/^M0 [\d.]+L50 [\d.]+L100 /);
});

it.each([drawBars, drawLines, drawSpark, drawFunnel, drawHeat])(
  '%o draws nothing out of nothing, stays inside with anything, and says it in a table',
  (draw) => {
    for (const empty of [rows(), rows([]), rows([0, 0]), rows([-5, Number.NaN])])
      expect(JSON.stringify(draw({ ...empty, spell: () => '' }))).not.toMatch(/NaN|Infinity|null/);
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -10, max: 1e12 }), { minLength: 1, maxLength: 30 }),
        (values) => {
          const drawing = draw(rows(values));
          const numbers = drawing.marks.flatMap(({ d }) =>
            [...d.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]),
          );
          for (const number of numbers) {
            expect(number).toBeGreaterThanOrEqual(0);
            expect(number).toBeLessThanOrEqual(100);
          }
          expect(drawing.table.rows.map(({ cells }) => cells[1])).toEqual(
            values.map((value) => `${value} €`),
          );
        },
      ),
      { numRuns: 30 },
    );
  },
);

it('a row of the table leads to what is behind it', () => {
  const { table } = drawBars({ ...rows([1, 2]), hrefs: ['/leads?x=1', undefined] });
  expect(table.rows.map(({ href }) => href)).toEqual(['/leads?x=1', undefined]);
});
