import { z } from 'zod';
import { id, version } from '../contracts/fields.ts';
import { dashboardOf } from '../edge/dashboard.server.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { Activity, Forecast, Funnel } from '../features/dashboard/charts.tsx';
import { Figures } from '../features/dashboard/figures.tsx';
import { MyLeads } from '../features/dashboard/my-leads.tsx';
import { PeriodBar } from '../features/dashboard/period-bar.tsx';
import { Pipeline } from '../features/dashboard/pipeline.tsx';
import { Recent } from '../features/dashboard/recent.tsx';
import { TasksDue } from '../features/dashboard/tasks-due.tsx';
import { LeadActions } from '../features/leads/lead-list.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Dashboard · StreamFlow' }];

export const loader = pageLoader(dashboardOf);

const taskDone = z.object({ id, version });

export const action = formAction(taskDone, async ({ caller, secure }, task) => {
  await caller.tasks.setDone({ ...task, done: true });
  return flashing(paths.dashboard, { tone: 'ok', text: 'Task done.' }, secure);
});

export default function Dashboard() {
  const { shown, periods, choices, currency, ...widgets } = useLoaderData<typeof loader>();
  const may = useMay();
  const rights = { canCreate: may('lead:create'), canImport: may('import:create') };
  return (
    <>
      <PageHeader title="Dashboard" actions={<LeadActions {...rights} />} />
      <div className="widgets">
        <TasksDue from={widgets.tasksDue} />
        <MyLeads from={widgets.myLeads} />
        {may('opportunity:read') && (
          <>
            <PeriodBar {...{ shown, periods, ...choices }} />
            <Figures from={widgets.figures} period={shown.period} currency={currency} />
            <Pipeline from={widgets.pipeline} />
            <Funnel from={widgets.funnel} />
            <Forecast from={widgets.forecast} />
          </>
        )}
        <Activity from={widgets.activity} />
        <Recent from={widgets.recent} owner={shown.owner} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.home, label: 'Go to StreamFlow' }} headingLevel={1} />;
}
