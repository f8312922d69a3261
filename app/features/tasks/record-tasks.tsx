// The tasks about a record, on its page, with a line to type the next one.
import type { TimelineNoun } from '../../contracts/activities.ts';
import type { TaskRow } from '../../contracts/tasks.ts';
import { paths } from '../../paths.ts';
import { useMay } from '../../session.ts';
import { placed, useListMark } from '../records/place.tsx';
import { TaskItem } from './task-row.tsx';
import { TypedEntry } from './typed-task.tsx';
import './tasks.css';

interface RecordTasksProps {
  noun: TimelineNoun;
  recordId: string;
  /** null for those who may not see tasks */
  tasks: readonly TaskRow[] | null;
}

export function RecordTasks({ noun, recordId, tasks }: RecordTasksProps) {
  const may = useMay();
  const next = placed(paths.record(noun, recordId), useListMark());
  if (!tasks) return null;
  return (
    <section className="facts record-tasks" aria-label="Tasks">
      <h3>Tasks</h3>
      {tasks.length > 0 && (
        <ul className="row-list">
          {tasks.map((task) => (
            <TaskItem key={task.id} task={task} isBrief />
          ))}
        </ul>
      )}
      {may('task:create') && <TypedEntry about={`${noun}:${recordId}`} next={next} />}
    </section>
  );
}

/** Where a task about a record is made; undefined where the reader may not. */
export const useTaskHref = (noun: TimelineNoun, recordId: string): string | undefined => {
  const may = useMay();
  const next = placed(paths.record(noun, recordId), useListMark());
  return may('task:create') ? paths.newTask({ about: `${noun}:${recordId}`, next }) : undefined;
};
