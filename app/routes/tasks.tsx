import { parseTaskView } from '../contracts/tasks.ts';
import { actionsByIntent } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { peekOf } from '../edge/peek.server.ts';
import { taskActions } from '../edge/tasks.server.ts';
import { ListMenu } from '../features/records/list-menu.tsx';
import { isPeekAlone } from '../features/records/peeking.ts';
import { RecordPeek } from '../features/records/record-peek.tsx';
import { TaskFacts } from '../features/tasks/task-facts.tsx';
import { taskViewsOf } from '../edge/views.server.ts';
import {
  NewTask,
  NoTasks,
  TasksInCalendar,
  TaskGroups,
  TaskTabs,
  WhoseTasks,
} from '../features/tasks/task-list.tsx';
import { ListViews } from '../features/views/views.tsx';
import { TypedEntry } from '../features/tasks/typed-task.tsx';
import { useFormAnswer, type FormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, useLocation, type MetaFunction, type ShouldRevalidateFunction } from '../remix.ts';
import { useMay } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';
import { LoadMore, useMore } from '../ui/load-more.tsx';

export const meta: MetaFunction = () => [{ title: 'Tasks · StreamFlow' }];

export const loader = pageLoader(async (page) => {
  const { caller, url } = page;
  const asked = (name: string): string | undefined => url.searchParams.get(name) || undefined;
  const [after, word] = [asked('after'), asked('view')];
  const view = parseTaskView(askedFor(url));
  const { bucket, assignee } = view;
  const [list, { owners }, peek, views] = await Promise.all([
    caller.tasks.list({
      ...(bucket && { bucket }),
      ...(assignee !== 'all' && { assignee }),
      ...(after && { after }),
    }),
    caller.tasks.options(),
    peekOf(page, 'task', asked('peek') ?? null),
    taskViewsOf(page, view),
  ]);
  const { items: rows, ...rest } = list;
  const shown = { ...view, word: word ?? (views?.isBegun ? 'all' : null) };
  return {
    ...rest,
    rows,
    view: shown,
    peek,
    views,
    name: owners.find(({ id }) => id === assignee)?.name ?? null,
  };
});

/** What of the address says which tasks there are. */
function askedFor({ searchParams }: URL): string {
  const query = new URLSearchParams();
  for (const name of ['bucket', 'assignee']) query.set(name, searchParams.get(name) ?? '');
  return query.toString();
}

export const action = actionsByIntent(taskActions);

/** Also after a refusal: what somebody else changed meanwhile is shown, and can be tried again. */
export const shouldRevalidate: ShouldRevalidateFunction = (asked) => !isPeekAlone(asked);

const readPage = (answer: unknown) =>
  answer as Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'rows' | 'next'>;

export default function Tasks() {
  const { rows, next, counts, countsAreCapped, view, name, peek, views } = useLoaderData<typeof loader>();
  const { pathname, search } = useLocation();
  const more = useMore(rows, next && withAfter(pathname, search, next), readPage);
  const canCreate = useMay()('task:create');
  const answer = useFormAnswer();
  return (
    <>
      <PageHeader title="Tasks" actions={<NewTask canCreate={canCreate} />} />
      {views && <ListViews of={views} many="tasks" />}
      <TaskTabs {...{ view, counts, countsAreCapped }} />
      <div className="tasks">
        <FormErrors errors={wrongIn(answer)}>
          {answer?.refusal?.hint && <p>{answer.refusal.hint}</p>}
        </FormErrors>
        {canCreate && <TypedEntry next={pathname + search} />}
        <div className="task-tools">
          <WhoseTasks view={view} name={name} />
          <ListMenu many="tasks" views={views} />
        </div>
        {more.rows.length > 0 ? (
          <TaskGroups rows={more.rows} />
        ) : (
          <NoTasks view={view} canCreate={canCreate} />
        )}
        {more.nextHref && (
          <div>
            <LoadMore href={more.nextHref} isLoading={more.isLoading} load={more.load} />
          </div>
        )}
        {view.assignee === 'me' && <TasksInCalendar />}
      </div>
      <RecordPeek noun="task" rows={more.rows} loaded={peek} facts={(task) => <TaskFacts task={task} />} />
    </>
  );
}

/** Why a task was not changed. Its row has no place for that, so it is said above all. */
const wrongIn = ({ submission, refusal }: FormAnswer = {}): string[] => [
  ...new Set(
    [refusal?.message ?? [], Object.values(submission?.error ?? {}).flatMap((each) => each ?? [])].flat(),
  ),
];

function withAfter(pathname: string, search: string, after: string): string {
  const query = new URLSearchParams(search);
  query.set('after', after);
  query.delete('peek');
  return `${pathname}?${query.toString()}`;
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.tasks(), label: 'All tasks' }} />;
}
