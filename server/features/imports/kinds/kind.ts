// What the engine is told about a noun: what its columns are called and how a row reads, whom a row is about, what it refers
// to, and where it is kept. The engine knows no noun; what is one noun's alone stands in a file of this folder.
import type { ImportField, ImportNoun } from '../../../../app/contracts/import-fields.ts';
import type { ImportSettings, RowIssue } from '../../../../app/contracts/imports.ts';
import type { Tx } from '../../../../db/tenant.ts';
import type { Permission } from '../../../auth/permissions.ts';
import type { Searchable } from '../../search/search.rules.ts';
import type { Headers } from '../header-words.ts';
import type { Address, RowReading } from '../row-reading.ts';
import type { Owner } from '../people.ts';

export type NamedBy = 'name' | 'company' | 'email' | 'phone' | 'domain' | 'externalId';

/** What the cells of a row say, before anything it refers to is looked up. */
export interface Draft {
  name: string;
  /** what the name was made of; the preview says how many records are called by something else than a name */
  namedBy: NamedBy;
  /** as the file names them */
  owner: string | null;
  /** ISO 8601, UTC */
  createdAt: string | null;
  externalId: string | null;
}

export type Cell = string | number | boolean | null | Address;
/** What a record holds that an import can fill. Null where it is empty. */
export type Values = { name: string } & Readonly<Record<string, Cell>>;

/** What the engine knows of a record beside its values. */
export interface Held {
  id: string;
  /** kept beside another that holds its e-mail address or name */
  apart: boolean;
  version: number;
  ownerId: string | null;
  teamId: string | null;
  /** its ids in the system the file comes from */
  externalIds: string[];
  /** an earlier row of this import was about it: later rows only fill what is empty */
  touched: boolean;
}
/** A record that is there, or that an earlier row has made. */
export type Holder<V = Values> = V & Held;

export interface Wanted<V = Values> {
  values: V;
  externalId: string | null;
  ownerId: string | null;
  teamId: string | null;
}

/** Those that are kept under a key, in the order they were made. */
export type Look<V> = (key: string) => readonly Holder<V>[];

export interface Merged<V> {
  next: Partial<V>;
  changed: string[];
  /** what the row has differently from an earlier row of the import */
  lost: string[];
}

/** Whom a row is about. Exact keys only; where a score is to be asked, it is asked in `find`. Pure. */
export interface Identity<V> {
  /** what a record can be found under */
  keysOf(values: V): readonly string[];
  /** the record a row is about; 'apart' where its place belongs to another one */
  find(wanted: Wanted<V>, look: Look<V>): Holder<V> | 'apart' | null;
  /** whether a new record would stand in another's place */
  isHeld(values: V, look: Look<V>): boolean;
  /** whether the place a record would get belongs to another one */
  isTaken(values: V, by: Holder<V>, look: Look<V>): boolean;
  /** the value that only one record may have unless it is kept apart */
  place: string | null;
  merged(holder: Holder<V>, wanted: Wanted<V>, told: { taken: boolean; linked: boolean }): Merged<V>;
}

/** Where the records are kept. */
export interface Place<V> {
  table: string;
  /** value → column */
  columns: Readonly<Record<string, string>>;
  /** the flag of those kept apart */
  apart: string | null;
  /** values a record is found by in the search */
  searched: readonly string[];
  searchable(values: V): Searchable;
}

/** What rows refer to, as long as a stretch of them is settled. */
export interface Links<D, V> {
  /** asks for what the rows name */
  learn(tx: Tx, drafts: readonly D[]): Promise<void>;
  /** what was not found is said to `warn` */
  valuesOf(draft: D, owner: Owner | null, warn: (issue: RowIssue) => void): V;
  /** what a new record gets where its row says nothing */
  complete(values: V): V;
  /** writes what rows have made beside themselves; answers the ids of those somebody out of sight was before */
  write(tx: Tx): Promise<ReadonlySet<string>>;
  /** records that were lost on the way: their holders go without */
  unlink(values: V, lost: ReadonlySet<string>): boolean;
  /** adds what was missed or made to the figures of an import */
  gather(figures: Map<string, number>): void;
}

/** What a noun's links are opened with. */
export interface Opening {
  settings: ImportSettings;
  /** whether a column fills this field */
  fills(field: ImportField): boolean;
  may(permission: Permission): boolean;
  /** the tenant's own */
  currency: string;
  missed(kind: string, typed: string): void;
}

export interface Where {
  importId: string;
  /** whose ids the external ids are */
  source: string;
  /** when the first run of this import began; null in a preview */
  since: string | null;
}

export interface ImportKind<D extends Draft = Draft, V extends Values = Values> {
  noun: ImportNoun;
  /** what one is called, and many */
  one: string;
  many: string;
  headers: Headers;
  /** fields of which a mapping needs one, and how that is asked */
  identifying: readonly ImportField[];
  ask: string;
  /** what rows that cannot be called anything are told */
  nameless: string;
  /** fields that field rules know under another name */
  ruledAs: Partial<Record<ImportField, string>>;
  read(row: RowReading): D | null;
  openLinks(tx: Tx, opening: Opening): Promise<Links<D, V>>;
  identity: Identity<V>;
  /** the field whose value only one record may have */
  placeField: ImportField | null;
  place: Place<V>;
  /** every record the caller may see that some row could be about, in the order they were made */
  findHolders(tx: Tx, drafts: readonly D[], links: Links<D, V>, where: Where): Promise<Holder<V>[]>;
}
