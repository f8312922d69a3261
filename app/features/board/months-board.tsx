// What is open in a pipeline by the month it is expected to close. A card that is brought to another month closes then: by
// mouse, by key, or by "Move to…".
import type { FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { useMay } from '../../session.ts';
import { useFormats } from '../../ui/formats.tsx';
import { useLive } from '../../use-live.ts';
import { LiveNote } from '../records/live-note.tsx';
import { conditionsOf, type BoardQuery } from './board-query.ts';
import { DealCard } from './deal-card.tsx';
import { Lane, LaneLinks } from './lane.tsx';
import type { LaneView, MonthView } from './lanes.ts';
import { MonthChoices } from './month-choices.tsx';
import { dayIn, NO_DAY, takesCards, withDays } from './months.ts';
import { MoveDialog } from './move-dialog.tsx';
import { useMoves, usePending } from './use-moves.ts';
import './board.css';

interface MonthsBoardProps {
  slug: string;
  name: string;
  months: readonly MonthView[];
  stages: readonly LaneView['stage'][];
  query: BoardQuery;
  moving: { id: string; to: string | null } | null;
  asksReason: boolean;
  /** its role lets this person not change on which day one closes */
  keepsDays: boolean;
  answer: FormAnswer | undefined;
}

const WATCHED = ['opportunity', 'task', 'pipeline'] as const;
const FORMULA = 'Each amount times the probability of its stage';
const WORDS: Readonly<Record<string, string>> = { past: 'Overdue', later: 'Later', none: 'No close date' };

export function MonthsBoard(props: MonthsBoardProps) {
  const { slug, name, stages, query, moving, asksReason, keepsDays, answer } = props;
  const canMove = useMay()('opportunity:update');
  const { locale } = useFormats();
  const months = withDays(props.months, stages, usePending('closeDate'));
  const moves = useMoves({
    places: months.map((month) => ({ id: month.key, takes: takesCards(month), cards: month.cards })),
    canMove: canMove && !keepsDays,
    form: ({ closeDate }, month) => ({
      intent: 'day',
      closeDate: dayIn(month, closeDate),
      from: closeDate ?? '',
    }),
  });
  // what is dragged, or asked about, stays as it is
  const live = useLive(WATCHED, moves.isDragging || moving !== null);
  const stageOf = (id: string) => stages.find((stage) => stage.id === id);
  const moveHref = (move: string, to?: string): string =>
    paths.pipeline(slug, { ...query, move, ...(to && { to }) });
  const nameOf = (key: string): string => WORDS[key] ?? monthName(key, locale);
  const column = months.find(({ cards }) => cards.some(({ id }) => id === moving?.id));
  const moved = column?.cards.find(({ id }) => id === moving?.id);
  const from = moved && stageOf(moved.stageId);
  return (
    <>
      <LaneLinks
        label="Months"
        lanes={months.map(({ key, count }) => ({ id: key, name: nameOf(key), count }))}
      />
      <div
        className={moves.isDragging ? 'board board-dragging' : 'board'}
        role="region"
        aria-label={`Board of ${name} by close month`}
        tabIndex={0}
        {...moves.board}
      >
        {months.map(({ key, count, worth, cards, ...span }) => {
          const listHref = paths.opportunities({ ...listQuery(query, span), pipeline: slug });
          const hidden = count - cards.length;
          const moreHref = query.more === key ? listHref : paths.pipeline(slug, { ...query, more: key });
          return (
            <Lane
              key={key}
              id={key}
              name={nameOf(key)}
              kind="open"
              {...{ count, worth }}
              formula={query.weighted ? FORMULA : null}
              more={hidden > 0 ? { count: hidden, href: moreHref } : null}
              {...(takesCards({ key }) && moves.target(key))}
            >
              <ul className="lane-cards">
                {cards.map((card) => (
                  <DealCard
                    key={card.id}
                    card={card}
                    rotDays={stageOf(card.stageId)?.rotDays ?? null}
                    stageName={stageOf(card.stageId)?.name ?? ''}
                    moveHref={canMove ? moveHref(card.id) : null}
                    {...(!keepsDays && moves.card)}
                  />
                ))}
              </ul>
            </Lane>
          );
        })}
      </div>
      {canMove && column && moved && from && (
        <MoveDialog
          card={moved}
          stages={stages}
          to={stages.find(({ key, kind }) => key === moving?.to && kind === 'lost')}
          hrefOf={(key) => moveHref(moved.id, key)}
          {...{ from, asksReason, answer }}
        >
          {!keepsDays && (
            <MonthChoices
              card={moved}
              from={column.key}
              choices={[
                ...months.filter(({ key }) => key !== NO_DAY && takesCards({ key })).map(({ key }) => key),
                NO_DAY,
              ].map((key) => ({ key, name: nameOf(key) }))}
            />
          )}
        </MoveDialog>
      )}
      <LiveNote state={live} />
    </>
  );
}

/** The conditions of a column, for the list. */
function listQuery(query: BoardQuery, { from, to }: Pick<MonthView, 'from' | 'to'>) {
  const days =
    from === null && to === null
      ? ['close_date.empty']
      : [...(from ? [`close_date.after.${from}`] : []), ...(to ? [`close_date.before.${to}`] : [])];
  return { ...conditionsOf(query), f: [...(query.f ?? []), 'status.is.open', ...days] };
}

const monthName = (key: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${key}-01T00:00:00Z`),
  );
