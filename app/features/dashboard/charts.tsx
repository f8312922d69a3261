// The widgets that are pictures. What is drawn and where its figures lead is decided by the server.
import type { Drawing } from '../../charts/drawing.ts';
import { formatCount, formatDateTime } from '../../format.ts';
import { Chart } from '../../ui/chart.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Widget, type WidgetSource } from './widget.tsx';

export interface Drawn {
  /** null where there is nothing to draw */
  drawing: Drawing | null;
}

export const Funnel = ({ from }: { from: WidgetSource<Drawn> }) => (
  <Widget title="Funnel" from={from}>
    {({ drawing }) =>
      drawing ? (
        <div className="widget-chart">
          <Chart
            title="Deals created in the period, and how many of them reached each stage"
            drawing={drawing}
          />
        </div>
      ) : (
        <EmptyState icon="funnel" title="No deals created in this period" headingLevel={3}>
          How far new deals come stands here.
        </EmptyState>
      )
    }
  </Widget>
);

export const Forecast = ({ from }: { from: WidgetSource<Drawn> }) => (
  <Widget title="Forecast" from={from}>
    {({ drawing }) =>
      drawing ? (
        <div className="widget-chart">
          <Chart title="Won by month, and open deals by the month they are to close" drawing={drawing} />
        </div>
      ) : (
        <EmptyState icon="chart-column" title="Nothing to forecast" headingLevel={3}>
          Deals that were won, and open ones with a close date, stand here by month.
        </EmptyState>
      )
    }
  </Widget>
);

export interface ActivityData extends Drawn {
  since: string;
  /** there were more than are counted */
  isCut: boolean;
  count: number;
}

export function Activity({ from }: { from: WidgetSource<ActivityData> }) {
  const formats = useFormats();
  return (
    <Widget title="Activity" from={from}>
      {({ drawing, since, isCut, count }) =>
        drawing ? (
          <div className="widget-chart">
            <Chart title="Notes, calls, e-mails and meetings by weekday and hour" drawing={drawing} />
            {isCut && (
              <p className="hint">
                The latest {formatCount(count, 'entry', 'entries', formats)}, since{' '}
                {formatDateTime(since, formats)}.
              </p>
            )}
          </div>
        ) : (
          <EmptyState icon="history" title="No activity in this period" headingLevel={3}>
            When people write, call and meet stands here.
          </EmptyState>
        )
      }
    </Widget>
  );
}
