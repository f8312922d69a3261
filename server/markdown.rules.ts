// Which texts need no reading as markdown, and which would take too long. Pure.

const MARKS = /[*_`[\]<>#~\\&]|https?:\/\/|^[ \t]*(?:[-+]|\d{1,9}[.)])[ \t]|^[ \t]*-{3}/m;

/** Nothing in it means anything in markdown. Most notes are like that, and reading them costs a page its time. */
export const isPlain = (text: string): boolean => !MARKS.test(text);

const MOST_MARKS = 300;
const MOST_LINES = 200;
const DEEPEST = 8;

/** Readers of markdown look back at every mark for its other half, so their time grows with the square of the marks. */
export function isTangled(text: string): boolean {
  const lines = text.split('\n');
  if (lines.length > MOST_LINES) return true;
  let marks = text.split('://').length - 1;
  for (const letter of text) if ('*_[]<>&`\\!'.includes(letter)) marks += 1;
  return marks > MOST_MARKS || lines.some((line) => depthOf(line) > DEEPEST);
}

/** How deep quotes and lists are nested at the start of a line, indenting counted like a list. */
function depthOf(line: string): number {
  const [start = ''] = /^[\s>\d.)+*-]*/.exec(line) ?? [];
  const [indent = ''] = /^\s*/.exec(line) ?? [];
  return (start.match(/>|[-+*](?=\s)|\d[.)](?=\s)/g) ?? []).length + Math.floor(indent.length / 4);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Paragraphs as they were typed. */
export const asPlain = (text: string): string =>
  text
    .split(/\n[ \t]*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => `<p>${part.replace(/[&<>"]/g, (letter) => ESCAPES[letter] ?? letter)}</p>`)
    .join('\n');
