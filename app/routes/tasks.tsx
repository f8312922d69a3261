import { actionsByIntent } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { tasksOf } from '../edge/task-list.server.ts';
import { taskActions } from '../edge/tasks.server.ts';
import { useAhead } from '../features/records/ahead.tsx';
import { BULK, useBulk } from '../features/records/bulk-tools.tsx';
import { ListMenu } from '../features/records/list-menu.tsx';
import { isPeekAlone } from '../features/records/peeking.ts';
import { RecordPeek } from '../features/records/record-peek.tsx';
import { TaskBulk } from '../features/tasks/task-bulk.tsx';
import { TaskFacts } from '../features/tasks/task-facts.tsx';
import {
  inGroups,
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

export const loader = pageLoader(tasksOf);

export const action = actionsByIntent(taskActions);

/** Also after a refusal: what somebody else changed meanwhile is shown, and can be tried again. */
export const shouldRevalidate: ShouldRevalidateFunction = (asked) => !isPeekAlone(asked);

const WATCHED = ['task'] as const;

const isLaterPage = (search: string): boolean => new URLSearchParams(search).has('after');

const readPage = (answer: unknown) =>
  answer as Pick<ReturnType<typeof useLoaderData<typeof loader>>, 'rows' | 'next'>;

export default function Tasks() {
  const { rows, next, counts, countsAreCapped, view, name, peek, views, owners } =
    useLoaderData<typeof loader>();
  const { pathname, search } = useLocation();
  const more = useMore(rows, next && withAfter(pathname, search, next), readPage);
  const { rows: shown, note } = useAhead(WATCHED, { first: rows, shown: more.rows }, readPage);
  const canCreate = useMay()('task:create');
  const canTick = useBulk('task');
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
        {note}
        {shown.length > 0 ? (
          <TaskGroups rows={inGroups(shown, more.rows)} tickedIn={canTick ? BULK : undefined} />
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
      {canTick && rows.length > 0 && (
        <TaskBulk
          {...{ owners, view, counts, countsAreCapped }}
          isMore={next !== null || isLaterPage(search)}
        />
      )}
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
