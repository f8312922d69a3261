// The cells of one row by field, with what is wrong in them. Each kind of value is read by its own rule; nothing that was
// typed is lost without a word. Which fields make a record is said by kinds/.
import { isVisible } from '../../../app/contracts/fields.ts';
import type { ImportField } from '../../../app/contracts/import-fields.ts';
import { normalizeDomain } from '../../../app/contracts/organizations.ts';
import type { DetectedColumn, ImportSettings, Mapping, RowIssue } from '../../../app/contracts/imports.ts';
import type { Draft, NamedBy } from './kinds/kind.ts';
import * as say from './issues.ts';
import { currencyIn } from './values/amounts.ts';
import { countryCode } from './values/countries.ts';
import { readDate } from './values/dates.ts';
import { readEmail } from './values/emails.ts';
import { readNumber } from './values/numbers.ts';
import { isPlausiblePhone, readPhone } from './values/phones.ts';
import { flagOf, fullName, oneLine, tidy } from './values/texts.ts';

export interface Address {
  street?: string;
  city?: string;
  region?: string;
  postalCode?: string;
  country?: string;
}

const LIMITS: Partial<Record<ImportField, number>> = {
  name: 200,
  company: 200,
  organization: 200,
  organizationDomain: 300,
  organizationId: 200,
  contact: 200,
  contactEmail: 254,
  contactId: 200,
  domain: 300,
  size: 50,
  pipeline: 100,
  currency: 60,
  lostReason: 200,
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

/** How one column is read. */
export interface ColumnReader {
  index: number;
  label: string;
  isEmpty: (cell: string) => boolean;
  column: DetectedColumn;
  dateOrder: Mapping['columns'][number]['dateOrder'];
}

interface NameParts {
  first: string;
  middle: string;
  last: string;
}

export type ReadSettings = Pick<ImportSettings, 'phoneCountry' | 'zone'>;

export class RowReading {
  readonly failures: RowIssue[] = [];
  readonly warnings: RowIssue[] = [];
  /** the phone number could be one, of a form that is not known; said once for the file */
  unsurePhone = false;
  readonly #cells: readonly string[];
  readonly #readers: ReadonlyMap<ImportField, ColumnReader[]>;
  readonly #settings: ReadSettings;

  constructor(
    cells: readonly string[],
    readers: ReadonlyMap<ImportField, ColumnReader[]>,
    settings: ReadSettings,
  ) {
    this.#cells = cells;
    this.#readers = readers;
    this.#settings = settings;
  }

  nameParts(): NameParts {
    return { first: this.line('firstName'), middle: this.line('middleName'), last: this.line('lastName') };
  }

  /** What the record is called: the first that is filled. */
  called(by: Partial<Record<NamedBy, string>>, nameless: string): Pick<Draft, 'name' | 'namedBy'> | null {
    const [found] = (Object.entries(by) as [NamedBy, string][]).filter(([, text]) => text !== '');
    if (!found) {
      if (this.failures.length === 0) this.failures.push(say.nothingToName(nameless));
      return null;
    }
    return { name: found[1], namedBy: found[0] };
  }

  /** One name from its parts. */
  nameOf({ first, middle, last }: NameParts): string {
    const name = fullName(first, middle, last);
    this.#limit('name', this.#labelOf('lastName', 'firstName'), name);
    return name;
  }

  #labelOf(...fields: ImportField[]): string {
    return (
      fields.map((field) => this.#readers.get(field)?.[0]?.label).find((label) => label !== undefined) ?? ''
    );
  }

  /** A cell, tidied; empty where it stands for nothing. */
  #text(reader: ColumnReader): string {
    const cell = this.#cells[reader.index];
    if (cell === undefined || cell === '') return '';
    const text = tidy(cell);
    if (!isVisible(text) || reader.isEmpty(text)) return '';
    this.#flag(text, reader.label);
    return text;
  }

  /** The filled cells of a field in the order they are asked. */
  #filled(field: ImportField): { text: string; reader: ColumnReader }[] {
    const readers = this.#readers.get(field);
    if (!readers) return [];
    return readers.map((reader) => ({ text: this.#text(reader), reader })).filter(({ text }) => text !== '');
  }

  #flag(text: string, label: string): void {
    if (!text.isWellFormed()) this.failures.push(say.unstorable(label));
    const flag = flagOf(text);
    if (flag) this.warnings.push(say[flag](label));
  }

  #limit(field: ImportField, label: string, text: string): void {
    const most = LIMITS[field] ?? Infinity;
    if (text.length > most) this.failures.push(say.tooLong(label, field, text.length, most));
  }

  line(field: ImportField): string {
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

  /** The same, null where it is empty. */
  lineOrNull = (field: ImportField): string | null => this.line(field) || null;

  /** The first address; a broken one fails the row unless another column has a good one. */
  email(): string | null {
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

  /** The host of a domain or web address; what is none is told. */
  domain(): string | null {
    const [cell] = this.#filled('domain');
    if (!cell) return null;
    const host = normalizeDomain(oneLine(cell.text));
    if (host === null) this.warnings.push(say.badDomain(cell.reader.label, cell.text));
    else this.#limit('domain', cell.reader.label, host);
    return host;
  }

  /** The first number that can be dialled, else the first one typed. */
  phone(country: string | undefined): { phone: string; e164: string | null } | null {
    const region = (country && countryCode(country)) || this.#settings.phoneCountry;
    let kept: { phone: string; e164: null; label: string; damaged: boolean } | null = null;
    for (const { text, reader } of this.#filled('phone')) {
      const { phone, e164, damaged } = readPhone(oneLine(text), region);
      if (e164 !== null && phone.length <= 60) return { phone, e164 };
      kept ??= { phone, e164: null, label: reader.label, damaged };
    }
    if (!kept) return null;
    this.#limit('phone', kept.label, kept.phone);
    if (!kept.damaged && isPlausiblePhone(kept.phone)) this.unsurePhone = true;
    else
      this.warnings.push(
        kept.damaged ? say.roundedPhone(kept.label, kept.phone) : say.badPhone(kept.label, kept.phone),
      );
    return { phone: kept.phone, e164: null };
  }

  address(): Address | null {
    const street = this.#filled('street')
      .map(({ text }) => text)
      .join('\n');
    if (street) this.#limit('street', this.#labelOf('street'), street);
    const address: Address = {};
    if (street) address.street = street;
    for (const field of ['city', 'region', 'postalCode', 'country'] as const) {
      const text = this.line(field);
      if (text) address[field] = text;
    }
    return Object.keys(address).length > 0 ? address : null;
  }

  /** One column as it stands; several each under their name. */
  description(): string | null {
    const parts = this.#filled('description');
    const several = (this.#readers.get('description')?.length ?? 0) > 1;
    const text = parts
      .map((part) => (several ? `${part.reader.label}: ${part.text}` : part.text))
      .join('\n\n');
    if (text) this.#limit('description', this.#labelOf('description'), text);
    return text || null;
  }

  score(): number | null {
    for (const { text, reader } of this.#filled('score')) {
      const score = readNumber(text, reader.column.decimalComma);
      if (score !== null && Number.isInteger(score) && score >= 0 && score <= 100) return score;
      this.warnings.push(say.badScore(reader.label, text));
    }
    return null;
  }

  /** The number of an amount, and the sign or code of the currency that stands beside it. */
  amount(): { amount: number | null; currency: string | null } {
    for (const { text, reader } of this.#filled('amount')) {
      const amount = readNumber(text, reader.column.decimalComma);
      if (amount !== null && amount >= 0) return { amount, currency: currencyIn(text) };
      this.warnings.push(say.badAmount(reader.label, text));
    }
    return { amount: null, currency: null };
  }

  /** A day as it is in the zone of the import. */
  day(field: ImportField): string | null {
    const at = this.moment(field);
    return at && new Intl.DateTimeFormat('en-CA', { timeZone: this.#settings.zone }).format(new Date(at));
  }

  createdAt = (): string | null => this.moment('createdAt');

  /** A point in time; a day is its first moment in the zone of the import. */
  moment(field: ImportField): string | null {
    for (const { text, reader } of this.#filled(field)) {
      const unclear =
        reader.dateOrder === undefined && readDate(text, 'DMY', 'UTC') !== readDate(text, 'MDY', 'UTC');
      const date = unclear ? null : readDate(text, reader.dateOrder ?? 'YMD', this.#settings.zone);
      if (date !== null) return date;
      this.warnings.push(unclear ? say.unclearDate(reader.label, text) : say.badDate(reader.label, text));
    }
    return null;
  }
}
