import { z } from 'zod';
import { id, version } from '../contracts/fields.ts';
import { formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { settle } from '../edge/settle.server.ts';
import { MyLeads } from '../features/dashboard/my-leads.tsx';
import { Pipeline } from '../features/dashboard/pipeline.tsx';
import { TasksDue } from '../features/dashboard/tasks-due.tsx';
import { LeadActions } from '../features/leads/lead-list.tsx';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'Dashboard · StreamFlow' }];

export const loader = pageLoader(async (page) => {
  const { caller } = page;
  const [myLeads, tasksDue, pipeline] = await Promise.all([
    settle(page, async () => {
      const { items, count, countIsCapped } = await caller.dashboard.myLeads({});
      return {
        items: items.map(({ id, name, company, stage, updatedAt }) => ({
          id,
          name,
          company,
          stage,
          updatedAt,
        })),
        count,
        countIsCapped,
      };
    }),
    settle(page, () => caller.dashboard.tasksDue({})),
    settle(page, async () => (await caller.dashboard.pipeline({})).pipeline),
  ]);
  return { myLeads, tasksDue, pipeline };
});

const taskDone = z.object({ id, version });

export const action = formAction(taskDone, async ({ caller, secure }, task) => {
  await caller.tasks.setDone({ ...task, done: true });
  return flashing(paths.dashboard, { tone: 'ok', text: 'Task done.' }, secure);
});

export default function Dashboard() {
  const { myLeads, tasksDue, pipeline } = useLoaderData<typeof loader>();
  const may = useMay();
  const rights = { canCreate: may('lead:create'), canImport: may('import:create') };
  return (
    <>
      <PageHeader title="Dashboard" actions={<LeadActions {...rights} />} />
      <div className="widgets">
        <TasksDue from={tasksDue} />
        <MyLeads from={myLeads} />
        <Pipeline from={pipeline} />
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.home, label: 'Go to StreamFlow' }} headingLevel={1} />;
}
