import { formatCount, formatMoney } from '../../format.ts';
import { paths } from '../../paths.ts';
import { Link } from '../../remix.ts';
import { useFormats } from '../../ui/formats.tsx';
import { Bar } from '../../ui/kpi.tsx';
import { EmptyState } from '../../ui/states.tsx';
import type { FigureData } from './figures.tsx';
import { Widget, type WidgetSource } from './widget.tsx';

export interface PipelineData {
  name: string;
  slug: string;
  currency: string;
  stages: readonly (FigureData & {
    id: string;
    name: string;
    kind: 'open' | 'won' | 'lost';
    /** in minor units of the own currency */
    sum: number;
  })[];
}

const SERIES = { open: 1, won: 2, lost: 8 } as const;

/** What stands in each stage, and what was won and lost in the period; each row opens its list. */
export const Pipeline = ({ from }: { from: WidgetSource<PipelineData | null> }) => (
  <Widget
    title="Pipeline"
    from={from}
    wide
    link={(pipeline) => pipeline && { to: paths.pipeline(pipeline.slug), label: 'Open the board' }}
  >
    {(pipeline) =>
      pipeline === null || pipeline.stages.length === 0 ? <NoPipeline /> : <Stages pipeline={pipeline} />
    }
  </Widget>
);

const NoPipeline = () => (
  <EmptyState icon="columns-3" title="No pipeline yet" headingLevel={3}>
    Opportunities by stage stand here.
  </EmptyState>
);

/** By money; where amounts are hidden or missing, by the number of deals. */
function Stages({ pipeline: { currency, stages } }: { pipeline: PipelineData }) {
  const formats = useFormats();
  const hasAmounts = stages.some(({ worth }) => worth.length > 0);
  const size = ({ sum, count }: PipelineData['stages'][number]): number => (hasAmounts ? sum : count);
  const largest = Math.max(1, ...stages.map(size));
  return (
    <ul className="stage-rows">
      {stages.map((stage) => {
        const { id, name, kind, count, worth, f } = stage;
        return (
          <li key={id} className="stage-row">
            <Link to={paths.opportunitiesWhere(f)} className="row-link">
              <span>{name}</span>
            </Link>
            <Bar share={size(stage) / largest} series={SERIES[kind]} />
            <span className="num text-fg-3">{formatCount(count, 'deal', 'deals', formats)}</span>
            <span className="num stage-worth">
              {worth.length === 0
                ? hasAmounts && formatMoney(0, currency, formats)
                : worth.map((sum) => (
                    <span key={sum.currency}>{formatMoney(sum.minor, sum.currency, formats)}</span>
                  ))}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
