// A pipeline as a board: a column for each stage, cards to drag, to move by key, or by "Move to…".
import type { FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { useMay } from '../../session.ts';
import { useLive } from '../../use-live.ts';
import { LiveNote } from '../records/live-note.tsx';
import { conditionsOf, type BoardQuery } from './board-query.ts';
import { ClosingBars } from './closing-bars.tsx';
import { DealCard } from './deal-card.tsx';
import { Lane, LaneLinks } from './lane.tsx';
import { withMoves, type LaneView } from './lanes.ts';
import { MoveDialog } from './move-dialog.tsx';
import { NothingHere } from './nothing-here.tsx';
import { useMoves, usePending } from './use-moves.ts';
import './board.css';

interface BoardProps {
  slug: string;
  name: string;
  lanes: readonly LaneView[];
  query: BoardQuery;
  /** the card that is being moved, and the key of the stage it goes to */
  moving: { id: string; to: string | null } | null;
  /** its role lets this person say why one was lost */
  asksReason: boolean;
  answer: FormAnswer | undefined;
}

const FORMULA = (probability: number): string => `Each amount times ${probability}%, the stage’s probability`;

export function Board(props: BoardProps) {
  const { slug, name, query, moving, asksReason, answer } = props;
  const canMove = useMay()('opportunity:update');
  const moveHref = (move: string, to?: string): string =>
    paths.pipeline(slug, { ...query, move, ...(to && { to }) });
  const lanes = withMoves(props.lanes, usePending('stageId'));
  const { card, target, isDragging, board } = useMoves({
    places: lanes.map(({ stage, cards }) => ({ id: stage.id, takes: true, cards })),
    canMove,
    asks({ id }, to) {
      const lost = lanes.find(({ stage }) => stage.id === to && stage.kind === 'lost')?.stage;
      return lost && asksReason ? moveHref(id, lost.key) : null;
    },
    form: (_, stageId, from) => ({ intent: 'move', stageId, from }),
  });
  // what is dragged, or asked about, stays as it is
  const live = useLive(WATCHED, isDragging || moving !== null);
  const from = moving && lanes.find(({ cards }) => cards.some(({ id }) => id === moving.id));
  const moved = from?.cards.find(({ id }) => id === moving?.id);
  return (
    <>
      <LaneLinks
        label="Stages"
        lanes={lanes.map(({ stage, count }) => ({ id: stage.key, name: stage.name, count }))}
      />
      {lanes.every(({ count }) => count === 0) && <NothingHere {...{ slug, query }} />}
      <div
        className={isDragging ? 'board board-dragging' : 'board'}
        role="region"
        aria-label={`Board of ${name}`}
        tabIndex={0}
        {...board}
      >
        {lanes.map((lane) => (
          <StageLane
            key={lane.stage.id}
            lane={lane}
            listHref={paths.opportunities({ ...conditionsOf(query), pipeline: slug, stage: lane.stage.id })}
            moreHref={paths.pipeline(slug, { ...query, more: lane.stage.key })}
            isLong={query.more === lane.stage.key}
            moveHref={canMove ? moveHref : null}
            isWeighted={query.weighted !== undefined}
            {...{ card, target: target(lane.stage.id) }}
          />
        ))}
      </div>
      {canMove && from && moved && (
        <MoveDialog
          card={moved}
          from={from.stage}
          stages={lanes.map(({ stage }) => stage)}
          to={lanes.find(({ stage }) => stage.key === moving.to && stage.kind === 'lost')?.stage}
          hrefOf={(key) => moveHref(moved.id, key)}
          {...{ asksReason, answer }}
        />
      )}
      {isDragging && <ClosingBars {...{ lanes, target }} />}
      <LiveNote state={live} />
    </>
  );
}

/** Cards say when their next task is due. */
const WATCHED = ['opportunity', 'task', 'pipeline'] as const;

type Moves = ReturnType<typeof useMoves>;

interface StageLaneProps {
  lane: LaneView;
  /** the same ones as a list */
  listHref: string;
  moreHref: string;
  /** as many are shown as a board shows */
  isLong: boolean;
  moveHref: ((id: string) => string) | null;
  isWeighted: boolean;
  card: Moves['card'];
  target: ReturnType<Moves['target']>;
}

function StageLane(props: StageLaneProps) {
  const { lane, listHref, moreHref, isLong, moveHref, isWeighted, card, target } = props;
  const { stage, count, worth, cards } = lane;
  const isOpen = stage.kind === 'open';
  const hidden = isOpen ? count - cards.length : 0;
  return (
    <Lane
      id={stage.key}
      name={stage.name}
      kind={stage.kind}
      {...{ count, worth }}
      wipLimit={stage.wipLimit}
      formula={isWeighted ? FORMULA(stage.probability) : null}
      note={
        !isOpen && (
          <p className="lane-note">
            In the last 30 days. <a href={listHref}>See all</a>
          </p>
        )
      }
      more={hidden > 0 ? { count: hidden, href: isLong ? listHref : moreHref } : null}
      {...target}
    >
      {isOpen && (
        <ul className="lane-cards">
          {cards.map((each) => (
            <DealCard
              key={each.id}
              card={each}
              rotDays={stage.rotDays}
              moveHref={moveHref?.(each.id) ?? null}
              {...card}
            />
          ))}
        </ul>
      )}
    </Lane>
  );
}
