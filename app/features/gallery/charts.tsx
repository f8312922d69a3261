import { createContext, useContext } from 'react';
import { PageHeader } from '../../ui/app-shell.tsx';
import { Chart } from '../../ui/chart.tsx';
import type { SampleCharts } from './charts.server.ts';

export const ChartsContext = createContext<SampleCharts | null>(null);

/** Every kind of chart. The server sends them for this view alone. */
export function ChartsPage() {
  const charts = useContext(ChartsContext);
  if (!charts) return null;
  return (
    <>
      <PageHeader title="Charts" />
      <div className="page gallery-charts">
        <Chart title="Forecast by month" drawing={charts.bars} />
        <Chart title="Won and weighted" drawing={charts.lines} />
        <Chart title="From discovery to won" drawing={charts.funnel} />
        <Chart title="Activities by weekday and hour" drawing={charts.heat} />
        <Chart title="Won in half a year" drawing={charts.spark} />
        <Chart title="Nothing yet" drawing={charts.empty} />
      </div>
    </>
  );
}
