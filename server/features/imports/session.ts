// What is known while rows of an import are settled: the description of its noun, its planner, the people of the tenant, what
// the person who started it may do, and the records the rows are about.
import type { ImportField } from '../../../app/contracts/import-fields.ts';
import type { Tx } from '../../../db/tenant.ts';
import { holds, type Permission } from '../../auth/permissions.ts';
import { rightsIn } from '../../auth/field-rules.ts';
import { AppError } from '../../errors.ts';
import { settle, unlink, type PlannedRow, type Settlement } from './chunk.ts';
import type { Row } from './csv/reader.ts';
import { findPeople, makeId, type Work } from './imports.progress.queries.ts';
import { headerWords } from './header-words.ts';
import { kindOf } from './kinds/kinds.ts';
import type { Draft, ImportKind, Links, Values } from './kinds/kind.ts';
import { lockedColumns } from './locked-columns.ts';
import { checkMapping } from './mapping-check.ts';
import { Matcher } from './match.ts';
import { missingFigure } from './notes.ts';
import { Missing, People, type Owner, type Person } from './people.ts';
import { createPlanner, type Planner } from './plan.ts';

/** Records a preview keeps in mind to see rows that repeat each other. */
const REMEMBERED = 20_000;

export class Session {
  readonly externalSource: string;
  readonly notes: string[] = [];
  readonly kind: ImportKind;
  readonly #work: Work;
  readonly #planner: Planner;
  readonly #people: People;
  readonly #missing: Missing;
  readonly #links: Links<Draft, Values>;
  readonly #duplicates: Work['settings']['duplicates'];
  #matcher: Matcher<Values>;

  private constructor(work: Work, { kind, links, people, missing, may }: Opened) {
    this.kind = kind;
    this.#work = work;
    this.externalSource = externalSourceOf(work);
    this.#planner = createPlanner(kind, work.detected, work.mapping, work.settings);
    this.#people = people;
    this.#missing = missing;
    this.#links = links;
    this.#duplicates =
      work.settings.duplicates === 'update' && !may(`${kind.noun}:update`)
        ? 'skip'
        : work.settings.duplicates;
    this.#matcher = this.#newMatcher();
  }

  /** Throws AppError where the tenant or the person cannot take such records in. */
  static async open(tx: Tx, work: Work): Promise<Session> {
    const kind = kindOf(work.noun);
    const entered = await tx.entered;
    const may = (permission: Permission): boolean => holds(entered.permissions, permission);
    requireCreate(kind, may);
    checkMapping(kind, work.mapping, work.detected.width, lockedColumns(kind, rightsIn(entered, kind.noun)));
    const { settings } = work;
    const missing = new Missing();
    const all = await findPeople(tx);
    const people = new People(all, fallbackOwner(work, all, tx.context.userId), missing.note);
    const fills = (field: ImportField): boolean => labelOf(work, field) !== null;
    const links = await kind.openLinks(tx, {
      settings,
      fills,
      may,
      currency: entered.currency,
      missed: missing.note,
    });
    return new Session(work, { kind, links, people, missing, may });
  }

  plan(rows: readonly Row[]): PlannedRow[] {
    return rows.map((row) => ({ row, planned: this.#planner.plan(row) }));
  }

  /** Asks for what rows refer to, and for the records that they could be about. */
  async learn(tx: Tx, rows: readonly PlannedRow[]): Promise<void> {
    const drafts = rows.flatMap(({ planned }) => (planned.outcome === 'record' ? [planned.draft] : []));
    if (drafts.length === 0) return;
    const { importId, since } = this.#work;
    await this.#links.learn(tx, drafts);
    const where = { importId, source: this.externalSource, since };
    this.#matcher.know(await this.kind.findHolders(tx, drafts, this.#links, where));
  }

  /** What becomes of rows whose records have been asked for. */
  settle(rows: readonly PlannedRow[]): Settlement {
    const settlement = settle(rows, {
      kind: this.kind,
      people: this.#people,
      links: this.#links,
      matcher: this.#matcher,
      placeColumn: labelOf(this.#work, this.kind.placeField),
    });
    if (this.#matcher.size > REMEMBERED) this.#forget();
    return settlement;
  }

  /** Writes what rows have made beside themselves. */
  async write(tx: Tx, settlement: Settlement): Promise<void> {
    const lost = await this.#links.write(tx);
    if (lost.size > 0) unlink(settlement, this.#links, lost);
  }

  /** Adds what was missed or made to an import's figures. */
  gather(figures: Map<string, number>): void {
    for (const [missed, count] of this.#missing.counts) figures.set(missingFigure(missed), count);
    this.#links.gather(figures);
  }

  #newMatcher(): Matcher<Values> {
    return new Matcher(this.kind.identity, {
      duplicates: this.#duplicates,
      makeId,
      complete: (values) => this.#links.complete(values),
    });
  }

  #forget(): void {
    this.#matcher = this.#newMatcher();
    if (this.notes.length > 0) return;
    this.notes.push(
      'Rows that repeat each other from far apart are found when the import runs; the preview may count them as new.',
    );
  }
}

interface Opened {
  kind: ImportKind;
  links: Links<Draft, Values>;
  people: People;
  missing: Missing;
  may: (permission: Permission) => boolean;
}

/** Throws 403 where the person may not create such records. */
export function requireCreate({ noun, many }: ImportKind, may: (permission: Permission) => boolean): void {
  if (may(`${noun}:create`)) return;
  throw new AppError(
    'Forbidden',
    'auth.forbidden',
    `The person who started the import may not create ${many}.`,
  );
}

const labelOf = (
  { mapping, detected }: Pick<Work, 'mapping' | 'detected'>,
  field: ImportField | null,
): string | null => {
  const column = field && mapping.columns.find((mapped) => mapped.field === field);
  return column ? (detected.columns[column.index]?.label ?? null) : null;
};

/** Files with the same columns come from one system: their ids mean the same records. */
function externalSourceOf({ settings, mapping, detected }: Work): string {
  if (settings.externalSource) return settings.externalSource;
  const column = mapping.columns.find(({ field }) => field === 'externalId');
  const words =
    headerWords(column?.header ?? '')
      .replaceAll(' ', '-')
      .slice(0, 60) || 'file';
  return `${words}-${detected.headerKey.slice(0, 6)}`;
}

/** Who owns records whose row names nobody. */
function fallbackOwner({ settings }: Work, people: readonly Person[], userId: string | null): Owner | null {
  const ownerId = settings.ownerId === undefined ? userId : settings.ownerId;
  return (
    people.find(({ id }) => id === ownerId) ??
    (ownerId === null ? null : (people.find(({ id }) => id === userId) ?? null))
  );
}
