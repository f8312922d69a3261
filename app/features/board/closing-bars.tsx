// Where a card is dropped that is won or lost: bars at the foot of the window, there while one is dragged. With keys and
// without a mouse there are other ways, so they are not read out.
import { clsx } from 'clsx';
import type { LaneView } from './lanes.ts';
import type { useMoves } from './use-moves.ts';

interface ClosingBarsProps {
  lanes: readonly LaneView[];
  target: ReturnType<typeof useMoves>['target'];
}

export const ClosingBars = ({ lanes, target }: ClosingBarsProps) => (
  <div className="closing-bars" aria-hidden="true">
    {lanes
      .filter(({ stage }) => stage.kind !== 'open')
      .map(({ stage }) => {
        const { isTarget, ...drop } = target(stage.id, 'bar');
        return (
          <div
            key={stage.id}
            className={clsx('closing-bar', `closing-${stage.kind}`, isTarget && 'closing-target')}
            {...drop}
          >
            {stage.name}
          </div>
        );
      })}
  </div>
);
