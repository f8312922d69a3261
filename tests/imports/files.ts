// Files for the import tests: from tests/fixtures or made up, read the way an upload is read.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Detected, Encoding, ImportSettings, Mapping, Reading } from '../../app/contracts/imports.ts';
import { detect } from '../../server/features/imports/csv/detect.ts';
import {
  readRows,
  type ByteSource,
  type Layout,
  type ReadOptions,
  type Row,
} from '../../server/features/imports/csv/reader.ts';
import { lead, type LeadDraft } from '../../server/features/imports/kinds/lead.ts';
import { checkMapping } from '../../server/features/imports/mapping-check.ts';
import { suggestMapping } from '../../server/features/imports/mapping.ts';
import { createPlanner, type Planned } from '../../server/features/imports/plan.ts';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');

export const fixture = (name: string): Buffer => readFileSync(path.join(FIXTURES, name));

export const fixtureNames = (folder: string, pattern = /\.(?:csv|tsv|txt)$/): string[] =>
  readdirSync(path.join(FIXTURES, folder)).filter((name) => pattern.test(name));

/** Bytes that arrive in pieces of one size. */
export const inPieces = (bytes: Uint8Array, size = 65_536): ByteSource =>
  async function* pieces(from) {
    for (let at = from; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };

export const detectIn = (bytes: Uint8Array, reading: Reading = {}): Promise<Detected> =>
  detect(inPieces(bytes), reading);

export async function rowsIn(
  bytes: Uint8Array,
  layout: Layout,
  options: ReadOptions & { piece?: number } = {},
): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(inPieces(bytes, options.piece), layout, options)) rows.push(row);
  return rows;
}

/** Header and cells of a file, read as detected. */
export async function tableIn(
  bytes: Uint8Array,
  reading: Reading = {},
): Promise<{ detected: Detected; header: string[]; cells: string[][] }> {
  const detected = await detectIn(bytes, reading);
  const rows = await rowsIn(bytes, detected);
  return {
    detected,
    header: detected.columns.map(({ header }) => header),
    cells: rows.map((row) => row.cells),
  };
}

export interface Outcome {
  detected: Detected;
  mapping: Mapping;
  planned: Planned<LeadDraft>[];
  leads: LeadDraft[];
}

/** What an import would make of a file. `fields` overrules the suggested mapping by header. */
export async function planOf(
  bytes: Uint8Array,
  options: {
    fields?: Record<string, Mapping['columns'][number]['field']>;
    settings?: Partial<ImportSettings>;
    reading?: Reading;
  } = {},
): Promise<Outcome> {
  const detected = await detectIn(bytes, options.reading);
  const suggested = suggestMapping(detected, lead);
  const mapping: Mapping = {
    columns: suggested.columns.map((column) => {
      const field = options.fields?.[column.header];
      return field === undefined ? column : { ...column, field };
    }),
  };
  checkMapping(lead, mapping, detected.width);
  const planner = createPlanner(lead, detected, mapping, {
    phoneCountry: 'US',
    zone: 'UTC',
    ...options.settings,
  });
  const planned = (await rowsIn(bytes, detected)).map((row) => planner.plan(row));
  const leads = planned.flatMap((row) => (row.outcome === 'record' ? [row.draft] : []));
  return { detected, mapping, planned, leads };
}

const tables = new Map<Encoding, Map<string, number[]>>();
const WIDE: readonly Encoding[] = ['shift_jis', 'gb18030', 'euc-jp', 'euc-kr', 'big5'];

/** A text in an encoding; throws for a character it does not have. */
export function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = tables.get(encoding) ?? tableOf(encoding);
  tables.set(encoding, table);
  return Buffer.from(
    Array.from(text).flatMap((char) => {
      const bytes = table.get(char);
      if (!bytes) throw new Error(`${encoding} has no ${char}`);
      return bytes;
    }),
  );
}

function tableOf(encoding: Encoding): Map<string, number[]> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const table = new Map<string, number[]>();
  const learn = (...bytes: number[]): void => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes));
      if (Array.from(text).length === 1 && !table.has(text)) table.set(text, bytes);
    } catch {
      // no character of this encoding
    }
  };
  for (let byte = 0; byte < 256; byte += 1) learn(byte);
  if (WIDE.includes(encoding)) {
    for (let lead = 0x81; lead < 0xff; lead += 1) {
      for (let trail = 0x40; trail < 0xff; trail += 1) learn(lead, trail);
    }
  }
  return table;
}

/** The same table with its columns in another order. */
export function reorder(
  header: string[],
  rows: string[][],
  order: number[],
): { header: string[]; rows: string[][] } {
  const pick = (cells: string[]): string[] => order.map((at) => cells[at] ?? '');
  return { header: pick(header), rows: rows.map(pick) };
}

export const toCsv = (rows: string[][]): Buffer =>
  Buffer.from(
    rows.map((cells) => `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join(''),
  );
