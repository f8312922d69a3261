// Which column fills which field, suggested from names and values by rules that know no file.
// The order of the columns plays no part in it.
import { fieldsOf, sharedFields, type ImportField } from '../../../app/contracts/import-fields.ts';
import type {
  CellKind,
  Detected,
  DetectedColumn,
  Mapping,
  MappedColumn,
} from '../../../app/contracts/imports.ts';
import { fieldOfHeader, headerWords } from './header-words.ts';
import type { ImportKind } from './kinds/kind.ts';

interface Guess {
  column: DetectedColumn;
  words: string;
  field: ImportField;
  confidence: number;
  reason: string;
}

const LEAST = 0.5;

type Mapped = Pick<ImportKind, 'noun' | 'one' | 'headers'>;

/** One entry per column, in file order; `field` is null where nothing speaks for one. */
export function suggestMapping(
  detected: Pick<Detected, 'columns' | 'sampled' | 'headerLine'>,
  kind: Mapped,
): Mapping {
  const { columns, sampled } = detected;
  const guesses = columns.flatMap(
    (column) => guessesFor(kind, column, sampled, detected.headerLine !== null) ?? [],
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
        ...((guess?.field === 'createdAt' || guess?.field === 'closeDate') && order && { dateOrder: order }),
      };
    }),
  };
}

function guessesFor(kind: Mapped, column: DetectedColumn, sampled: number, hasHeader: boolean): Guess | null {
  const named = hasHeader ? fieldOfHeader(column.header, kind.headers) : null;
  const words = headerWords(column.header);
  const guess = (field: ImportField, confidence: number, reason: string): Guess => ({
    column,
    words,
    field,
    confidence,
    reason,
  });
  if (named) {
    const base = (named.exact ? 0.94 : 0.8) + bonus(kind, named.field, words);
    const fit = fits(named.field, column, sampled);
    if (fit !== 'no')
      return guess(named.field, column.filled === 0 ? base * 0.6 : base, reasonFor(named.exact, fit));
  }
  const byValue = fieldByValues(column, words, sampled, hasHeader);
  return byValue && fieldsOf[kind.noun].includes(byValue.field)
    ? guess(byValue.field, byValue.confidence, byValue.reason)
    : null;
}

/** Of several columns named for one field, the one that says it most plainly. */
function bonus({ one }: Mapped, field: ImportField, words: string): number {
  let extra = words.startsWith(`${one} `) ? 0.02 : 0;
  if (field === 'source' && words.includes('source')) extra += 0.02;
  if (field === 'externalId' && /\bid$|^\p{L}+id$/u.test(words)) extra += 0.03;
  if (field === 'title' && words.includes('job')) extra += 0.02;
  return extra;
}

const reasonFor = (exact: boolean, fit: 'yes' | 'open'): string =>
  `${exact ? 'The header names it' : 'The header speaks of it'}${fit === 'yes' ? ', and the values fit.' : '.'}`;

const NAME_KINDS: readonly CellKind[] = ['words', 'text', 'id', 'flag', 'number'];
const WORD_KINDS: readonly CellKind[] = ['words', 'text', 'url'];
const PLACE_KINDS: readonly CellKind[] = ['words', 'text', 'number', 'phone', 'id', 'flag'];

/** Kinds of values that bear a field out, and those that do not speak against it. */
const KINDS: Record<ImportField, { yes: readonly CellKind[]; open: readonly CellKind[] }> = {
  name: { yes: [], open: NAME_KINDS },
  firstName: { yes: [], open: NAME_KINDS },
  middleName: { yes: [], open: NAME_KINDS },
  lastName: { yes: [], open: NAME_KINDS },
  company: { yes: [], open: WORD_KINDS },
  title: { yes: [], open: [...WORD_KINDS, 'id'] },
  email: { yes: ['email'], open: ['words', 'text', 'id', 'url'] },
  phone: { yes: ['phone', 'number'], open: ['words', 'id'] },
  website: { yes: ['url'], open: ['words', 'id'] },
  industry: { yes: [], open: WORD_KINDS },
  source: { yes: [], open: WORD_KINDS },
  stage: { yes: [], open: WORD_KINDS },
  owner: { yes: ['email'], open: WORD_KINDS },
  score: { yes: ['number'], open: [] },
  street: { yes: [], open: PLACE_KINDS },
  city: { yes: [], open: PLACE_KINDS },
  region: { yes: [], open: PLACE_KINDS },
  postalCode: { yes: [], open: PLACE_KINDS },
  country: { yes: [], open: PLACE_KINDS },
  description: { yes: ['text'], open: ['words', 'number', 'phone', 'url', 'email'] },
  createdAt: { yes: ['date', 'words', 'number'], open: [] },
  organization: { yes: [], open: WORD_KINDS },
  organizationDomain: { yes: ['url'], open: ['words'] },
  organizationId: { yes: ['id', 'number'], open: ['words', 'phone'] },
  contact: { yes: [], open: NAME_KINDS },
  contactEmail: { yes: ['email'], open: ['words', 'text'] },
  contactId: { yes: ['id', 'number'], open: ['words', 'phone'] },
  domain: { yes: ['url'], open: ['words'] },
  size: { yes: ['number'], open: ['words', 'date', 'phone'] },
  pipeline: { yes: [], open: [...WORD_KINDS, 'id', 'number'] },
  amount: { yes: ['number'], open: ['words', 'phone'] },
  currency: { yes: [], open: ['words', 'text'] },
  closeDate: { yes: ['date', 'words'], open: [] },
  lostReason: { yes: [], open: [...WORD_KINDS, 'id'] },
  externalId: { yes: ['id', 'number'], open: ['words', 'phone', 'url', 'date', 'flag'] },
};

/** Whether the values could be what the header says: 'open' where the column is empty or its values say nothing. */
function fits(field: ImportField, column: DetectedColumn, sampled: number): 'yes' | 'open' | 'no' {
  if (field === 'externalId' && !isKey(column, sampled)) return 'no';
  if (column.filled === 0) return 'open';
  if ((field === 'createdAt' || field === 'closeDate') && column.dates === 'none') return 'no';
  if (
    field === 'title' &&
    column.values.length > 0 &&
    column.values.every(({ value }) => isSalutation(value))
  )
    return 'no';
  const { yes, open } = KINDS[field];
  if (yes.includes(column.kind)) return 'yes';
  return open.includes(column.kind) ? 'open' : 'no';
}

/** Every row has a value, and each another. */
const isKey = ({ distinct, filled }: DetectedColumn, sampled: number): boolean =>
  filled > 0 && distinct === filled && filled === sampled;

const isSalutation = (value: string): boolean =>
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|herr|frau|m|mme|mlle|sr|sra|srta|sig|sig\.ra|dhr|mevr)\.?$/i.test(
    value.trim(),
  );

interface Found {
  field: ImportField;
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
  const endsInId = /(?:^| )(?:id|uuid|guid|key|nr|number)$|\p{L}id$/u.test(words) && !OTHER_NOUNS.test(words);
  if (isKey(column, sampled) && endsInId && (kind === 'id' || kind === 'number' || kind === 'words')) {
    return {
      field: 'externalId',
      confidence: 0.6,
      reason: 'Every row has another value, and the header ends in "id".',
    };
  }
  return null;
}

const isFullName = (value: string): boolean => /^\p{Lu}[\p{L}'’.-]+(?: \p{L}[\p{L}'’.-]*){1,3}$/u.test(value);

const ADDRESS: readonly ImportField[] = ['street', 'city', 'region', 'postalCode', 'country'];
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
  const taken = new Set<ImportField>();
  for (const guess of ranked) {
    if (taken.has(guess.field) && !sharedFields.includes(guess.field)) continue;
    taken.add(guess.field);
    chosen.set(guess.column.index, guess);
  }
  return chosen;
}
