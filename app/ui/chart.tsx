// A chart that the server has drawn: picture, words around it, and the same numbers as a table.
import { useId } from 'react';
import type { Drawing } from '../charts/drawing.ts';
import { Link } from '../remix.ts';
import './chart.css';

interface ChartProps {
  drawing: Drawing;
  title: string;
}

export function Chart({ drawing, title }: ChartProps) {
  const { kind, height, sentence, marks, grid, side, end, below, legend } = drawing;
  const id = useId();
  return (
    <figure className={`chart chart-${kind}`}>
      <figcaption>{title}</figcaption>
      <div className="chart-body">
        <Words className="chart-side" of={side} />
        <svg
          role="img"
          aria-labelledby={id}
          width="100%"
          height={height}
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
        >
          <title id={id}>{sentence}</title>
          {grid.length > 0 && <path className="chart-grid" d={grid.map((y) => `M0 ${y}H100`).join('')} />}
          {marks.map(({ d, look, series }) => (
            <path key={series} d={d} className={`mark-${look} series-${series}`} />
          ))}
        </svg>
        <Words className="chart-end num" of={end} to={drawing.endHrefs} />
        <Words className="chart-below" of={below} />
      </div>
      {legend.length > 0 && (
        <ul className="chart-legend">
          {legend.map(({ series, name }) => (
            <li key={series}>
              <svg viewBox="0 0 16 8" width="16" height="8" aria-hidden>
                <path
                  d={kind === 'line' ? 'M0 4H16' : 'M4 0h8v8h-8z'}
                  className={`mark-${kind === 'line' ? 'line' : 'fill'} series-${series}`}
                />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <Twin title={title} table={drawing.table} />
    </figure>
  );
}

interface WordsProps {
  className: string;
  of: readonly string[];
  to?: readonly (string | undefined)[] | undefined;
}

/** Said by the table too, so kept from screen readers here: its links are for everybody, these for the pointer. */
const Words = ({ className, of, to }: WordsProps) =>
  of.length > 0 && (
    <div className={className} aria-hidden>
      {of.map((words, at) => (
        <span key={at}>
          {to?.[at] === undefined ? (
            words
          ) : (
            <Link to={to[at]} tabIndex={-1}>
              {words}
            </Link>
          )}
        </span>
      ))}
    </div>
  );

const Linked = ({ to, children }: { to: string | undefined; children: string | undefined }) =>
  to === undefined ? (
    children
  ) : (
    <Link to={to} className="link">
      {children}
    </Link>
  );

const Twin = ({ title, table }: { title: string; table: Drawing['table'] }) => (
  <details className="chart-twin">
    <summary>
      Table<span className="sr-only">: {title}</span>
    </summary>
    <div role="region" aria-label={`${title}, as a table`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ cells: [name, ...figures], href, hrefs }, row) => (
            <tr key={row}>
              <th scope="row">
                <Linked to={href}>{name}</Linked>
              </th>
              {figures.map((figure, at) => (
                <td key={at} className="num">
                  <Linked to={hrefs?.[at]}>{figure}</Linked>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);
