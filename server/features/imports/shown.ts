// Which settled rows are kept for people to look at: every failure and, in a run, every row that made no lead; of the rest
// the first few.
import type { ImportCounts } from '../../../app/contracts/imports.ts';
import type { Settled } from './chunk.ts';
import type { ShownRow } from './imports.queries.ts';

const FIRST = 20;
const FIRST_WARNED = 1_000;
/** As much as a spreadsheet's cell can hold. */
const CELL = 32_767;

/** `before` counts the rows of earlier chunks. */
export function shownInPreview(rows: readonly Settled[], before: ImportCounts): ShownRow[] {
  return pick(
    rows,
    before,
    ({ outcome }, seen) => outcome === 'fail' || seen < FIRST,
    () => true,
  );
}

export function shownInRun(rows: readonly Settled[], before: ImportCounts): ShownRow[] {
  const isKept = ({ outcome }: Settled, seen: number): boolean => outcome !== 'create' || seen < FIRST;
  return pick(
    rows,
    before,
    isKept,
    ({ outcome }, seen) => outcome === 'fail' || outcome === 'skip' || seen < FIRST,
  );
}

type Rule = (settled: Settled, seen: number) => boolean;

function pick(rows: readonly Settled[], before: ImportCounts, isKept: Rule, withCells: Rule): ShownRow[] {
  const seen = { create: before.created, update: before.updated, skip: before.skipped, fail: before.failed };
  let warned = before.warned;
  const kept: ShownRow[] = [];
  for (const settled of rows) {
    const { outcome, issues } = settled;
    const isWarned = issues.length > 0 && (outcome === 'create' || outcome === 'update');
    if (isKept(settled, seen[outcome])) kept.push(shown(settled, outcome, withCells(settled, seen[outcome])));
    else if (isWarned && warned < FIRST_WARNED) kept.push(shown(settled, 'warn', true));
    seen[outcome] += 1;
    if (isWarned) warned += 1;
  }
  return kept;
}

function shown(
  { row, recordId, issues }: Settled,
  outcome: ShownRow['outcome'],
  withCells: boolean,
): ShownRow {
  const texts = issues.map((issue) => ({
    ...issue,
    reason: storable(issue.reason),
    suggestion: storable(issue.suggestion),
  }));
  const cells = withCells
    ? row.cells.map((cell) => storable(cell.length > CELL ? cell.slice(0, CELL) : cell))
    : null;
  return { rowNo: row.rowNo, lineNo: row.lineNo, outcome, recordId, issues: texts, cells };
}

/** Without what the database cannot keep: NUL and halves of surrogate pairs. */
const storable = (text: string): string => text.replaceAll('\0', '\u2400').toWellFormed();
