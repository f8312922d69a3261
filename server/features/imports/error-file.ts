// The file a person gets back: every row that did not go in, as it was, with line, column, reason and suggestion behind
// it. Corrected, it can be imported as it is; spreadsheets find no formula in it.
import type { RowIssue } from '../../../app/contracts/imports.ts';
import { csvLine } from './csv/cell.ts';
import { OWN_COLUMNS } from './header-words.ts';

export interface ErrorRow {
  lineNo: number;
  cells: readonly string[];
  issues: readonly RowIssue[];
}

const MARK = '\uFEFF';

/** The header line. The byte order mark makes spreadsheets read the file as UTF-8. */
export const errorFileHead = (headers: readonly string[]): string =>
  MARK + csvLine([...headers, ...OWN_COLUMNS]);

/** One line of the file; `width` is the number of the original columns. */
export function errorFileLine({ lineNo, cells, issues }: ErrorRow, width: number): string {
  const original = Array.from({ length: width }, (_, at) => (cells[at] ?? '').replaceAll('\0', ''));
  const each = (of: (issue: RowIssue) => string): string =>
    [...new Set(issues.map(of))].filter((text) => text !== '').join('; ');
  const told = [
    each(({ column }) => column ?? ''),
    each(({ reason }) => reason),
    each(({ suggestion }) => suggestion),
  ];
  return csvLine([...original, String(lineNo), ...told]);
}
