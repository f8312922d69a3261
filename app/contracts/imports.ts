// What an import is made of at every door: what was detected in a file, which fields its columns fill, and the settings.
// Shared by server and browser; the browser imports types only.
import { z } from 'zod';
import { id } from './fields.ts';
import { importFields } from './import-fields.ts';

export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'koi8-r',
  'iso-8859-7',
  'macintosh',
  'shift_jis',
  'gb18030',
  'iso-8859-2',
  'euc-jp',
  'euc-kr',
  'big5',
] as const;
export type Encoding = (typeof encodings)[number];

/** How an encoding is called on the page. */
export const encodingNames: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252 / Latin-1 (Western)',
  'windows-1250': 'Windows-1250 (Central European)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  'koi8-r': 'KOI8-R (Cyrillic)',
  'iso-8859-7': 'ISO 8859-7 (Greek)',
  macintosh: 'Mac Roman',
  shift_jis: 'Shift-JIS (Japanese)',
  gb18030: 'GB18030 (Chinese)',
  'iso-8859-2': 'ISO 8859-2 (Central European)',
  'euc-jp': 'EUC-JP (Japanese)',
  'euc-kr': 'EUC-KR (Korean)',
  big5: 'Big5 (Chinese)',
};

export const delimiters = [',', ';', '\t', '|', ':'] as const;
export type Delimiter = (typeof delimiters)[number];

export const dateOrders = ['DMY', 'MDY', 'YMD'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** What most filled cells of a column look like. */
export const cellKinds = [
  'empty',
  'email',
  'url',
  'date',
  'number',
  'phone',
  'id',
  'flag',
  'words',
  'text',
] as const;
export type CellKind = (typeof cellKinds)[number];

const place = z.object({
  byteOffset: z.number().int().min(0),
  /** rows before this place */
  rowNo: z.number().int().min(0),
  /** line the next row starts on, from 1 */
  lineNo: z.number().int().min(1),
});

export const detectedColumn = z.object({
  index: z.number().int(),
  /** as it stands in the file; empty where there is none */
  header: z.string(),
  /** for people: cut, "Column 2" where blank, "Name (2)" where it repeats */
  label: z.string(),
  samples: z.array(z.string()),
  /** rows of the sample in which the cell is filled, and how many different values it has */
  filled: z.number().int(),
  distinct: z.number().int(),
  /** the kind of at least half of the filled cells, else "words" */
  kind: z.enum(cellKinds),
  /** the most frequent values, where there are few enough to list */
  values: z.array(z.object({ value: z.string(), count: z.number().int() })),
  /** words such as "Select" that stand for nothing in this column */
  placeholders: z.array(z.object({ value: z.string(), count: z.number().int() })),
  dates: z.enum([...dateOrders, 'ambiguous', 'none']),
  decimalComma: z.boolean(),
});
export type DetectedColumn = z.output<typeof detectedColumn>;

export const detectedSchema = z.object({
  encoding: z.enum(encodings),
  /** false where the encoding was guessed from few or contradicting characters */
  encodingSure: z.boolean(),
  delimiter: z.string().length(1),
  escape: z.enum(['double', 'backslash']),
  lineEnds: z.enum(['lf', 'crlf', 'cr', 'mixed', 'none']),
  size: z.number().int(),
  width: z.number().int(),
  /** line of the header from 1, null where the file has none */
  headerLine: z.number().int().nullable(),
  dataStart: place,
  /** byte at which total or copyright lines begin, null where there are none */
  footerAt: z.number().int().nullable(),
  columns: z.array(detectedColumn),
  /** lines before the header, cut */
  preamble: z.array(z.string()),
  footer: z.array(z.string()),
  /** the first lines of the file, so that another header line can be chosen */
  head: z.array(z.object({ line: z.number().int(), cells: z.array(z.string()) })),
  sampled: z.number().int(),
  rowsEstimate: z.number().int(),
  /** the same for any order of the same columns; mappings are remembered under it */
  headerKey: z.string(),
  notices: z.array(z.string()),
});
export type Detected = z.output<typeof detectedSchema>;
export type Place = z.output<typeof place>;

export const mappedColumn = z.object({
  index: z.number().int().min(0).max(499),
  header: z.string().max(1000),
  field: z.enum(importFields).nullable(),
  /** 0 to 1; 1 where a person chose */
  confidence: z.number().min(0).max(1),
  /** why it was suggested, for people */
  reason: z.string().max(200),
  dateOrder: z.enum(dateOrders).optional(),
});
export type MappedColumn = z.output<typeof mappedColumn>;

export const mappingSchema = z.object({ columns: z.array(mappedColumn).min(1).max(500) });
export type Mapping = z.output<typeof mappingSchema>;

export const duplicatePolicies = ['update', 'skip', 'create'] as const;

/** What a person may change about the reading of the file. Anything left out is detected. */
export const readingSchema = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.string().length(1).optional(),
  /** 0 for "the file has no header" */
  headerLine: z.number().int().min(0).max(10_000).optional(),
  keepFooter: z.boolean().optional(),
});
export type Reading = z.output<typeof readingSchema>;

export const importSettings = z.object({
  duplicates: z.enum(duplicatePolicies).default('update'),
  /** whose ids the external id column holds; unique together with the id */
  externalSource: z.string().min(1).max(100).optional(),
  /** ISO 3166 alpha-2, for phone numbers without a country code */
  phoneCountry: z.string().length(2).default('US'),
  /** IANA name, for times without an offset */
  zone: z.string().max(64).default('UTC'),
  ownerId: id.nullable().optional(),
  stageId: id.optional(),
  sourceId: id.nullable().optional(),
});
export type ImportSettings = z.output<typeof importSettings>;

export const importCounts = z.object({
  rows: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  warned: z.number().int(),
});
export type ImportCounts = z.output<typeof importCounts>;

/** One thing said about a row: what is wrong in which column, and what would help. */
export const rowIssue = z.object({
  code: z.string(),
  /** label of the column, null when it concerns the row */
  column: z.string().nullable(),
  reason: z.string(),
  suggestion: z.string(),
});
export type RowIssue = z.output<typeof rowIssue>;
