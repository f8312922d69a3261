// A task in a list: ticked off by a button that needs no script, put off from a menu, opened by its title.
import type { TaskRow } from '../../contracts/tasks.ts';
import { formatRelative } from '../../format.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useLocation } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { DueTime, RelTime, useFormats } from '../../ui/formats.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu, MenuButton, MenuLine } from '../../ui/menu.tsx';
import { priorityLabel, SNOOZES } from './task-words.ts';
import './tasks.css';

interface TaskProps {
  task: TaskRow;
}

interface TaskItemProps extends TaskProps {
  /** leaves out what the page around it says already: the record and whose the task is */
  isBrief?: boolean;
  /** the form that its box belongs to, where many can be ticked */
  tickedIn?: string | undefined;
  /** it is shown beside the list as well */
  isPeeked?: boolean;
}

export function TaskItem({ task, isBrief = false, isPeeked = false, tickedIn }: TaskItemProps) {
  const { id, title, record, assignee } = task;
  const canChange = useMay()('task:update');
  return (
    <li aria-current={isPeeked || undefined}>
      {tickedIn && (
        <label className="row-check task-control">
          <input
            type="checkbox"
            className="row-box"
            name="id"
            value={`${id}.${task.version}`}
            form={tickedIn}
            aria-label={`Select ${title}`}
          />
        </label>
      )}
      {canChange && <Tick task={task} />}
      <div className="row-main">
        <Link to={paths.task(id)} className="row-link font-medium">
          <span>{title}</span>
        </Link>
        {record && !isBrief && (
          <small>
            <RecordLink {...record} />
          </small>
        )}
      </div>
      <Priority of={task.priority} />
      {assignee && !isBrief && (
        <span className="task-owner" title={assignee.name}>
          <Avatar id={assignee.id} name={assignee.name} />
          <span className="sr-only">{assignee.name}</span>
        </span>
      )}
      <span className="row-side row-due" data-deed="due">
        <Link to={`${paths.task(id)}#task-dueAt`} className="task-control">
          <span className="sr-only">Due: </span>
          <Due task={task} />
        </Link>
      </span>
      {canChange && task.status === 'open' && <Snooze task={task} />}
    </li>
  );
}

export const RecordLink = ({ noun, id, name }: NonNullable<TaskRow['record']>) => (
  <Link to={paths.record(noun, id)} className="link task-control">
    {name}
  </Link>
);

export const Priority = ({ of }: { of: TaskRow['priority'] }) =>
  of === 'normal' ? null : (
    <Badge tone={of === 'high' ? 'bad' : 'neutral'}>
      {priorityLabel(of)}
      <span className="sr-only"> priority</span>
    </Badge>
  );

export function Due({ task: { status, dueAt } }: { task: Pick<TaskRow, 'status' | 'dueAt'> }) {
  const formats = useFormats();
  if (dueAt === null) return <>No due time</>;
  if (status === 'done') return <RelTime at={dueAt} />;
  if (dueAt >= formats.now) return <DueTime at={dueAt} />;
  return (
    <time dateTime={dueAt} className="overdue">
      {`Overdue, ${formatRelative(dueAt, formats)}`}
    </time>
  );
}

/** The task, the version that is seen, and this page to come back to. */
function TaskFields({ task: { id, version }, intent }: TaskProps & { intent: string }) {
  const { pathname, search } = useLocation();
  const fields = { intent, id, version: String(version), next: pathname + search };
  return Object.entries(fields).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
}

/** Done, or open again. */
export function Tick({ task }: TaskProps) {
  const isDone = task.status === 'done';
  return (
    <Form method="post" action={paths.tasks()} className="task-control" data-deed="edit" preventScrollReset>
      <TaskFields task={task} intent={isDone ? 'reopen' : 'done'} />
      <IconButton
        icon={isDone ? 'rotate-ccw' : 'circle-check'}
        label={`${isDone ? 'Open again' : 'Done'}: ${task.title}`}
        type="submit"
        size="sm"
      />
    </Form>
  );
}

export function Snooze({ task }: TaskProps) {
  const { id, title } = task;
  const field = `until-${id}`;
  return (
    <div className="task-control" data-deed="snooze">
      <Menu
        id={`snooze-${id}`}
        trigger={<Icon of="clock" />}
        label={`Snooze: ${title}`}
        className="btn btn-ghost btn-sm btn-icon"
        align="end"
      >
        <Form method="post" action={paths.tasks()} preventScrollReset>
          <TaskFields task={task} intent="snooze" />
          {SNOOZES.map(({ until, label }) => (
            <MenuButton key={until} name="until" value={until}>
              {label}
            </MenuButton>
          ))}
        </Form>
        <MenuLine />
        <Form method="post" action={paths.tasks()} className="snooze-words" preventScrollReset>
          <TaskFields task={task} intent="snooze" />
          <label htmlFor={field}>Until</label>
          <input
            id={field}
            name="until"
            type="text"
            className="control"
            placeholder="fri 3pm"
            maxLength={60}
            autoComplete="off"
            required
          />
          <Button size="sm">Snooze</Button>
        </Form>
      </Menu>
    </div>
  );
}
