// One cell on its way out and back: no spreadsheet may take it for a formula, and our own importer gives back what was
// written. Twins: restore(neutralise(x)) is x for every text without NUL.

const TRIGGER = /^[\s"',;|]*[=@＝＋－＠]|^'*[\t\r\n]/;
const SIGNED = /^[\s"',;|]*[+-]/;
const PLAIN_NUMBER = /^[+-]?[0-9][0-9 .,()-]*$/;

/** Whether some spreadsheet would take the text for a formula, or our own mark for one of its characters. */
function isDangerous(text: string): boolean {
  return TRIGGER.test(text) || (SIGNED.test(text) && !PLAIN_NUMBER.test(text));
}

/** The text with a leading quote mark where it could start a formula. Throws RangeError for NUL, which no file may hold. */
export function neutralise(text: string): string {
  if (text.includes('\0')) throw new RangeError('A cell cannot hold NUL.');
  return isDangerous(text) ? `'${text}` : text;
}

/** Takes one leading quote mark away where neutralise would have put it. */
export const restore = (text: string): string =>
  text.startsWith("'") && isDangerous(text.slice(1)) ? text.slice(1) : text;

/** RFC 4180: quoted where a reader could misunderstand it, quotes doubled. */
export function quoteCell(text: string): string {
  return /["\r\n,;|\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of CSV with CR LF behind it, every cell neutralised. A lone empty cell is quoted so that the row is not a blank line. */
export function csvLine(cells: readonly string[]): string {
  if (cells.length === 1 && cells[0] === '') return '""\r\n';
  return `${cells.map((cell) => quoteCell(neutralise(cell))).join(',')}\r\n`;
}
