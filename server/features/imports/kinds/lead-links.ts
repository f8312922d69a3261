// What rows of leads refer to: sources and stages by name. An unknown source is made, once for all spellings; an unknown stage
// is told, and the lead starts in the first one.
import type { Tx } from '../../../../db/tenant.ts';
import { AppError } from '../../../errors.ts';
import { startingScore } from '../../leads/leads.rules.ts';
import { makeId } from '../imports.progress.queries.ts';
import { SOURCES_FIGURE } from '../notes.ts';
import { sameKey } from '../people.ts';
import { Choices, type Named } from './choices.ts';
import type { Links, Opening } from './kind.ts';
import type { LeadDraft, LeadValues } from './lead.ts';
import { findLeadNames, insertSources } from './leads.queries.ts';

const MOST_NEW_SOURCES = 200;

export async function openLeadLinks(tx: Tx, opening: Opening): Promise<Links<LeadDraft, LeadValues>> {
  const { sources, stages } = await findLeadNames(tx);
  return new LeadLinks(sources, stages, opening);
}

class LeadLinks implements Links<LeadDraft, LeadValues> {
  readonly #newSources: Named[] = [];
  readonly #sources: Choices<Named>;
  readonly #stages: Choices<Named>;
  readonly #stageId: string;
  /** what rows get whose source may not be made */
  readonly #fallback: string | null;
  /** what rows get that name no source */
  readonly #unnamed: string | null;
  readonly #opening: Opening;

  constructor(sources: readonly Named[], stages: readonly Named[], opening: Opening) {
    const { settings } = opening;
    const stageId = stages.find(({ id }) => id === settings.stageId)?.id ?? stages[0]?.id;
    if (!stageId)
      throw new AppError(
        'Conflict',
        'lead.no_stage',
        'This tenant has no lead pipeline. An admin can add one.',
      );
    this.#stageId = stageId;
    this.#opening = opening;
    this.#sources = new Choices(sources);
    this.#stages = new Choices(stages);
    this.#fallback =
      sources.find(({ id }) => id === settings.sourceId)?.id ??
      sources.find(({ key }) => key === 'upload')?.id ??
      null;
    this.#unnamed = settings.sourceId ?? (opening.fills('source') ? null : this.#fallback);
  }

  learn = (): Promise<void> => Promise.resolve();

  valuesOf({
    namedBy: _by,
    owner: _owner,
    createdAt: _at,
    externalId: _id,
    ...draft
  }: LeadDraft): LeadValues {
    const { source, stage, ...values } = draft;
    return { ...values, sourceId: this.#source(source), stageId: this.#stage(stage) };
  }

  complete = (values: LeadValues): LeadValues => {
    const sourceId = values.sourceId ?? this.#unnamed;
    return {
      ...values,
      sourceId,
      stageId: values.stageId ?? this.#stageId,
      score: values.score ?? startingScore({ ...values, sourceId }),
    };
  };

  async write(tx: Tx): Promise<ReadonlySet<string>> {
    await insertSources(tx, this.#newSources);
    return new Set();
  }

  unlink = (): boolean => false;

  gather(figures: Map<string, number>): void {
    if (this.#newSources.length > 0) figures.set(SOURCES_FIGURE, this.#newSources.length);
  }

  #source(typed: string | null): string | null {
    if (typed === null) return null;
    const known = this.#sources.find(typed);
    if (known !== undefined) return known.id;
    const makes = sameKey(typed) !== '' && this.#opening.may('source:update');
    if (!makes || this.#newSources.length >= MOST_NEW_SOURCES) {
      this.#opening.missed('source', typed);
      return this.#fallback;
    }
    const made = { id: makeId(), key: keyFor(typed, this.#sources.spellings()), name: typed.trim() };
    this.#newSources.push(made);
    this.#sources.learn(made);
    return made.id;
  }

  /** Null where the row names none or one that is not there; a new lead then starts in the first. */
  #stage(typed: string | null): string | null {
    if (typed === null) return null;
    const known = this.#stages.find(typed);
    if (known === undefined) this.#opening.missed('stage', typed);
    return known?.id ?? null;
  }
}

/** "Employee Referral" → "employee-referral", with a number behind it where that is taken. */
function keyFor(name: string, taken: ReadonlySet<string>): string {
  const base = sameKey(name).replaceAll(' ', '-').slice(0, 60) || 'source';
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(sameKey(key)) || sameKey(key) === sameKey(name)) return key;
  }
}
