// Which column fills which field of a lead: suggested from names and values by rules that know no file, then checked.
// The order of the columns plays no part in it.
import {
  leadFieldNames,
  sharedFields,
  type CellKind,
  type Detected,
  type DetectedColumn,
  type LeadField,
  type Mapping,
  type MappedColumn,
} from '../../../app/contracts/imports.ts';
import { AppError } from '../../errors.ts';
import { fieldOfHeader, headerWords } from './header-words.ts';

interface Guess {
  column: DetectedColumn;
  words: string;
  field: LeadField;
  confidence: number;
  reason: string;
}

const LEAST = 0.5;

/** One entry per column, in file order; `field` is null where nothing speaks for one. */
export function suggestMapping(detected: Pick<Detected, 'columns' | 'sampled' | 'headerLine'>): Mapping {
  const { columns, sampled } = detected;
  const guesses = columns.flatMap(
    (column) => guessesFor(column, sampled, detected.headerLine !== null) ?? [],
  );
  const chosen = chooseOne(oneAddress(guesses.filter(({ confidence }) => confidence >= LEAST)));
  return {
    columns: columns.map((column): MappedColumn => {
      const guess = chosen.get(column.index);
      const order = column.dates === 'ambiguous' || column.dates === 'none' ? undefined : column.dates;
      return {
        index: column.index,
        header: column.header,
        field: guess?.field ?? null,
        confidence: guess ? Math.round(guess.confidence * 100) / 100 : 0,
        reason: guess?.reason ?? '',
        ...(guess?.field === 'createdAt' && order && { dateOrder: order }),
      };
    }),
  };
}

function guessesFor(column: DetectedColumn, sampled: number, hasHeader: boolean): Guess | null {
  const named = hasHeader ? fieldOfHeader(column.header) : null;
  const words = headerWords(column.header);
  const guess = (field: LeadField, confidence: number, reason: string): Guess => ({
    column,
    words,
    field,
    confidence,
    reason,
  });
  if (named) {
    const base = (named.exact ? 0.94 : 0.8) + bonus(named.field, words);
    const fit = fits(named.field, column, sampled);
    if (fit !== 'no')
      return guess(named.field, column.filled === 0 ? base * 0.6 : base, reasonFor(named.exact, fit));
  }
  const byValue = fieldByValues(column, words, sampled, hasHeader);
  return byValue && guess(byValue.field, byValue.confidence, byValue.reason);
}

/** Of several columns named for one field, the one that says it most plainly. */
function bonus(field: LeadField, words: string): number {
  let extra = /^lead\b/.test(words) ? 0.02 : 0;
  if (field === 'source' && words.includes('source')) extra += 0.02;
  if (field === 'externalId' && /\bid$|^\p{L}+id$/u.test(words)) extra += 0.03;
  if (field === 'title' && words.includes('job')) extra += 0.02;
  return extra;
}

const reasonFor = (exact: boolean, fit: 'yes' | 'open'): string =>
  `${exact ? 'The header names it' : 'The header speaks of it'}${fit === 'yes' ? ', and the values fit.' : '.'}`;

const NOT_WORDS: readonly CellKind[] = ['number', 'date', 'flag', 'email', 'phone'];

/** Whether the values could be what the header says: 'open' where the column is empty or its values say nothing. */
function fits(field: LeadField, column: DetectedColumn, sampled: number): 'yes' | 'open' | 'no' {
  const { kind } = column;
  if (column.filled === 0) return field === 'externalId' ? 'no' : 'open';
  switch (field) {
    case 'email':
      return kind === 'email' ? 'yes' : 'no';
    case 'phone':
      return kind === 'phone' || kind === 'number'
        ? 'yes'
        : kind === 'words' || kind === 'id'
          ? 'open'
          : 'no';
    case 'createdAt':
      return column.dates === 'none' ? 'no' : 'yes';
    case 'score':
      return kind === 'number' ? 'yes' : 'no';
    case 'website':
      return kind === 'url' ? 'yes' : kind === 'words' || kind === 'id' ? 'open' : 'no';
    case 'externalId':
      return column.distinct === column.filled &&
        column.filled === sampled &&
        kind !== 'email' &&
        kind !== 'text'
        ? 'yes'
        : 'no';
    case 'name':
    case 'firstName':
    case 'middleName':
    case 'lastName':
      return kind === 'email' || kind === 'date' || kind === 'phone' || kind === 'url' ? 'no' : 'open';
    case 'title':
      return NOT_WORDS.includes(kind) ||
        column.values.every(({ value }) => isSalutation(value)) === column.values.length > 0
        ? 'no'
        : 'open';
    case 'company':
    case 'stage':
    case 'source':
    case 'industry':
      return NOT_WORDS.includes(kind) || kind === 'id' ? 'no' : 'open';
    case 'owner':
      return kind === 'email' ? 'yes' : NOT_WORDS.includes(kind) || kind === 'id' ? 'no' : 'open';
    case 'description':
      return kind === 'flag' || kind === 'date' || kind === 'id' ? 'no' : 'open';
    case 'street':
    case 'city':
    case 'region':
    case 'postalCode':
    case 'country':
      return kind === 'email' || kind === 'url' || kind === 'date' ? 'no' : 'open';
  }
}

const isSalutation = (value: string): boolean =>
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|herr|frau|m|mme|mlle|sr|sra|srta|sig|sig\.ra|dhr|mevr)\.?$/i.test(
    value.trim(),
  );

interface Found {
  field: LeadField;
  confidence: number;
  reason: string;
}

const OTHER_NOUNS =
  /\b(company|account|organi[sz]ation|owner|user|campaign|deal|opportunity|parent|manager|product|order|invoice|task|event|call|stage|pipeline|master|created|modified|group|batch|session|cookie|who|what)\b/;

/** What the values alone say about a column whose header says nothing. */
function fieldByValues(
  column: DetectedColumn,
  words: string,
  sampled: number,
  hasHeader: boolean,
): Found | null {
  const { kind } = column;
  const enough = column.filled > 0;
  if (/\b(owner|assistant|manager|spouse|fax|pager)\b/.test(words) || !enough) return null;
  if (kind === 'email')
    return { field: 'email', confidence: 0.75, reason: 'The values are e-mail addresses.' };
  if (!hasHeader && kind === 'phone')
    return { field: 'phone', confidence: 0.65, reason: 'The values are phone numbers.' };
  if (!hasHeader && kind === 'url')
    return { field: 'website', confidence: 0.55, reason: 'The values are web addresses.' };
  if (!hasHeader && kind === 'words' && column.samples.every(isFullName)) {
    return { field: 'name', confidence: 0.6, reason: 'The values look like names of people.' };
  }
  const unique = column.distinct === column.filled && column.filled === sampled;
  const isKey = /(?:^| )(?:id|uuid|guid|key|nr|number)$|\p{L}id$/u.test(words) && !OTHER_NOUNS.test(words);
  if (unique && isKey && (kind === 'id' || kind === 'number' || kind === 'words')) {
    return {
      field: 'externalId',
      confidence: 0.6,
      reason: 'Every row has another value, and the header ends in "id".',
    };
  }
  return null;
}

const isFullName = (value: string): boolean => /^\p{Lu}[\p{L}'’.-]+(?: \p{L}[\p{L}'’.-]*){1,3}$/u.test(value);

const ADDRESS: readonly LeadField[] = ['street', 'city', 'region', 'postalCode', 'country'];
const PLACES = [
  '',
  'mailing',
  'work',
  'business',
  'billing',
  'company',
  'primary',
  'home',
  'shipping',
  'other',
];

const placeOf = (words: string): string =>
  PLACES.find(
    (place) => place !== '' && (words.startsWith(place) || new RegExp(`\\b${place}\\b`).test(words)),
  ) ?? '';

/** A file may hold several addresses; the parts of one belong together, so the best filled one is taken whole. */
function oneAddress(guesses: readonly Guess[]): Guess[] {
  const filled = new Map<string, number>();
  for (const { field, words, column } of guesses) {
    if (ADDRESS.includes(field))
      filled.set(placeOf(words), (filled.get(placeOf(words)) ?? 0) + column.filled);
  }
  const [best = ''] =
    [...filled].sort((a, b) => b[1] - a[1] || PLACES.indexOf(a[0]) - PLACES.indexOf(b[0]))[0] ?? [];
  return guesses.filter(({ field, words }) => !ADDRESS.includes(field) || placeOf(words) === best);
}

/** One column per field, except where a field takes several. By confidence, then by how well it is filled. */
function chooseOne(guesses: readonly Guess[]): Map<number, Guess> {
  const ranked = [...guesses].sort(
    (a, b) =>
      b.confidence - a.confidence ||
      b.column.filled - a.column.filled ||
      b.column.distinct - a.column.distinct ||
      (a.words < b.words ? -1 : a.words > b.words ? 1 : a.column.index - b.column.index),
  );
  const chosen = new Map<number, Guess>();
  const taken = new Set<LeadField>();
  for (const guess of ranked) {
    if (taken.has(guess.field) && !sharedFields.includes(guess.field)) continue;
    taken.add(guess.field);
    chosen.set(guess.column.index, guess);
  }
  return chosen;
}

const RANKS: readonly [RegExp, number][] = [
  [/\b(?:primary|main|preferred|default)\b/, 0],
  [/\b(?:work|business|office|direct|company|job)\b/, 2],
  [/\b(?:mobile|cell|handy|movil|portable)\b/, 3],
  [/\b(?:home|personal|private|privat)\b/, 4],
  [/\b(?:secondary|second|alternate|alternative|additional)\b/, 5],
  [/\bother\b/, 6],
];

/** In which order the columns of a shared field are asked, whatever their place in the file. */
export function byRank(
  a: Pick<MappedColumn, 'header' | 'index'>,
  b: Pick<MappedColumn, 'header' | 'index'>,
): number {
  const [first, second] = [headerWords(a.header), headerWords(b.header)];
  return (
    rankOf(first) - rankOf(second) ||
    first.localeCompare(second, 'en', { numeric: true }) ||
    a.index - b.index
  );
}

const rankOf = (words: string): number => RANKS.find(([is]) => is.test(words))?.[1] ?? 1;

const IDENTIFYING: readonly LeadField[] = [
  'name',
  'firstName',
  'lastName',
  'company',
  'email',
  'phone',
  'externalId',
];

/** Throws AppError 422 for a mapping that cannot make leads of rows: nothing to know them by, a field filled twice, no such column. */
export function checkMapping(mapping: Mapping, width: number): void {
  const details: Record<string, string[]> = {};
  const seen = new Map<LeadField, string>();
  for (const { index, header, field } of mapping.columns) {
    if (index >= width) details[`columns.${index}`] = ['The file has no such column.'];
    if (!field) continue;
    const before = seen.get(field);
    if (before !== undefined && !sharedFields.includes(field)) {
      details[`columns.${index}`] = [
        `"${before}" and "${header}" both fill ${leadFieldNames[field]}. Choose one of them.`,
      ];
    }
    seen.set(field, header);
  }
  if (!IDENTIFYING.some((field) => seen.has(field))) {
    details['columns'] = ['Choose a column for at least one of name, company, email, phone or external id.'];
  }
  const [message] = Object.values(details)[0] ?? [];
  if (message) throw new AppError('Unprocessable', 'import.columns', message, { details });
}

/** A mapping a person made before for the same columns, put on this file's columns by name. */
export function rememberedMapping(
  remembered: Mapping,
  detected: Pick<Detected, 'columns' | 'sampled' | 'headerLine'>,
): Mapping {
  const known = new Map<string, MappedColumn[]>();
  for (const column of remembered.columns) {
    const words = headerWords(column.header);
    known.set(words, [...(known.get(words) ?? []), column]);
  }
  return {
    columns: suggestMapping(detected).columns.map((column) => {
      const before = known.get(headerWords(column.header))?.shift();
      const dateOrder = column.dateOrder ?? before?.dateOrder;
      if (!before) return { ...column, field: null, confidence: 0, reason: '' };
      return {
        ...column,
        field: before.field,
        confidence: 1,
        reason: 'As in the last import of these columns.',
        ...(dateOrder && { dateOrder }),
      };
    }),
  };
}
