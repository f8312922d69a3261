// The list of tasks: its groups as tabs with counts, whose tasks they are, and what stands there when there are none.
import type { TaskList, TaskRow, TaskView } from '../../contracts/tasks.ts';
import { formatNumber } from '../../format.ts';
import { paths } from '../../paths.ts';
import { useListLinks } from '../records/list-links.ts';
import { usePeekId } from '../records/peeking.ts';
import { ListEmpty } from '../records/list-empty.tsx';
import { Link } from '../../remix.ts';
import { useFormats } from '../../ui/formats.tsx';
import { NewButton } from '../records/new-button.tsx';
import { TaskItem } from './task-row.tsx';
import { BUCKETS, bucketLabel } from './task-words.ts';
import './tasks.css';

export type Counts = Pick<TaskList, 'counts' | 'countsAreCapped'>;

/** What the page shows, in the view that its address names. */
export interface ShownTasks extends TaskView {
  /** what addresses call the view one is in: tasks of another group are it, edited */
  word: string | null;
}

/** With a view all is said, for a view named alone is the whole of it. */
const addressOf = ({ word, bucket, assignee }: ShownTasks): string =>
  paths.tasks({
    ...(word !== null && { view: word }),
    ...(bucket && { bucket }),
    ...((word !== null || assignee !== 'me') && { assignee }),
  });

export const NewTask = ({ canCreate }: { canCreate: boolean }) =>
  canCreate && (
    <NewButton to={paths.newTask()} icon="plus">
      New Task
    </NewButton>
  );

export function TaskTabs({ view, counts, countsAreCapped }: { view: ShownTasks } & Counts) {
  const formats = useFormats();
  const tabs = [{ bucket: null, label: 'Open' }, ...BUCKETS].map(({ bucket, label }) => ({
    bucket,
    label,
    count: manyIn(bucket, counts),
  }));
  return (
    <nav className="view-tabs" aria-label="Groups of tasks">
      <ul>
        {tabs.map(({ bucket, label, count }) => (
          <li key={label}>
            <Link
              to={addressOf({ ...view, bucket })}
              className="view-tab"
              aria-current={bucket === view.bucket ? 'page' : undefined}
            >
              {label}
              {count !== null && (
                <span className="num text-fg-3">
                  {formatNumber(count, formats)}
                  {countsAreCapped && '+'}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** `name` is the person's whose tasks are shown, where they are neither the reader's nor everybody's. */
export function WhoseTasks({ view, name }: { view: ShownTasks; name: string | null }) {
  const choices = [
    { assignee: 'me', label: 'Mine' },
    { assignee: 'all', label: 'Everybody’s' },
    ...(name === null ? [] : [{ assignee: view.assignee, label: name }]),
  ];
  return (
    <nav aria-label="Whose tasks">
      {choices.map(({ assignee, label }) => (
        <Link
          key={assignee}
          to={addressOf({ ...view, assignee })}
          className="chip-link"
          aria-current={assignee === view.assignee ? 'page' : undefined}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

/** How many are in the group that is shown; null where nobody counts them. */
export const manyIn = (bucket: TaskView['bucket'], counts: Counts['counts']): number | null => {
  if (bucket === null) return Object.values(counts).reduce((sum, each) => sum + each, 0);
  return bucket === 'done' ? null : counts[bucket];
};

const placeOf = ({ bucket }: TaskRow): number => BUCKETS.findIndex((each) => each.bucket === bucket);

/**
 * Rows as they are now, each in the group where it stood when another would take it away from its place: what others
 * change moves nothing under a hand.
 */
export function inGroups(rows: readonly TaskRow[], stood: readonly TaskRow[]): readonly TaskRow[] {
  const stay = rows.every((row, at) => {
    const next = rows[at + 1];
    return !next || placeOf(row) <= placeOf(next);
  });
  return stay ? rows : rows.map((row, at) => ({ ...row, bucket: stood[at]?.bucket ?? row.bucket }));
}

/** Rows come in the order of the groups. */
export function TaskGroups({ rows, tickedIn }: { rows: readonly TaskRow[]; tickedIn: string | undefined }) {
  const groups = [...new Set(rows.map(({ bucket }) => bucket))];
  const { to } = useListLinks();
  const peek = usePeekId();
  return (
    <div className="task-groups" data-peek={to({ peek: '' })}>
      {groups.map((bucket) => (
        <section key={bucket} className="task-group" aria-label={bucketLabel(bucket)}>
          <h2>{bucketLabel(bucket)}</h2>
          <ul className="row-list">
            {rows
              .filter((row) => row.bucket === bucket)
              .map((task) => (
                <TaskItem key={task.id} task={task} isPeeked={task.id === peek} tickedIn={tickedIn} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

export function NoTasks({ view, canCreate }: { view: TaskView; canCreate: boolean }) {
  const group = BUCKETS.find(({ bucket }) => bucket === view.bucket);
  const state = { noun: 'task', many: 'tasks', seesOwn: view.assignee === 'me' } as const;
  if (group)
    return (
      <ListEmpty {...state} icon="circle-check" title={`${group.label}: none`}>
        {group.empty}
      </ListEmpty>
    );
  return (
    <ListEmpty
      {...state}
      icon="list-checks"
      title="Nothing to do"
      actions={<NewTask canCreate={canCreate} />}
    >
      A task is something to be done, by somebody, by a time. Type it as you would say it: “call Ada fri 3pm
      !high”.
    </ListEmpty>
  );
}

export const TasksInCalendar = () => (
  <p>
    <Link to={paths.calendarSettings} className="link">
      See my tasks in my calendar
    </Link>
  </p>
);
