// A task as it is typed: one line, and before it is saved what was understood of it.
import type { TaskRow } from '../../contracts/tasks.ts';
import { formatDateTime, formatForInput } from '../../format.ts';
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { useSession } from '../../session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { priorityLabel } from './task-words.ts';
import './tasks.css';

export type Subject = NonNullable<TaskRow['record']>;

/** What was read in a typed line. */
export interface Understood {
  title: string;
  dueAt: string | null;
  priority: TaskRow['priority'];
  understood: readonly string[];
}

interface TypedEntryProps {
  /** the record it is about, as addresses say it: "lead:<id>" */
  about?: string;
  /** where one goes on when it is saved */
  next?: string;
}

/** One line; the next page shows what it means. */
export const TypedEntry = ({ about, next }: TypedEntryProps) => (
  <Form method="get" action={paths.newTask()} className="typed-task">
    {about && <input type="hidden" name="about" value={about} />}
    {next && <input type="hidden" name="next" value={next} />}
    <label htmlFor="typed-task" className="sr-only">
      New task in words
    </label>
    <input
      id="typed-task"
      name="text"
      className="control"
      placeholder="Call Ada fri 3pm !high"
      maxLength={300}
      autoComplete="off"
      aria-describedby="typed-task-hint"
      required
    />
    <Button>Add task</Button>
    <p id="typed-task-hint" className="field-hint">
      A day, a time and !high or !low are understood.
    </p>
  </Form>
);

interface PreviewProps {
  task: Understood;
  subject: Subject | null;
  next: string | null;
  /** where the same task stands as a form */
  changeHref: string;
}

export function TypedPreview({ task, subject, next, changeHref }: PreviewProps) {
  const formats = useFormats();
  const { user } = useSession();
  const { title, dueAt, priority, understood } = task;
  const fields = {
    title,
    dueAt: formatForInput(dueAt, formats),
    priority,
    next: next ?? '',
    ...(subject && { [`${subject.noun}Id`]: subject.id }),
  };
  return (
    <div className="task-preview">
      <h2>{title}</h2>
      <ul className="task-chips" aria-label="What was understood">
        <Chip icon="calendar-clock" label="Due">
          {dueAt === null ? 'No due time' : formatDateTime(dueAt, formats)}
        </Chip>
        <Chip icon="flag" label="Priority">
          {`${priorityLabel(priority)} priority`}
        </Chip>
        <Chip icon="user" label="Assignee">
          {user.name}
        </Chip>
        {subject && (
          <Chip icon="link-2" label="About">
            {subject.name}
          </Chip>
        )}
      </ul>
      <p className="field-hint">
        {understood.length > 0
          ? `Read as a time or a priority: ${understood.map((words) => `“${words}”`).join(', ')}.`
          : 'No day, time or priority was found in it.'}
      </p>
      <Form method="post" className="form-actions">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button kind="primary" pending={useNavigation().formMethod === 'POST'} autoFocus>
          Save task
        </Button>
        <LinkButton to={changeHref}>Change</LinkButton>
      </Form>
    </div>
  );
}

const Chip = ({ icon, label, children }: { icon: IconName; label: string; children: string }) => (
  <li title={label}>
    <Icon of={icon} size={14} />
    <span className="sr-only">{label}: </span>
    {children}
  </li>
);
