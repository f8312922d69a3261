// Names of pipelines and stages in a file → those of the tenant. "Closed Won", "Closed/Won" and "Won" are the stage of that
// kind, whatever it is called here.
import type { PipelineChoice } from '../../../../app/contracts/opportunities.ts';
import { sameKey } from '../people.ts';
import { Choices } from './choices.ts';
import type { Opening } from './kind.ts';
import type { OpportunityValues } from './opportunity.ts';

type Place = Pick<OpportunityValues, 'pipelineId' | 'stageId' | 'stageKind'>;

export class Stages {
  readonly #pipelines: readonly PipelineChoice[];
  readonly #named: Choices<PipelineChoice & { key: string }>;
  readonly #missed: Opening['missed'];

  constructor(pipelines: readonly PipelineChoice[], missed: Opening['missed']) {
    this.#pipelines = pipelines;
    this.#named = new Choices(pipelines.map((pipeline) => ({ ...pipeline, key: pipeline.slug })));
    this.#missed = missed;
  }

  /** The first open stage of a pipeline, else of the default one. */
  first(pipelineId: string | null): { pipelineId: string; stageId: string } | null {
    const pipeline = this.#pipelines.find(({ id }) => id === pipelineId) ?? this.#pipelines[0];
    const stage = pipeline?.stages.find(({ kind }) => kind === 'open');
    return pipeline && stage ? { pipelineId: pipeline.id, stageId: stage.id } : null;
  }

  find({ pipeline: named, stage: typed }: { pipeline: string | null; stage: string | null }): Place {
    const pipeline = named === null ? undefined : this.#named.find(named);
    if (named !== null && pipeline === undefined) this.#missed('pipeline', named);
    const nowhere = { pipelineId: pipeline?.id ?? null, stageId: null, stageKind: null };
    if (typed === null) return nowhere;
    // the pipeline a row names, else all of them, the default one first
    for (const { id, stages } of pipeline ? [pipeline] : this.#pipelines) {
      const found = new Choices(stages).find(typed) ?? stages.find(({ kind }) => kind === kindSaid(typed));
      if (found) return { pipelineId: id, stageId: found.id, stageKind: found.kind };
    }
    this.#missed('stage', typed);
    return nowhere;
  }
}

function kindSaid(typed: string): 'won' | 'lost' | null {
  const said = /^(?:closed ?)?(won|lost)$/.exec(sameKey(typed))?.[1];
  return said === 'won' || said === 'lost' ? said : null;
}
