import { paths, type RecordNoun } from '../../paths.ts';
import { Fault } from '../../ui/fault.tsx';

/** Instead of a record's page: why it is not there, and how to find another one. */
export function RecordFault({ noun }: { noun: RecordNoun }) {
  const list = paths.records(noun);
  const many = list.slice(1);
  return (
    <Fault home={{ to: list, label: `All ${many}` }} search={{ action: list, label: `Search ${many}` }} />
  );
}
