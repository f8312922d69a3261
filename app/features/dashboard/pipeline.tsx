import { Columns3 } from 'lucide-react';
import { formatCount, formatMoney } from '../../format.ts';
import { Money, useFormats } from '../../ui/formats.tsx';
import { Bar } from '../../ui/kpi.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Widget, type WidgetData } from './widget.tsx';

export interface PipelineData {
  name: string;
  currency: string;
  stages: readonly {
    id: string;
    name: string;
    kind: 'open' | 'won' | 'lost';
    count: number;
    /** in minor units */
    sum: number;
    weighted: number;
  }[];
}

const SERIES = { open: 1, won: 2, lost: 8 } as const;

/** Count and sum for each stage; the total says what it is worth by the stages' probabilities. */
export function Pipeline({ from }: { from: WidgetData<PipelineData | null> }) {
  return (
    <Widget title="Pipeline" from={from} wide>
      {(pipeline) =>
        pipeline === null || pipeline.stages.length === 0 ? <NoPipeline /> : <Stages pipeline={pipeline} />
      }
    </Widget>
  );
}

const NoPipeline = () => (
  <EmptyState icon={Columns3} title="No pipeline yet" headingLevel={3}>
    Opportunities by stage stand here.
  </EmptyState>
);

function Stages({ pipeline: { name, currency, stages } }: { pipeline: PipelineData }) {
  const formats = useFormats();
  const largest = Math.max(1, ...stages.map(({ sum }) => sum));
  const open = stages.filter(({ kind }) => kind === 'open');
  const total = (pick: 'sum' | 'weighted'): number => open.reduce((sum, stage) => sum + stage[pick], 0);
  return (
    <>
      <p className="widget-note">
        {name} · open <b>{formatMoney(total('sum'), currency, formats)}</b> · weighted{' '}
        <b title="Each amount times its stage's probability">
          {formatMoney(total('weighted'), currency, formats)}
        </b>
      </p>
      <ul className="stage-rows">
        {stages.map((stage) => (
          <li key={stage.id} className="stage-row">
            <span>{stage.name}</span>
            <Bar share={stage.sum / largest} series={SERIES[stage.kind]} />
            <span className="num text-fg-3">{formatCount(stage.count, 'deal', 'deals', formats)}</span>
            <Money minor={stage.sum} currency={currency} />
          </li>
        ))}
      </ul>
    </>
  );
}
