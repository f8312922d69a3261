// What can be done with the ticked tasks: done or opened again, given to somebody, deleted. What one may not do is absent.
import { paths } from '../../paths.ts';
import { useLocation } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { BULK, Choose, useFreshTicks } from '../records/bulk-tools.tsx';
import { manyIn, type Counts, type ShownTasks } from './task-list.tsx';

interface TaskBulkProps extends Counts {
  /** who they can be given to */
  owners: readonly { id: string; name: string }[];
  view: ShownTasks;
  /** there are others than those of this page */
  isMore: boolean;
}

export function TaskBulk({ owners, view, isMore, counts, countsAreCapped }: TaskBulkProps) {
  const may = useMay();
  const { pathname, search } = useLocation();
  useFreshTicks();
  const { bucket, assignee } = view;
  const areDone = bucket === 'done';
  const count = manyIn(bucket, counts);
  const query = new URLSearchParams({ ...(bucket && { bucket }), assignee });
  const deed = areDone ? 'reopen' : 'done';
  return (
    <BulkBar
      id={BULK}
      action={paths.bulk('task')}
      one="task"
      many="tasks"
      matching={isMore && count !== null ? { count, capped: countsAreCapped, query: `?${query}` } : undefined}
      fields={{ back: pathname + search }}
    >
      {/* what Enter presses: nothing is done by it */}
      <button type="submit" className="sr-only" tabIndex={-1} aria-hidden />
      {may('task:update') && (
        <Button
          size="sm"
          icon={areDone ? 'rotate-ccw' : 'circle-check'}
          formAction={paths.bulk('task', deed)}
        >
          {areDone ? 'Open again' : 'Done'}
        </Button>
      )}
      {may('task:assign') && (
        <Choose
          noun="task"
          deed="assign"
          name="owner"
          label="Assign"
          icon="user-round"
          of={[
            { value: 'me', label: 'Me' },
            { value: 'none', label: 'Nobody' },
            ...owners.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {may('task:delete') && (
        <Button size="sm" icon="trash-2" formAction={paths.bulk('task', 'delete')}>
          Delete
        </Button>
      )}
    </BulkBar>
  );
}
