import { assignForm, deleteForm, restoreForm } from '../contracts/record-forms.ts';
import { editTaskForm } from '../contracts/task-forms.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { fileActions, filesFor } from '../edge/files.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { actionsByIntent, formAction } from '../edge/form.server.ts';
import { pageLoader } from '../edge/page.server.ts';
import { undoing } from '../edge/undo.server.ts';
import { Attachments } from '../features/records/attachments.tsx';
import { RecordHeader } from '../features/records/record-header.tsx';
import { TaskFacts } from '../features/tasks/task-facts.tsx';
import { TaskForm } from '../features/tasks/task-form.tsx';
import { Snooze, Tick } from '../features/tasks/task-row.tsx';
import { useFormAnswer } from '../forms.ts';
import { paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { useMay, useSession } from '../session.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';
import { FormErrors } from '../ui/field.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.task.title ?? 'Task'} · StreamFlow` },
];

export const loader = pageLoader(async (page) => {
  const { caller, params } = page;
  const id = params.id ?? '';
  const [task, { owners }, attachments] = await Promise.all([
    caller.tasks.get({ id }),
    caller.tasks.options(),
    filesFor(page, caller.tasks, id),
  ]);
  return { task, owners, attachments, constraints: constraintsOf(editTaskForm) };
});

export const action = actionsByIntent({
  ...fileActions('task', ({ tasks }) => tasks),
  save: formAction(editTaskForm, async ({ caller, params, secure }, { intent: _, ...changes }) => {
    const id = params.id ?? '';
    await caller.tasks.update({ id, ...changes });
    return flashing(paths.task(id), { tone: 'ok', text: 'Saved.' }, secure);
  }),
  assign: formAction(assignForm, async ({ caller, params, secure }, { ownerId }) => {
    const id = params.id ?? '';
    await caller.tasks.assign({ id, assigneeId: ownerId ?? null });
    return flashing(paths.task(id), { tone: 'ok', text: 'Assigned.' }, secure);
  }),
  delete: formAction(deleteForm, async ({ caller, params, secure }, { version }) => {
    const id = params.id ?? '';
    const left = await caller.tasks.delete({ id, version });
    const undo = { action: paths.task(id), fields: { intent: 'restore', version: String(left.version) } };
    return flashing(paths.tasks(), { tone: 'ok', text: 'Task deleted.', undo }, secure);
  }),
  restore: formAction(restoreForm, ({ caller, params, secure }, { version }) => {
    const id = params.id ?? '';
    const said = { to: paths.task(id), text: 'Task restored.', otherwise: paths.tasks(), secure };
    return undoing(() => caller.tasks.restore({ id, version }), said);
  }),
});

export default function Task() {
  const { task, owners, attachments, constraints } = useLoaderData<typeof loader>();
  const may = useMay();
  const { user } = useSession();
  const answer = useFormAnswer();
  const { id, version, title, assignee } = task;
  const canChange = may('task:update');
  // tasks have no archive, and are edited on this page
  const rights = {
    edit: false,
    archive: false,
    assign: may('task:assign'),
    delete: canChange && (may('task:delete') || assignee?.id === user.id),
  };
  const isOfForm = answer?.submission?.initialValue?.['intent'] === 'save';
  return (
    <>
      <PageHeader title={title} back={{ to: paths.tasks(), label: 'Tasks' }} />
      <div className="record">
        <aside className="record-facts" aria-label="Facts">
          <RecordHeader
            noun="task"
            record={{ id, version, name: title, owner: assignee, archived: false }}
            rights={rights}
            owners={owners}
          >
            {canChange && <Tick task={task} />}
            {canChange && task.status === 'open' && <Snooze task={task} />}
          </RecordHeader>
          <TaskFacts task={task} />
          <Attachments noun="task" recordId={id} attachments={attachments} />
        </aside>
        <div className="record-story">
          {answer?.refusal && !isOfForm && <FormErrors errors={[answer.refusal.message]} />}
          {canChange && (
            <TaskForm
              key={version}
              answer={isOfForm ? answer : undefined}
              constraints={constraints}
              editing={{ id, version }}
              start={task}
            />
          )}
        </div>
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.tasks(), label: 'All tasks' }} />;
}
