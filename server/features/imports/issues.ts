// What an import says about rows, for people: the reason in plain words and what would help. One place for all texts.
import { fieldNames, type ImportField } from '../../../app/contracts/import-fields.ts';
import type { RowIssue } from '../../../app/contracts/imports.ts';
import type { FaultCode } from './csv/faults.ts';

type Severity = 'fail' | 'warn';

interface Said {
  severity: Severity;
  reason: string;
  suggestion: string;
}

const FAULTS: Record<FaultCode, Said> = {
  nul: {
    severity: 'fail',
    reason: 'The cell holds a NUL character, which cannot be stored.',
    suggestion: 'Remove it and import the row again.',
  },
  cell_too_long: {
    severity: 'fail',
    reason: 'The cell is longer than 1 MB.',
    suggestion: 'Shorten it, or keep the text as a file.',
  },
  row_too_long: {
    severity: 'fail',
    reason: 'The row is longer than 4 MB, or a quote in it is never closed.',
    suggestion: 'Check the quotes around this line.',
  },
  too_many_cells: {
    severity: 'fail',
    reason: 'The row has more than 500 cells.',
    suggestion: 'Check the delimiter and the quotes of this line.',
  },
  extra_cells: {
    severity: 'warn',
    reason: 'The row has more cells than the file has columns; the ones too many were left out.',
    suggestion: 'If a value holds the delimiter, put it in quotes.',
  },
  missing_cells: {
    severity: 'warn',
    reason: 'The row has fewer cells than the file has columns; the missing ones are empty.',
    suggestion: 'Check that the values stand in the right columns.',
  },
  quote_stray: {
    severity: 'warn',
    reason: 'A quote inside the cell is not doubled; it was kept as it is.',
    suggestion: 'Write it twice inside a quoted cell.',
  },
  quote_unclosed: {
    severity: 'warn',
    reason: 'The cell opens a quote that is never closed; the quote was kept as a character.',
    suggestion: 'Remove it, or close it at the end of the cell.',
  },
  damaged: {
    severity: 'warn',
    reason: 'The cell holds a replacement character (�): a letter was lost.',
    suggestion: 'Choose another encoding, or export the file again as UTF-8.',
  },
  other_delimiter: {
    severity: 'warn',
    reason: 'The row uses another delimiter than the file and was cut by that.',
    suggestion: 'Use one delimiter throughout.',
  },
};

export function faultIssue(code: FaultCode, column: string | null): RowIssue & { severity: Severity } {
  return { code, column, ...FAULTS[code] };
}

const issue = (code: string, column: string | null, reason: string, suggestion: string): RowIssue => ({
  code,
  column,
  reason,
  suggestion,
});

const CUT = 60;
const shown = (value: string): string => `"${value.length > CUT ? `${value.slice(0, CUT - 1)}…` : value}"`;

export const badEmail = (column: string, value: string, meant: string | null): RowIssue =>
  issue(
    'email',
    column,
    `${shown(value)} is not an e-mail address.`,
    meant ? `Did you mean ${meant}?` : 'Correct it or leave the cell empty. Example: ada@example.com',
  );

export const dotlessEmail = (column: string, value: string): RowIssue =>
  issue(
    'email_dotless',
    column,
    `The domain of ${shown(value)} has no dot.`,
    'Check it: mail from outside will not reach it.',
  );

export const moreEmails = (column: string, others: readonly string[]): RowIssue =>
  issue(
    'email_more',
    column,
    `Only the first address was taken; left out: ${others.join(', ').slice(0, 120)}.`,
    'Put further addresses into columns of their own.',
  );

export const otherEmails = (column: string, value: string): RowIssue =>
  issue(
    'email_other',
    column,
    `${shown(value)} is not an e-mail address and was left out; another column gave the address.`,
    'Correct it or leave the cell empty.',
  );

export const badPhone = (column: string, value: string): RowIssue =>
  issue(
    'phone',
    column,
    `${shown(value)} is not a phone number we know the form of; it was kept as typed.`,
    'Write it with its country code, such as +49 30 901820.',
  );

export const badDomain = (column: string, value: string): RowIssue =>
  issue('domain', column, `${shown(value)} is not a domain; it was left empty.`, 'Write it as example.com.');

export const roundedPhone = (column: string, value: string): RowIssue =>
  issue(
    'phone_rounded',
    column,
    `${shown(value)} was rounded by a spreadsheet; its last digits are lost.`,
    'Format the column as text in the original and export it again.',
  );

export const badDate = (column: string, value: string): RowIssue =>
  issue('date', column, `${shown(value)} is not a date; it was left empty.`, 'Write it as 2026-12-31.');

export const unclearDate = (column: string, value: string): RowIssue =>
  issue(
    'date_order',
    column,
    `${shown(value)} could be two days: it is not known which number is the month. It was left empty.`,
    'Choose the date order of the column.',
  );

export const badScore = (column: string, value: string): RowIssue =>
  issue(
    'score',
    column,
    `${shown(value)} is not a whole number from 0 to 100; it was left empty.`,
    'Write a number from 0 to 100.',
  );

export const badAmount = (column: string | null, value: string): RowIssue =>
  issue(
    'amount',
    column,
    `${shown(value)} is not an amount; it was left empty.`,
    'Write a number of at most 15 digits, such as 1250.50.',
  );

export const tooLong = (column: string, field: ImportField, length: number, most: number): RowIssue =>
  issue(
    'too_long',
    column,
    `${fieldNames[field]} can have at most ${most.toLocaleString('en-US')} characters; this has ${length.toLocaleString('en-US')}.`,
    'Shorten it and import the row again.',
  );

export const unstorable = (column: string): RowIssue =>
  issue(
    'unstorable',
    column,
    'The cell holds half of a character pair, which is no text.',
    'Export the file again as UTF-8.',
  );

export const invisible = (column: string): RowIssue =>
  issue(
    'invisible',
    column,
    'The cell holds invisible characters, which were kept.',
    'Remove them if the value looks odd or is not found by search.',
  );

export const mojibake = (column: string): RowIssue =>
  issue(
    'mojibake',
    column,
    'The text looks as if it was once read in the wrong encoding (Ã¼ for ü).',
    'Export the original again as UTF-8.',
  );

export const nothingToName = (reason: string): RowIssue =>
  issue('nameless', null, reason, 'Fill one of them.');

const SKIPS = {
  blank: ['The row is empty.', 'Nothing to do.'],
  comment: ['The line is a comment.', 'Remove the # if it is a row.'],
  header: ['The row repeats the header.', 'Nothing to do.'],
  footer: ['The line is a total or a note under the rows.', 'Choose "keep the last lines" if it is a row.'],
} as const;
export type SkipKind = keyof typeof SKIPS;

export const skipped = (kind: SkipKind): RowIssue => issue(kind, null, SKIPS[kind][0], SKIPS[kind][1]);

export const unchanged = (one: string): RowIssue =>
  issue('unchanged', null, `The ${one} is here already and the row says nothing new.`, 'Nothing to do.');

export const isThere = (one: string): RowIssue =>
  issue(
    'there',
    null,
    `The ${one} is here already; the import was told to leave such rows.`,
    'Choose "update" to bring in what is new.',
  );

export const ownedByOther = (one: string, place: string | null): RowIssue =>
  issue(
    'owned_by_other',
    null,
    `${startCase(article(one))} with this ${place ? `${PLACES[place] ?? place} or id` : 'id'} exists and is owned by someone else.`,
    'Ask them, or an admin, to import the row.',
  );

const PLACES: Partial<Record<string, string>> = { email: 'e-mail address', name: 'name' };
const article = (noun: string): string => `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;
const startCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const keptApart = (one: string, place: string | null, column: string | null): RowIssue =>
  issue(
    'kept_apart',
    column,
    place === 'name'
      ? `Another ${one} has the same name and is another one by what else is known. Both were kept.`
      : `Another ${one} has the same e-mail address and another name. Both were kept.`,
    'Look at both: they may be duplicates.',
  );

export const placeTaken = (one: string, place: string | null, column: string | null): RowIssue =>
  issue(
    place === 'name' ? 'name_taken' : 'email_taken',
    column,
    `The ${place === 'name' ? 'name' : 'e-mail address'} belongs to another ${one}, so this one keeps what it has.`,
    'Look at both: they may be duplicates.',
  );

const FIELD_NAMES: Partial<Record<string, string>> = { ...fieldNames, address: 'Address' };

/** An earlier row of the same file is about the same record and has these fields differently. */
export const repeats = (one: string, fields: readonly string[]): RowIssue =>
  issue(
    'repeats',
    null,
    `An earlier row is about the same ${one}; it decided ${fields.map((field) => FIELD_NAMES[field] ?? field).join(', ')}.`,
    `Correct the ${one} by hand if this row is right.`,
  );

/** What a row names and nobody can be found by. */
export const notFound = (what: string, typed: string, why: string, suggestion: string): RowIssue =>
  issue(`${what}_not_found`, null, `The ${what} ${shown(typed)} ${why}`, suggestion);

export const ownedElsewhere = (): RowIssue =>
  issue(
    'organization_owned_by_other',
    null,
    'An organization of this name exists and is owned by someone else, so the row has none.',
    'Ask them, or an admin, to choose the organization.',
  );
