// Tables of measurements: to the screen, and into docs/performance.md between the markers of their bench.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import path from 'node:path';
import type { Measured, Spread } from './abba.ts';

const PAGE = path.resolve(import.meta.dirname, '../../docs/performance.md');
const HEADING =
  '# Performance\n\nMeasured, not promised: each table names its command, its day and its machine.\n';

export function table(measured: readonly Measured[]): string {
  const rows = measured.map(({ name, wall, slow, node, postgres, ratio }) => [
    name,
    `${number(wall)} ms`,
    `${slow.median.toFixed(2)} ms`,
    number(node),
    number(postgres),
    number(ratio),
  ]);
  return markdown(['', 'time', 'p95', 'CPU-ms Node', 'CPU-ms Postgres', 'speed against the first'], rows);
}

export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** `0.42 (0.40–0.47)`: median, least and most. */
const number = ({ median, min, max }: Spread): string =>
  `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;

/** Where and when, for under a heading. */
export function circumstances(command: string): string {
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  const day = new Date().toISOString().slice(0, 10);
  return `\`${command}\`, ${day}, ${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), load ${load}, Node ${process.versions.node}; median (least–most).`;
}

/** Puts `body` between the markers of `name`, at the end of the page when it has none yet. */
export function keep(name: string, body: string): void {
  const [open, close] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
  const page = existsSync(PAGE) ? readFileSync(PAGE, 'utf8') : HEADING;
  const section = `${open}\n\n${body.trim()}\n\n${close}`;
  const [from, to] = [page.indexOf(open), page.indexOf(close)];
  const next =
    from >= 0 && to > from
      ? page.slice(0, from) + section + page.slice(to + close.length)
      : `${page.trimEnd()}\n\n${section}\n`;
  writeFileSync(PAGE, next);
}
