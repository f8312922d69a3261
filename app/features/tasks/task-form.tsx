// One form to make and to edit a task. The version travels with it, so that nobody's change is lost in silence.
import { formatDateTime, formatForInput, type Formats } from '../../format.ts';
import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { FormErrors, Input, Select } from '../../ui/field.tsx';
import { useFormats } from '../../ui/formats.tsx';
import { ConflictNotice, conflictOf, type FieldLabels, type Spelling } from '../records/conflict.tsx';
import { PRIORITIES } from './task-words.ts';
import type { Subject } from './typed-task.tsx';

interface TaskValues extends Record<string, unknown> {
  title: string;
  dueAt: string;
  reminderAt: string;
  priority: string;
  assigneeId: string;
}

interface Person {
  id: string;
  name: string;
}

interface TaskFormProps {
  answer?: FormAnswer | undefined;
  constraints?: Constraints | undefined;
  start?: { title: string; dueAt: string | null; reminderAt?: string | null; priority: string };
  /** when an existing one is edited */
  editing?: { id: string; version: number };
  /** whom a new one can be given to */
  owners?: readonly Person[];
  /** the record a new one is about, and where one goes on from there */
  subject?: Subject | null;
  next?: string | null;
}

const LABELS: FieldLabels = { title: 'Title', dueAt: 'Due', reminderAt: 'Reminder', priority: 'Priority' };

/** A time is kept as a moment, and typed as a clock of one's own shows it. */
const spelledIn =
  (formats: Formats): Spelling =>
  (name, value) => {
    if (name === 'priority') return PRIORITIES.find((each) => each.value === value)?.label ?? '';
    if (name === 'title' || value === '') return value;
    const onClock = value.endsWith('Z') ? formatForInput(value, formats) : value;
    return formatDateTime(`${onClock}Z`, { ...formats, zone: 'UTC' });
  };

export function TaskForm(props: TaskFormProps) {
  const { answer, constraints, start, editing, owners = [], subject, next } = props;
  const formats = useFormats();
  const may = useMay();
  const { form, fields, formProps } = useServerForm<TaskValues>({
    id: 'task',
    answer,
    constraints,
    start: {
      title: start?.title ?? '',
      dueAt: formatForInput(start?.dueAt, formats),
      reminderAt: formatForInput(start?.reminderAt, formats),
      priority: start?.priority ?? 'normal',
    },
  });
  const conflict = conflictOf(answer?.refusal);
  return (
    <Form method="post" className="form" {...formProps}>
      {editing && <Hidden intent="save" version={String(conflict?.version ?? editing.version)} />}
      {subject && <Hidden {...{ [`${subject.noun}Id`]: subject.id }} />}
      {next && <Hidden next={next} />}
      {conflict ? (
        <ConflictNotice
          conflict={conflict}
          answer={answer}
          noun="task"
          labels={LABELS}
          spelled={spelledIn(formats)}
        />
      ) : (
        <FormErrors errors={form.errors} />
      )}
      <Input
        field={fields.title}
        label="Title"
        autoComplete="off"
        maxLength={300}
        required
        autoFocus={!editing && !answer}
      />
      <div className="form-grid">
        <DateField field={fields.dueAt} label="Due" time hint="Empty: at no time in particular." />
        <DateField
          field={fields.reminderAt}
          label="Remind the assignee"
          time
          hint="In their inbox, and by mail unless they switched that off."
        />
        <Select field={fields.priority} label="Priority" options={PRIORITIES} />
        {!editing && may('task:assign') && (
          <Select
            field={fields.assigneeId}
            label="Assignee"
            options={peopleOf(owners)}
            none="Me"
            required={false}
          />
        )}
      </div>
      {subject && <p className="field-hint">About {subject.name}</p>}
      <div className="form-actions">
        <Button kind="primary" pending={useNavigation().formMethod === 'POST'}>
          {editing ? 'Save' : 'Save task'}
        </Button>
        {!editing && (
          <LinkButton kind="ghost" to={next ?? paths.tasks()}>
            Cancel
          </LinkButton>
        )}
      </div>
    </Form>
  );
}

const peopleOf = (owners: readonly Person[]) => [
  ...owners.map(({ id, name }) => ({ value: id, label: name })),
  { value: 'nobody', label: 'Nobody' },
];

const Hidden = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
