// What the import pages are told: the import in words and choices ready to show, never its stored form.
import { fieldNames, fieldsOf, importWords, type ImportNoun } from '../contracts/import-fields.ts';
import {
  dateOrders,
  delimiters,
  encodingNames,
  encodings,
  type Detected,
  type Reading,
} from '../contracts/imports.ts';
import type { LeadOptions } from '../contracts/leads.ts';
import type { ImportRecord, ImportRow, RowOutcome } from '../contracts/import-records.ts';
import { env } from '../../server/env.ts';
import type { Caller } from '../../server/trpc/caller.ts';
import { kindOf } from '../../server/features/imports/kinds/kinds.ts';
import { lockedColumns } from '../../server/features/imports/locked-columns.ts';
import { sizeInWords } from '../../server/kept-files.ts';
import type { MappingView } from '../features/imports/mapping-form.tsx';
import type { RowView } from '../features/imports/outcomes.tsx';
import type { Choice, ReadingView } from '../features/imports/reading-form.tsx';

export const uploadLimit = () => ({
  limit: env.LIMIT_UPLOAD_BYTES,
  limitText: sizeInWords(env.LIMIT_UPLOAD_BYTES),
});

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'Comma ,',
  ';': 'Semicolon ;',
  '\t': 'Tab',
  '|': 'Bar |',
  ':': 'Colon :',
};

const DATE_ORDERS = {
  DMY: 'Day, month, year',
  MDY: 'Month, day, year',
  YMD: 'Year, month, day',
} as const;

const dateOrderOptions = dateOrders.map((value) => ({ value, label: DATE_ORDERS[value] }));

export function readingView({ detected, reading, mapping }: ImportRecord): ReadingView {
  return {
    encoding: {
      found: encodingNames[detected.encoding],
      chosen: reading.encoding ?? null,
      options: encodings.map((value) => ({ value, label: encodingNames[value] })),
    },
    delimiter: {
      found: DELIMITERS[detected.delimiter] ?? detected.delimiter,
      chosen: reading.delimiter ?? null,
      options: delimiters.map((value) => ({ value, label: DELIMITERS[value] ?? value })),
    },
    headerLine: headerChoice(detected, reading),
    dateOrder: dateChoice(detected, mapping),
    footer:
      detected.footerAt !== null || reading.keepFooter
        ? { lines: detected.footer, kept: reading.keepFooter ?? false }
        : null,
    notices: detected.notices,
    head: detected.head.map(({ line, cells }) => ({ line, cells: cells.slice(0, 12) })),
    header: detected.headerLine,
  };
}

const line = (number: number): string => (number === 0 ? 'No header' : `Line ${number}`);

function headerChoice({ head, headerLine }: Detected, reading: Reading): Choice {
  const labelled = head.map(({ line: number, cells }) => ({
    value: String(number),
    label: `${line(number)}: ${cells.join(', ').slice(0, 50)}`,
  }));
  return {
    found: line(headerLine ?? 0),
    chosen: reading.headerLine === undefined ? null : String(reading.headerLine),
    options: [{ value: '0', label: line(0) }, ...labelled],
  };
}

function dateChoice({ columns }: Detected, mapping: ImportRecord['mapping']): Choice | null {
  const dates = columns.filter((column) => column.dates !== 'none');
  if (dates.length === 0) return null;
  const found = [...new Set(dates.map((column) => column.dates))];
  const [only] = found;
  const chosen = mapping.columns.find(
    ({ index, dateOrder }) => dateOrder !== undefined && columns[index]?.dates !== dateOrder,
  )?.dateOrder;
  const clear = found.length === 1 && only !== undefined && only !== 'ambiguous' && only !== 'none';
  return {
    found: clear ? DATE_ORDERS[only] : 'Day or month first: unclear',
    chosen: chosen ?? null,
    options: dateOrderOptions,
  };
}

const POLICIES = [
  {
    value: 'update',
    label: 'Update them',
    hint: 'Filled cells replace what it has; empty cells change nothing.',
  },
  { value: 'skip', label: 'Leave them as they are', hint: 'Such rows are skipped, and listed.' },
  {
    value: 'create',
    label: 'Create them once more',
    hint: 'Both are kept and shown as possible duplicates.',
  },
] as const;

/** What the person may not fill, and the sources of nouns that have one. */
export async function optionsOf(caller: Caller, noun: ImportNoun): Promise<Options> {
  if (noun === 'lead') return caller.leads.options();
  const many = noun === 'opportunity' ? 'opportunities' : (`${noun}s` as const);
  return { ...(await caller[many].options()), sources: [] };
}

type Options = Pick<LeadOptions, 'sources' | 'hiddenFields' | 'lockedFields'>;

export function mappingView(found: ImportRecord, { sources, ...rights }: Options): MappingView {
  const locked = lockedColumns(kindOf(found.noun), rights);
  const fills = new Map(found.mapping.columns.map((column) => [column.index, column]));
  return {
    columns: found.detected.columns.map(({ index, label, samples }) => {
      const mapped = fills.get(index);
      return {
        index,
        label,
        samples: samples.slice(0, 3).map((sample) => sample.slice(0, 60)),
        field: mapped?.field ?? '',
        confidence: mapped?.confidence ?? 0,
        reason: mapped?.reason ?? '',
        dateOrder: mapped?.dateOrder ?? '',
      };
    }),
    fields: fieldsOf[found.noun]
      .filter((value) => !locked.includes(value))
      .map((value) => ({ value, label: fieldNames[value] })),
    words: importWords[found.noun],
    dateOrders: dateOrderOptions,
    policies: POLICIES,
    sources: locked.includes('source') ? [] : sources.map(({ id, name }) => ({ value: id, label: name })),
    start: {
      duplicates: found.duplicates,
      externalSource: found.externalSource ?? '',
      sourceId: found.sourceId ?? '',
    },
  };
}

const MOST_COLUMNS = 6;
const MOST_TEXT = 120;

/** The columns that say most about a row: those that fill a field, in the order a record is described. */
export function rowColumns({ noun, detected, mapping }: ImportRecord): { index: number; label: string }[] {
  const fields = fieldsOf[noun];
  const rank = (index: number): number => {
    const field = mapping.columns.find((column) => column.index === index)?.field;
    return field ? fields.indexOf(field) : fields.length;
  };
  return detected.columns
    .filter(({ index }) => rank(index) < fields.length)
    .sort((a, b) => rank(a.index) - rank(b.index))
    .slice(0, MOST_COLUMNS)
    .map(({ index, label }) => ({ index, label }));
}

export const rowViews = (rows: readonly ImportRow[], columns: readonly { index: number }[]): RowView[] =>
  rows.map(({ rowNo, lineNo, recordId, cells, issues }) => ({
    rowNo,
    lineNo,
    recordId,
    cells: columns.map(({ index }) => (cells[index] ?? '').slice(0, MOST_TEXT)),
    issues: issues.map(({ column, reason, suggestion }) => ({ column, reason, suggestion })),
  }));

const SHOWN: readonly RowOutcome[] = ['create', 'update', 'skip', 'fail', 'warn'];

/** The outcome the address asks for, else the first one there are rows of. */
export function shownOutcome(url: URL, counts: ImportRecord['counts']): RowOutcome {
  const asked = SHOWN.find((outcome) => outcome === url.searchParams.get('show'));
  if (asked) return asked;
  if (!counts || counts.created > 0) return 'create';
  if (counts.updated > 0) return 'update';
  return counts.failed > 0 ? 'fail' : 'skip';
}
