// The facts of a task, and what can be done with it beside its form.
import type { TaskRow } from '../../contracts/tasks.ts';
import { DateText } from '../../ui/formats.tsx';
import { Status } from '../../ui/badge.tsx';
import { Fact, Facts } from '../records/facts.tsx';
import { Due, RecordLink } from './task-row.tsx';
import { priorityLabel } from './task-words.ts';

export const TaskFacts = ({ task }: { task: TaskRow }) => (
  <Facts title="Task">
    <Fact label="Status">
      <Status kind={task.status === 'done' ? 'won' : 'open'}>
        {task.status === 'done' ? 'Done' : 'Open'}
      </Status>
    </Fact>
    <Fact label="Due">
      <Due task={task} />
      {task.dueAt && (
        <>
          {' · '}
          <DateText at={task.dueAt} />
        </>
      )}
    </Fact>
    <Fact label="Reminder">{task.reminderAt && <DateText at={task.reminderAt} />}</Fact>
    <Fact label="Priority">{priorityLabel(task.priority)}</Fact>
    <Fact label="Assignee">{task.assignee?.name}</Fact>
    <Fact label="About">{task.record && <RecordLink {...task.record} />}</Fact>
  </Facts>
);
