// What becomes, or became, of the rows: a figure for each outcome that leads to its rows, and the rows with their reasons.
import { formatNumber } from '../../format.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { useFormats } from '../../ui/formats.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LoadMore, useMore } from '../../ui/load-more.tsx';
import { countOf, OUTCOMES, WORDS, type Counts, type Outcome, type Words } from './import-words.ts';
import './outcomes.css';

type Phase = 'preview' | 'run';
export type Shown = Outcome | 'warn';

interface FiguresProps {
  counts: Counts;
  phase: Phase;
  shown: Shown;
  hrefOf: (shown: Shown) => string;
}

export function Figures({ counts, phase, shown, hrefOf }: FiguresProps) {
  const formats = useFormats();
  const figures: { shown: Shown; word: string; count: number }[] = OUTCOMES.map((outcome) => ({
    shown: outcome,
    word: WORDS[phase][outcome],
    count: countOf(counts, outcome),
  }));
  if (counts.warned > 0) figures.push({ shown: 'warn', word: 'With a warning', count: counts.warned });
  return (
    <nav aria-label="Rows by outcome" className="figures">
      {figures.map((figure) => (
        <Link
          key={figure.shown}
          to={hrefOf(figure.shown)}
          preventScrollReset
          className={`figure figure-${figure.shown}${figure.count === 0 ? ' figure-none' : ''}`}
          aria-current={figure.shown === shown ? 'true' : undefined}
        >
          <span className="figure-word">{figure.word}</span>
          <span className="figure-count num">{formatNumber(figure.count, formats)}</span>
        </Link>
      ))}
    </nav>
  );
}

export interface RowView {
  rowNo: number;
  lineNo: number | null;
  recordId: string | null;
  /** in the order of the shown columns */
  cells: readonly string[];
  issues: readonly { column: string | null; reason: string; suggestion: string }[];
}

interface RowsProps {
  noun: RecordNoun;
  words: Words;
  phase: Phase;
  shown: Shown;
  /** labels of the columns that are shown */
  columns: readonly string[];
  rows: readonly RowView[];
  nextHref: string | null;
  /** where the rows of this outcome can be had as a file */
  file: string | null;
  /** how many there are, shown or not */
  count: number;
}

const readPage = (answer: unknown) => {
  const { rows, next } = answer as { rows: readonly RowView[]; next: string | null };
  return { rows, next };
};

export function OutcomeRows({ noun, words, phase, shown, columns, rows: first, ...rest }: RowsProps) {
  const { nextHref, file, count } = rest;
  const formats = useFormats();
  const more = useMore(first, nextHref, readPage);
  const title = shown === 'warn' ? 'Rows with a warning' : titleOf(words, phase, shown);
  const saysWhy = more.rows.some(({ issues }) => issues.length > 0);
  if (first.length === 0)
    return <p className="rows-none">{count === 0 ? 'None.' : 'These rows are not kept.'}</p>;
  return (
    <div className="rows">
      <div className="rows-head">
        <h2>{title}</h2>
        <span className="text-fg-3 num" role="status">
          {more.rows.length < count
            ? `the first ${formatNumber(more.rows.length, formats)} of ${formatNumber(count, formats)}`
            : formatNumber(count, formats)}
        </span>
        {file && (
          <a href={file} download className="btn btn-secondary btn-sm">
            <Icon of="download" />
            {shown === 'skip' ? 'Download skipped rows' : 'Download error file'}
          </a>
        )}
      </div>
      <div className="rows-region" role="region" aria-label={title} tabIndex={0}>
        <table className="rows-table">
          <thead>
            <tr>
              <th scope="col" className="num">
                Line
              </th>
              {columns.map((column, at) => (
                <th key={at} scope="col">
                  {column}
                </th>
              ))}
              {saysWhy && <th scope="col">{shown === 'fail' || shown === 'skip' ? 'Why' : 'Notes'}</th>}
            </tr>
          </thead>
          <tbody>
            {more.rows.map((row) => (
              <OutcomeRow
                key={row.rowNo}
                noun={noun}
                words={words}
                row={row}
                columns={columns}
                saysWhy={saysWhy}
                bad={shown === 'fail'}
              />
            ))}
          </tbody>
        </table>
      </div>
      {more.nextHref && <LoadMore href={more.nextHref} isLoading={more.isLoading} load={more.load} />}
    </div>
  );
}

const TITLES: Readonly<Record<Phase, Readonly<Record<Outcome, string>>>> = {
  preview: {
    create: 'Rows that become new',
    update: 'Rows that change one of your',
    skip: 'Rows that are left out',
    fail: 'Rows that fail',
  },
  run: {
    create: 'Rows that became new',
    update: 'Rows that changed one of your',
    skip: 'Rows that were left out',
    fail: 'Rows that failed',
  },
};

/** "Rows that become new contacts", "Rows that fail". */
const titleOf = ({ many }: Words, phase: Phase, shown: Outcome): string =>
  shown === 'create' || shown === 'update' ? `${TITLES[phase][shown]} ${many}` : TITLES[phase][shown];

interface OutcomeRowProps {
  noun: RecordNoun;
  words: Words;
  row: RowView;
  columns: readonly string[];
  saysWhy: boolean;
  bad: boolean;
}

function OutcomeRow({ noun, words, row, columns, saysWhy, bad }: OutcomeRowProps) {
  return (
    <tr>
      <th scope="row" className="num" data-label="Line">
        {row.lineNo ?? row.rowNo}
      </th>
      {columns.map((column, at) => (
        <td key={at} data-label={column} className={row.cells[at] ? undefined : 'cell-empty'}>
          {at === 0 && row.recordId ? (
            <Link to={paths.record(noun, row.recordId)} className="link">
              {row.cells[at] || `The ${words.one}`}
            </Link>
          ) : (
            row.cells[at]
          )}
        </td>
      ))}
      {saysWhy && (
        <td className="row-why">
          {row.issues.map(({ column, reason, suggestion }, at) => (
            <p key={at}>
              {column && <b>{column}: </b>}
              <span className={bad ? 'text-bad-text' : undefined}>{reason}</span>{' '}
              <span className="text-fg-3">{suggestion}</span>
            </p>
          ))}
        </td>
      )}
    </tr>
  );
}

export const Notes = ({ notes }: { notes: readonly string[] }) =>
  notes.length === 0 ? null : (
    <ul className="import-notes">
      {notes.map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
