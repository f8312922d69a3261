import { newTaskForm } from '../contracts/task-forms.ts';
import { constraintsOf } from '../edge/constraints.server.ts';
import { flashing } from '../edge/flash.server.ts';
import { formAction } from '../edge/form.server.ts';
import { formLoader } from '../edge/page.server.ts';
import { subjectFor } from '../edge/tasks.server.ts';
import { TaskForm } from '../features/tasks/task-form.tsx';
import { TypedEntry, TypedPreview } from '../features/tasks/typed-task.tsx';
import { useFormAnswer } from '../forms.ts';
import { localPath, paths } from '../paths.ts';
import { useLoaderData, type MetaFunction } from '../remix.ts';
import { PageHeader } from '../ui/app-shell.tsx';
import { Fault } from '../ui/fault.tsx';

export const meta: MetaFunction = () => [{ title: 'New task · StreamFlow' }];

/** `?text=` is a task as it was typed: what it means is shown before it is saved, or (`change`) put into the form. */
export const loader = formLoader('task:create', async ({ caller, url: { searchParams } }) => {
  const [text, about, change] = ['text', 'about', 'change'].map((name) => searchParams.get(name) ?? '');
  const next = localPath(searchParams.get('next'), '') || null;
  const [typed, subject, { owners }] = await Promise.all([
    text?.trim() ? caller.tasks.typed({ text }) : null,
    subjectFor(caller, about ?? ''),
    caller.tasks.options(),
  ]);
  const again = { ...(text && { text }), ...(about && { about }), ...(next && { next }) };
  return {
    typed,
    subject,
    next,
    owners,
    isForm: !typed || change !== '',
    about: about || null,
    changeHref: paths.newTask({ ...again, change: '1' }),
    constraints: constraintsOf(newTaskForm),
  };
});

export const action = formAction(newTaskForm, async ({ caller, secure }, { next, ...task }) => {
  const { id } = await caller.tasks.create(task);
  const link = { to: paths.task(id), label: 'Open' };
  return flashing(localPath(next, paths.tasks()), { tone: 'ok', text: `Saved: ${task.title}`, link }, secure);
});

export default function NewTask() {
  const { typed, subject, next, owners, isForm, about, changeHref, constraints } =
    useLoaderData<typeof loader>();
  const answer = useFormAnswer();
  const back = subject && next ? { to: next, label: subject.name } : { to: paths.tasks(), label: 'Tasks' };
  return (
    <>
      <PageHeader title="New task" back={back} />
      <div className="page page-narrow">
        {typed && !isForm && !answer ? (
          <TypedPreview task={typed} {...{ subject, next, changeHref }} />
        ) : (
          <>
            {!typed && <TypedEntry {...(about && { about })} {...(next && { next })} />}
            <TaskForm {...{ answer, constraints, subject, next, owners }} {...(typed && { start: typed })} />
          </>
        )}
      </div>
    </>
  );
}

export function ErrorBoundary() {
  return <Fault home={{ to: paths.tasks(), label: 'All tasks' }} />;
}
