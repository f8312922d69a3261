// One row → a record to be, a row to skip, or a row that fails with its reasons. Pure: it knows the file's columns and the
// settings, no database and no other row, so any worker at any time says the same about a row.
import type { ImportField } from '../../../app/contracts/import-fields.ts';
import type { Detected, Mapping, RowIssue } from '../../../app/contracts/imports.ts';
import { isComment } from './csv/header.ts';
import type { Row } from './csv/reader.ts';
import * as say from './issues.ts';
import type { Draft, ImportKind } from './kinds/kind.ts';
import { byRank } from './mapping-check.ts';
import { RowReading, type ColumnReader, type ReadSettings } from './row-reading.ts';
import { emptyRule } from './values/placeholders.ts';

interface Place {
  rowNo: number;
  lineNo: number;
}
export type Planned<D = Draft> =
  | (Place & { outcome: 'record'; draft: D; warnings: RowIssue[]; unsurePhone: boolean })
  | (Place & { outcome: 'skip'; reason: RowIssue })
  | (Place & { outcome: 'fail'; issues: RowIssue[] });

/** Cells a person corrected in the preview: column index → text. */
export type CellEdits = Readonly<Record<number, string>>;

export interface Planner<D = Draft> {
  plan(row: Row, edits?: CellEdits): Planned<D>;
}

type File = Pick<Detected, 'columns' | 'width' | 'headerLine'>;

export function createPlanner<D extends Draft>(
  kind: Pick<ImportKind<D>, 'read'>,
  file: File,
  mapping: Mapping,
  settings: ReadSettings,
): Planner<D> {
  const readers = readersOf(file, mapping);
  const header = file.headerLine === null ? null : file.columns.map((column) => column.header.trim());
  return {
    plan(row, edits) {
      const place = { rowNo: row.rowNo, lineNo: row.lineNo };
      const cells = edits ? withEdits(row.cells, edits) : row.cells;
      const skip = skipKind(row, cells, file.width, header);
      if (skip) return { ...place, outcome: 'skip', reason: say.skipped(skip) };
      const reading = new RowReading(cells, readers, settings);
      takeFaults(reading, row, file, edits);
      const draft = kind.read(reading);
      if (draft === null || reading.failures.length > 0)
        return { ...place, outcome: 'fail', issues: reading.failures };
      const { warnings, unsurePhone } = reading;
      return { ...place, outcome: 'record', draft, warnings, unsurePhone };
    },
  };
}

function takeFaults(reading: RowReading, row: Row, file: File, edits: CellEdits | undefined): void {
  for (const { code, column } of row.faults) {
    if (column !== null && edits?.[column] !== undefined) continue;
    const label = column === null ? null : (file.columns[column]?.label ?? null);
    const { severity, ...issue } = say.faultIssue(code, label);
    (severity === 'fail' ? reading.failures : reading.warnings).push(issue);
  }
}

function readersOf(file: File, mapping: Mapping): Map<ImportField, ColumnReader[]> {
  const readers = new Map<ImportField, ColumnReader[]>();
  for (const { index, field, dateOrder } of [...mapping.columns].sort(byRank)) {
    const column = file.columns[index];
    if (!field || !column) continue;
    const order =
      dateOrder ?? (column.dates === 'ambiguous' || column.dates === 'none' ? undefined : column.dates);
    const reader = {
      index,
      label: column.label,
      isEmpty: emptyRule(field, column),
      column,
      dateOrder: order,
    };
    readers.set(field, [...(readers.get(field) ?? []), reader]);
  }
  return readers;
}

function withEdits(cells: readonly string[], edits: CellEdits): string[] {
  const edited = [...cells];
  for (const [index, text] of Object.entries(edits)) edited[Number(index)] = text;
  return Array.from(edited, (cell: string | undefined) => cell ?? '');
}

function skipKind(
  row: Row,
  cells: readonly string[],
  width: number,
  header: readonly string[] | null,
): say.SkipKind | null {
  if (row.footer) return cells.every((cell) => cell.trim() === '') ? 'blank' : 'footer';
  if (isComment(cells, width)) return 'comment';
  if (cells.every((cell) => cell === '' || cell.trim() === '')) return 'blank';
  const first = header?.[0];
  if (header && first === cells[0]?.trim() && header.every((name, at) => name === (cells[at] ?? '').trim()))
    return 'header';
  return null;
}
