// What can be wrong with a row before its values are looked at. Codes only; the words for people are made in plan.ts.

export type FaultCode =
  | 'quote_stray' // a quote inside a quoted cell that is neither doubled nor followed by a delimiter
  | 'quote_unclosed' // an opening quote without its closing one: taken as a plain character
  | 'cell_too_long'
  | 'row_too_long'
  | 'too_many_cells' // beyond the number of columns an import may have
  | 'extra_cells' // more filled cells than the file has columns
  | 'missing_cells' // fewer: the rest reads as empty
  | 'nul' // a NUL character: cannot be stored
  | 'damaged' // U+FFFD: a character that was lost before or while decoding
  | 'other_delimiter'; // the row is cut by another delimiter than the file

export interface RowFault {
  code: FaultCode;
  /** zero-based column, null when it concerns the row */
  column: number | null;
}
