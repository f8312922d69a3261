import { formatRelative } from '../../format.ts';
import type { TimelineNoun } from '../../contracts/activities.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { IconButton } from '../../ui/button.tsx';
import { DueTime, useFormats } from '../../ui/formats.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Widget, type WidgetSource } from './widget.tsx';

export interface DueTask {
  id: string;
  version: number;
  title: string;
  dueAt: string | null;
  record: { noun: TimelineNoun; id: string; name: string } | null;
}

export interface TasksDueData {
  items: readonly DueTask[];
  overdue: number;
  today: number;
}

/** Ticking a task posts `intent=task-done`, `id` and `version` to the page it stands on. */
export function TasksDue({ from }: { from: WidgetSource<TasksDueData> }) {
  return (
    <Widget title="Tasks Due" steady from={from} link={() => ({ to: paths.tasks(), label: 'View tasks' })}>
      {({ items, overdue, today }) =>
        items.length === 0 ? (
          <EmptyState icon="circle-check" title="Nothing due" headingLevel={3}>
            Tasks due today or overdue stand here.
          </EmptyState>
        ) : (
          <>
            <p className="widget-note">
              {overdue > 0 && (
                <>
                  <Link to={paths.tasks({ bucket: 'overdue' })} className="link overdue">
                    {overdue} overdue
                  </Link>
                  {' · '}
                </>
              )}
              {today > 0 ? (
                <Link to={paths.tasks({ bucket: 'today' })} className="link">
                  {today} today
                </Link>
              ) : (
                '0 today'
              )}
            </p>
            <ul className="row-list">
              {items.map((task) => (
                <TaskRow key={task.id} task={task} />
              ))}
            </ul>
          </>
        )
      }
    </Widget>
  );
}

function TaskRow({ task: { id, version, title, dueAt, record } }: { task: DueTask }) {
  const formats = useFormats();
  const late = dueAt !== null && dueAt < formats.now;
  return (
    <li>
      <Form method="post" className="row-control">
        <input type="hidden" name="intent" value="task-done" />
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="version" value={version} />
        <IconButton icon="circle-check" label={`Done: ${title}`} type="submit" size="sm" />
      </Form>
      <div className="row-main">
        <span className="font-medium">{title}</span>
        {record && (
          <small>
            <Link to={paths.record(record.noun, record.id)} className="link">
              {record.name}
            </Link>
          </small>
        )}
      </div>
      <span className={late ? 'row-side row-due overdue' : 'row-side row-due'}>
        {late ? (
          <time dateTime={dueAt}>{`Overdue, ${formatRelative(dueAt, formats)}`}</time>
        ) : (
          dueAt && <DueTime at={dueAt} />
        )}
      </span>
    </li>
  );
}
