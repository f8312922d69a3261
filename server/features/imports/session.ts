// What is known while rows of an import are settled: its planner, the names of the tenant, what the person who started it
// may do, and the leads the rows are about.
import type { Mapping } from '../../../app/contracts/imports.ts';
import type { Entered, Tx } from '../../../db/tenant.ts';
import { holds, type Permission } from '../../auth/permissions.ts';
import { rightsIn } from '../../auth/field-rules.ts';
import { AppError } from '../../errors.ts';
import { completion, settle, type PlannedRow, type Settlement } from './chunk.ts';
import type { Row } from './csv/reader.ts';
import { findReferences, makeId, type Work } from './imports.progress.queries.ts';
import { findHolders } from './imports.queries.ts';
import { headerWords } from './header-words.ts';
import { lockedColumns } from './locked-columns.ts';
import { checkMapping } from './mapping-check.ts';
import { Matcher } from './match.ts';
import { missingFigure, SOURCES_FIGURE } from './notes.ts';
import { createPlanner, type Planner } from './plan.ts';
import { Resolver, type Fallbacks, type Named, type References } from './references.ts';

/** Leads a preview keeps in mind to see rows that repeat each other. */
const REMEMBERED = 20_000;

export class Session {
  readonly externalSource: string;
  readonly notes: string[] = [];
  readonly #work: Work;
  readonly #planner: Planner;
  readonly #resolver: Resolver;
  readonly #fallbacks: Fallbacks;
  readonly #duplicates: Work['settings']['duplicates'];
  readonly #emailColumn: string | null;
  #matcher: Matcher;

  private constructor(work: Work, references: References, entered: Entered, userId: string | null) {
    const may = (permission: Permission): boolean => holds(entered.permissions, permission);
    if (!may('lead:create'))
      throw new AppError(
        'Forbidden',
        'auth.forbidden',
        'The person who started the import may not create leads.',
      );
    checkMapping(work.mapping, work.detected.width, lockedColumns(rightsIn(entered, 'lead')));
    this.#work = work;
    this.externalSource = externalSourceOf(work);
    this.#planner = createPlanner(work.detected, work.mapping, work.settings);
    this.#fallbacks = fallbacksOf(work, references, userId, may('source:update'));
    this.#resolver = new Resolver(references, this.#fallbacks, makeId);
    this.#duplicates =
      work.settings.duplicates === 'update' && !may('lead:update') ? 'skip' : work.settings.duplicates;
    this.#emailColumn = labelOf(work, 'email');
    this.#matcher = this.#newMatcher();
  }

  /** Throws AppError where the tenant or the person cannot take leads in. */
  static async open(tx: Tx, work: Work): Promise<Session> {
    const references = await findReferences(tx);
    return new Session(work, references, await tx.entered, tx.context.userId);
  }

  get newSources(): readonly Named[] {
    return this.#resolver.newSources;
  }

  plan(rows: readonly Row[]): PlannedRow[] {
    return rows.map((row) => ({ row, planned: this.#planner.plan(row) }));
  }

  /** Asks for the leads that rows could be about. */
  async learn(tx: Tx, rows: readonly PlannedRow[]): Promise<void> {
    const keys = rows.flatMap(({ planned }) => (planned.outcome === 'lead' ? [planned.draft] : []));
    if (keys.length === 0) return;
    const { importId, since } = this.#work;
    this.#matcher.know(await findHolders(tx, keys, { importId, source: this.externalSource, since }));
  }

  /** What becomes of rows whose leads have been asked for. */
  settle(rows: readonly PlannedRow[]): Settlement {
    const settlement = settle(rows, this.#resolver, this.#matcher, this.#emailColumn);
    if (this.#matcher.size > REMEMBERED) this.#forget();
    return settlement;
  }

  /** Adds what was missed or made to an import's figures. */
  gather(figures: Map<string, number>): void {
    for (const [missed, count] of this.#resolver.missing) figures.set(missingFigure(missed), count);
    if (this.newSources.length > 0) figures.set(SOURCES_FIGURE, this.newSources.length);
  }

  #newMatcher(): Matcher {
    const isMapped = labelOf(this.#work, 'source') !== null;
    const told = this.#work.settings.sourceId ?? null;
    const sourceId = told ?? (isMapped ? null : this.#fallbacks.sourceId);
    return new Matcher({
      duplicates: this.#duplicates,
      makeId,
      complete: completion({ stageId: this.#fallbacks.stageId, sourceId }),
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

const labelOf = (
  { mapping, detected }: Pick<Work, 'mapping' | 'detected'>,
  field: Mapping['columns'][number]['field'],
): string | null => {
  const column = mapping.columns.find((mapped) => mapped.field === field);
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

function fallbacksOf(
  { settings }: Work,
  { stages, sources, people }: References,
  userId: string | null,
  makesSources: boolean,
): Fallbacks {
  const stageId = stages.find(({ id }) => id === settings.stageId)?.id ?? stages[0]?.id;
  if (!stageId)
    throw new AppError(
      'Conflict',
      'lead.no_stage',
      'This tenant has no lead pipeline. An admin can add one.',
    );
  const sourceId =
    sources.find(({ id }) => id === settings.sourceId)?.id ??
    sources.find(({ key }) => key === 'upload')?.id ??
    null;
  const ownerId = settings.ownerId === undefined ? userId : settings.ownerId;
  const owner =
    people.find(({ id }) => id === ownerId) ??
    (ownerId === null ? null : (people.find(({ id }) => id === userId) ?? null));
  return { stageId, sourceId, owner, makesSources };
}
