// The widgets about opportunities. They are asked for one by one, and in one page share what was read.
import type {
  DashboardInput,
  Figure,
  Figures,
  Forecast,
  Funnel,
  PipelineWidget,
} from '../../../app/contracts/dashboard.ts';
import { DEFAULT_PERIOD } from '../../../app/contracts/dashboard.ts';
import type { PipelineChoice } from '../../../app/contracts/opportunities.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { notFound } from '../../errors.ts';
import { beforeThat, figureOf, spansOf, type Spans } from './dashboard.rules.ts';
import { findChoices } from './choices.queries.ts';
import { findDeals, type Deals } from './deals.queries.ts';

interface Read {
  pipeline: PipelineChoice;
  spans: Spans;
  currency: string;
  /** whose, and of which pipeline, as conditions of lists */
  f: string[];
  groups: Deals[];
}

/** By the entry into a transaction, which the readers of one page share. */
const reads = new WeakMap<object, Map<string, Promise<unknown>>>();

function shared<T>(tx: Tx, key: string, read: () => Promise<T>): Promise<T> {
  const known = reads.get(tx.entered) ?? new Map<string, Promise<unknown>>();
  reads.set(tx.entered, known);
  const found = (known.get(key) as Promise<T> | undefined) ?? read();
  known.set(key, found);
  return found;
}

export const choicesOf = (tx: Tx) => shared(tx, 'choices', () => findChoices(tx));

/** Null in a tenant without pipelines of opportunities. Throws NotFound for one that was named and is none. */
async function readDeals(tx: Tx, input: DashboardInput): Promise<Read | null> {
  await requirePermission(tx, 'opportunity:read');
  const { period = DEFAULT_PERIOD, owner, pipeline: slug } = input;
  const { pipelines: choices } = await choicesOf(tx);
  const pipeline = slug ? choices.find((each) => each.slug === slug) : choices[0];
  if (!pipeline) {
    if (slug) throw notFound('pipeline');
    return null;
  }
  const { zone, currency } = await tx.entered;
  const whose = owner === undefined ? [] : [owner === 'team' ? 'team.is.mine' : `owner.is.${owner}`];
  return shared(tx, JSON.stringify([pipeline.id, period, owner]), async () => {
    const spans = spansOf(period, zone);
    const groups = await findDeals(tx, pipeline, spans, whose);
    return { pipeline, spans, currency, groups, f: [`pipeline.is.${pipeline.id}`, ...whose] };
  });
}

const named = ({ id, slug, name }: PipelineChoice) => ({ id, slug, name });

/** Some of the groups as a figure; `f` are the conditions beside whose and of which pipeline. */
function figure({ pipeline, currency, groups, f }: Read, further: string[], isIn: (deals: Deals) => boolean) {
  return figureOf(groups.filter(isIn), pipeline, currency, [...f, ...further]);
}

function stagesOf({ stages }: PipelineChoice, kind: 'open' | 'won' | 'lost'): (deals: Deals) => boolean {
  const ids = new Set(stages.filter((stage) => stage.kind === kind).map(({ id }) => id));
  return ({ stageId }) => ids.has(stageId);
}

const open = (read: Read): Figure => figure(read, ['status.is.open'], ({ part }) => part === 'open');

function closed(read: Read, kind: 'won' | 'lost', span: 'now' | 'before'): Figure {
  const isOfKind = stagesOf(read.pipeline, kind);
  const when = span === 'now' ? read.spans.period : beforeThat(read.spans.period);
  return figure(
    read,
    [`status.is.${kind}`, `closed.on.${when}`],
    (deals) => deals.span === span && isOfKind(deals),
  );
}

export async function figures(tx: Tx, input: DashboardInput): Promise<Figures | null> {
  const [rights, read] = [await fieldRightsOf(tx, 'opportunity'), await readDeals(tx, input)];
  if (!read) return null;
  const [won, lost] = [closed(read, 'won', 'now'), closed(read, 'lost', 'now')];
  const over = figure(
    read,
    ['status.in.won,lost', `closed.on.${read.spans.period}`],
    ({ span }) => span === 'now',
  );
  return {
    pipeline: named(read.pipeline),
    open: open(read),
    won,
    lost,
    wonBefore: closed(read, 'won', 'before'),
    closed: over,
    winRate: over.count === 0 ? null : won.count / over.count,
    ...rights,
  };
}

/** Open stages as they stand, won and lost ones with what was closed in the period. */
export async function pipelineByStage(tx: Tx, input: DashboardInput): Promise<PipelineWidget | null> {
  const read = await readDeals(tx, input);
  if (!read) return null;
  const { pipeline, currency, spans } = read;
  const stages = pipeline.stages.map(({ id, name, kind }) => {
    const isOpen = kind === 'open';
    const when = isOpen ? [] : [`closed.on.${spans.period}`];
    const found = figure(
      read,
      [`stage.is.${id}`, ...when],
      ({ stageId, part, span }) => stageId === id && (part === 'open' || span === 'now'),
    );
    const own = found.worth.find((sum) => sum.currency === currency);
    return { ...found, id, name, kind, sum: own?.minor ?? 0, weighted: own?.weighted ?? 0 };
  });
  const { name, slug } = pipeline;
  return { name, slug, currency, stages };
}

/** Of those made in the period, how many there are, and how many of them stand in each stage or behind it by now. */
export async function funnelOf(tx: Tx, input: DashboardInput): Promise<Funnel | null> {
  const read = await readDeals(tx, input);
  if (!read) return null;
  const made = `created.on.${read.spans.period}`;
  const reached = read.pipeline.stages.filter(({ kind }) => kind !== 'lost');
  const step = (name: string, further: string[], ids: ReadonlySet<string> | null) => {
    const { count, f } = figure(
      read,
      [made, ...further],
      ({ part, stageId }) => part === 'made' && (ids?.has(stageId) ?? true),
    );
    return { name, count, f };
  };
  const later = reached.slice(1).map(({ name }, at) => {
    const ids = reached.slice(at + 1).map(({ id }) => id);
    return step(name, [`stage.in.${ids.join()}`], new Set(ids));
  });
  return { pipeline: named(read.pipeline), steps: [step('Created', [], null), ...later] };
}

/** By month what was won, and what open ones that are to close then are worth by their probabilities. */
export async function forecastOf(tx: Tx, input: DashboardInput): Promise<Forecast | null> {
  const [rights, read] = [await fieldRightsOf(tx, 'opportunity'), await readDeals(tx, input)];
  if (!read) return null;
  const isWon = stagesOf(read.pipeline, 'won');
  const hasDates = !rights.hiddenFields.includes('closeDate');
  const { months } = read.spans;
  return {
    pipeline: named(read.pipeline),
    months: months.slice(0, -1).map(({ day }, at) => {
      const [of, next] = [at + 1, months[at + 1]?.day ?? ''];
      const within = (field: string): string[] => [`${field}.after.${day}`, `${field}.before.${next}`];
      return {
        month: day.slice(0, 7),
        won: figure(
          read,
          ['status.is.won', ...within('closed')],
          (deals) => deals.part === 'closed' && deals.month === of && isWon(deals),
        ),
        expected: hasDates
          ? figure(
              read,
              ['status.is.open', ...within('close_date')],
              ({ part, month }) => part === 'open' && month === of,
            )
          : null,
      };
    }),
    ...rights,
  };
}
