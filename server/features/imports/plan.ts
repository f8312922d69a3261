// One row → a lead to be, a row to skip, or a row that fails with its reasons. Pure: it knows the file's columns and the
// settings, no database and no other row, so any worker at any time says the same about a row.
import {
  type Detected,
  type DetectedColumn,
  type ImportSettings,
  type LeadField,
  type Mapping,
  type RowIssue,
} from '../../../app/contracts/imports.ts';
import { isComment } from './csv/header.ts';
import type { Row } from './csv/reader.ts';
import * as say from './issues.ts';
import { byRank } from './mapping.ts';
import { countryCode } from './values/countries.ts';
import { readDate } from './values/dates.ts';
import { readEmail } from './values/emails.ts';
import { readNumber } from './values/numbers.ts';
import { readPhone } from './values/phones.ts';
import { emptyRule } from './values/placeholders.ts';
import { flagOf, fullName, oneLine, tidy } from './values/texts.ts';

export interface Address {
  street?: string;
  city?: string;
  region?: string;
  postalCode?: string;
  country?: string;
}

export interface LeadDraft {
  name: string;
  /** what the name was made of; the preview says how many leads are called by something else than a name */
  namedBy: 'name' | 'company' | 'email' | 'phone' | 'externalId';
  firstName: string | null;
  lastName: string | null;
  company: string | null;
  title: string | null;
  email: string | null;
  phone: string | null;
  phoneE164: string | null;
  website: string | null;
  industry: string | null;
  /** source, stage and owner as the file names them */
  source: string | null;
  stage: string | null;
  owner: string | null;
  score: number | null;
  address: Address | null;
  description: string | null;
  /** ISO 8601, UTC */
  createdAt: string | null;
  externalId: string | null;
}

interface Place {
  rowNo: number;
  lineNo: number;
}
export type Planned =
  | (Place & { outcome: 'lead'; draft: LeadDraft; warnings: RowIssue[] })
  | (Place & { outcome: 'skip'; reason: RowIssue })
  | (Place & { outcome: 'fail'; issues: RowIssue[] });

/** Cells a person corrected in the preview: column index → text. */
export type CellEdits = Readonly<Record<number, string>>;

export interface Planner {
  plan(row: Row, edits?: CellEdits): Planned;
}

const LIMITS: Partial<Record<LeadField, number>> = {
  name: 200,
  company: 200,
  title: 200,
  phone: 60,
  website: 300,
  industry: 100,
  description: 10_000,
  street: 200,
  city: 100,
  region: 100,
  postalCode: 20,
  country: 100,
  externalId: 200,
  source: 100,
  stage: 100,
  owner: 200,
};

interface Reader {
  index: number;
  label: string;
  isEmpty: (cell: string) => boolean;
  column: DetectedColumn;
  dateOrder: Mapping['columns'][number]['dateOrder'];
}

type Settings = Pick<ImportSettings, 'phoneCountry' | 'zone'>;
type File = Pick<Detected, 'columns' | 'width' | 'headerLine'>;

export function createPlanner(file: File, mapping: Mapping, settings: Settings): Planner {
  const readers = readersOf(file, mapping);
  const header = file.headerLine === null ? null : file.columns.map((column) => column.header.trim());
  return {
    plan(row, edits) {
      const place = { rowNo: row.rowNo, lineNo: row.lineNo };
      const cells = edits ? withEdits(row.cells, edits) : row.cells;
      const kind = skipKind(row, cells, file.width, header);
      if (kind) return { ...place, outcome: 'skip', reason: say.skipped(kind) };
      const reading = new RowReading(cells, readers, settings);
      reading.takeFaults(row, file, edits);
      const draft = reading.draft();
      if (draft === null || reading.failures.length > 0)
        return { ...place, outcome: 'fail', issues: reading.failures };
      return { ...place, outcome: 'lead', draft, warnings: reading.warnings };
    },
  };
}

function readersOf(file: File, mapping: Mapping): Map<LeadField, Reader[]> {
  const readers = new Map<LeadField, Reader[]>();
  for (const { index, field, dateOrder } of [...mapping.columns].sort(byRank)) {
    const column = file.columns[index];
    if (!field || !column) continue;
    const order =
      dateOrder ?? (column.dates === 'ambiguous' || column.dates === 'none' ? undefined : column.dates);
    const reader = {
      index,
      label: column.label,
      isEmpty: emptyRule(field, column),
      column,
      dateOrder: order,
    };
    readers.set(field, [...(readers.get(field) ?? []), reader]);
  }
  return readers;
}

function withEdits(cells: readonly string[], edits: CellEdits): string[] {
  const edited = [...cells];
  for (const [index, text] of Object.entries(edits)) edited[Number(index)] = text;
  return Array.from(edited, (cell: string | undefined) => cell ?? '');
}

function skipKind(
  row: Row,
  cells: readonly string[],
  width: number,
  header: readonly string[] | null,
): say.SkipKind | null {
  if (row.footer) return cells.every((cell) => cell.trim() === '') ? 'blank' : 'footer';
  if (isComment(cells, width)) return 'comment';
  if (cells.every((cell) => cell === '' || cell.trim() === '')) return 'blank';
  const first = header?.[0];
  if (header && first === cells[0]?.trim() && header.every((name, at) => name === (cells[at] ?? '').trim()))
    return 'header';
  return null;
}

class RowReading {
  readonly failures: RowIssue[] = [];
  readonly warnings: RowIssue[] = [];
  readonly #cells: readonly string[];
  readonly #readers: ReadonlyMap<LeadField, Reader[]>;
  readonly #settings: Settings;

  constructor(cells: readonly string[], readers: ReadonlyMap<LeadField, Reader[]>, settings: Settings) {
    this.#cells = cells;
    this.#readers = readers;
    this.#settings = settings;
  }

  takeFaults(row: Row, file: File, edits: CellEdits | undefined): void {
    for (const { code, column } of row.faults) {
      if (column !== null && edits?.[column] !== undefined) continue;
      const label = column === null ? null : (file.columns[column]?.label ?? null);
      const { severity, ...issue } = say.faultIssue(code, label);
      (severity === 'fail' ? this.failures : this.warnings).push(issue);
    }
  }

  draft(): LeadDraft | null {
    const [firstName, middle, lastName] = [
      this.#line('firstName'),
      this.#line('middleName'),
      this.#line('lastName'),
    ];
    const company = this.#line('company');
    const email = this.#email();
    const address = this.#address();
    const phone = this.#phone(address?.country);
    const externalId = this.#line('externalId');
    const name = this.#line('name') || fullName(firstName, middle, lastName);
    const called = this.#called({ name, company, email: email ?? '', phone: phone?.phone ?? '', externalId });
    if (!called) return null;
    return {
      ...called,
      firstName: firstName || null,
      lastName: lastName || null,
      company: company || null,
      title: this.#line('title') || null,
      email,
      phone: phone?.phone ?? null,
      phoneE164: phone?.e164 ?? null,
      website: this.#line('website') || null,
      industry: this.#line('industry') || null,
      source: this.#line('source') || null,
      stage: this.#line('stage') || null,
      owner: this.#line('owner') || null,
      score: this.#score(),
      address,
      description: this.#description(),
      createdAt: this.#createdAt(),
      externalId: externalId || null,
    };
  }

  #called(by: Record<LeadDraft['namedBy'], string>): Pick<LeadDraft, 'name' | 'namedBy'> | null {
    const order = ['name', 'company', 'email', 'phone', 'externalId'] as const;
    const namedBy = order.find((field) => by[field] !== '');
    if (!namedBy) {
      if (this.failures.length === 0) this.failures.push(say.nothingToName());
      return null;
    }
    const name = by[namedBy];
    if (namedBy === 'name') this.#limit('name', this.#labelOf('name', 'lastName', 'firstName'), name);
    return { name, namedBy };
  }

  #labelOf(...fields: LeadField[]): string {
    return (
      fields.map((field) => this.#readers.get(field)?.[0]?.label).find((label) => label !== undefined) ?? ''
    );
  }

  /** A cell, tidied; empty where it stands for nothing. */
  #text(reader: Reader): string {
    const cell = this.#cells[reader.index];
    if (cell === undefined || cell === '') return '';
    const text = tidy(cell);
    if (text === '' || reader.isEmpty(text)) return '';
    this.#flag(text, reader.label);
    return text;
  }

  /** The filled cells of a field in the order they are asked. */
  #filled(field: LeadField): { text: string; reader: Reader }[] {
    const readers = this.#readers.get(field);
    if (!readers) return [];
    return readers.map((reader) => ({ text: this.#text(reader), reader })).filter(({ text }) => text !== '');
  }

  #flag(text: string, label: string): void {
    if (!text.isWellFormed()) this.failures.push(say.unstorable(label));
    const flag = flagOf(text);
    if (flag) this.warnings.push(say[flag](label));
  }

  #limit(field: LeadField, label: string, text: string): void {
    const most = LIMITS[field] ?? Infinity;
    if (text.length > most) this.failures.push(say.tooLong(label, field, text.length, most));
  }

  #line(field: LeadField): string {
    const readers = this.#readers.get(field);
    if (!readers) return '';
    for (const reader of readers) {
      const text = this.#text(reader);
      if (text === '') continue;
      const line = oneLine(text);
      this.#limit(field, reader.label, line);
      return line;
    }
    return '';
  }

  /** The first address; a broken one fails the row unless another column has a good one. */
  #email(): string | null {
    const refused: { label: string; text: string; meant: string | null }[] = [];
    let found: string | null = null;
    for (const { text, reader } of this.#filled('email')) {
      const { email, others, meant } = readEmail(text);
      if (email === null) refused.push({ label: reader.label, text, meant });
      else if (found === null) {
        found = email;
        if (!email.slice(email.lastIndexOf('@')).includes('.'))
          this.warnings.push(say.dotlessEmail(reader.label, email));
        if (others.length > 0) this.warnings.push(say.moreEmails(reader.label, others));
      }
    }
    for (const { label, text, meant } of refused) {
      if (found === null) this.failures.push(say.badEmail(label, text, meant));
      else this.warnings.push(say.otherEmails(label, text));
    }
    return found;
  }

  /** The first number that can be dialled, else the first one typed. */
  #phone(country: string | undefined): { phone: string; e164: string | null } | null {
    const region = (country && countryCode(country)) || this.#settings.phoneCountry;
    let kept: { phone: string; e164: null; label: string; damaged: boolean } | null = null;
    for (const { text, reader } of this.#filled('phone')) {
      const { phone, e164, damaged } = readPhone(oneLine(text), region);
      if (e164 !== null && phone.length <= 60) return { phone, e164 };
      kept ??= { phone, e164: null, label: reader.label, damaged };
    }
    if (!kept) return null;
    this.#limit('phone', kept.label, kept.phone);
    this.warnings.push(
      kept.damaged ? say.roundedPhone(kept.label, kept.phone) : say.badPhone(kept.label, kept.phone),
    );
    return { phone: kept.phone, e164: null };
  }

  #address(): Address | null {
    const street = this.#filled('street')
      .map(({ text }) => text)
      .join('\n');
    if (street) this.#limit('street', this.#labelOf('street'), street);
    const address: Address = {};
    if (street) address.street = street;
    for (const field of ['city', 'region', 'postalCode', 'country'] as const) {
      const text = this.#line(field);
      if (text) address[field] = text;
    }
    return Object.keys(address).length > 0 ? address : null;
  }

  /** One column as it stands; several each under their name. */
  #description(): string | null {
    const parts = this.#filled('description');
    const several = (this.#readers.get('description')?.length ?? 0) > 1;
    const text = parts
      .map((part) => (several ? `${part.reader.label}: ${part.text}` : part.text))
      .join('\n\n');
    if (text) this.#limit('description', this.#labelOf('description'), text);
    return text || null;
  }

  #score(): number | null {
    for (const { text, reader } of this.#filled('score')) {
      const score = readNumber(text, reader.column.decimalComma);
      if (score !== null && Number.isInteger(score) && score >= 0 && score <= 100) return score;
      this.warnings.push(say.badScore(reader.label, text));
    }
    return null;
  }

  #createdAt(): string | null {
    for (const { text, reader } of this.#filled('createdAt')) {
      const unclear =
        reader.dateOrder === undefined && readDate(text, 'DMY', 'UTC') !== readDate(text, 'MDY', 'UTC');
      const date = unclear ? null : readDate(text, reader.dateOrder ?? 'YMD', this.#settings.zone);
      if (date !== null) return date;
      this.warnings.push(unclear ? say.unclearDate(reader.label, text) : say.badDate(reader.label, text));
    }
    return null;
  }
}
