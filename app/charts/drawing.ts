// A chart as the server drew it. Marks live in a square of 100 × 100 that the page stretches, words stand beside it as
// text of the page, so that they keep their size on a phone. The browser needs no code to draw it.
export type Series = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export interface Mark {
  /** an SVG path */
  d: string;
  look: 'fill' | 'line' | 'heat';
  /** its color, and for lines its dashes; of a heat map the level from 1 to 5 */
  series: Series;
}

export interface ChartTable {
  columns: readonly string[];
  /** the first cell names the row; `hrefs` lead from its figures to the records behind them */
  rows: readonly { cells: readonly string[]; href?: string; hrefs?: readonly (string | undefined)[] }[];
}

export interface Drawing {
  kind: 'bar' | 'funnel' | 'line' | 'heat' | 'spark';
  /** the height on the page in px */
  height: number;
  /** all of it in one sentence, for those who do not see it */
  sentence: string;
  marks: readonly Mark[];
  /** heights of the lines across, 0 at the top */
  grid: readonly number[];
  /** beside the marks, from the top: values of the lines across, or the names of rows */
  side: readonly string[];
  /** after the marks, from the top: the figures of rows */
  end: readonly string[];
  /** where those lead */
  endHrefs?: readonly (string | undefined)[];
  /** below the marks, from the left */
  below: readonly string[];
  /** more than one series needs names */
  legend: readonly { series: Series; name: string }[];
  table: ChartTable;
}
