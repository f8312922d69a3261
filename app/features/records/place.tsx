// Where a record stands in the list one came from: the one before, the one behind, and the list itself.
import { shortcut } from '../../keys.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { useLocation } from '../../remix.ts';
import { PageHeader } from '../../ui/app-shell.tsx';
import { IconLink } from '../../ui/button.tsx';
import type { IconName } from '../../ui/icon.tsx';

export interface Place {
  /** the list, as its address says it behind the question mark */
  list: string;
  previous: string | null;
  next: string | null;
}

/** What of a list's address says which records it has, in which order, and how it was shown. */
export function listMark(search: string): string {
  const query = new URLSearchParams(search);
  for (const name of ['after', 'before', 'page', 'peek', 'limit']) query.delete(name);
  return query.toString();
}

/** The address of a record that remembers its list. */
export const placed = (address: string, list: string | null): string =>
  list === null ? address : `${address}?list=${encodeURIComponent(list)}`;

/** The list that the address of this page remembers. */
export const useListMark = (): string | null => new URLSearchParams(useLocation().search).get('list');

/** The address of a record, in the list one looks through. */
export const useRecordPage = (noun: RecordNoun, id: string): string =>
  placed(paths.record(noun, id), useListMark());

interface RecordTitleProps {
  noun: RecordNoun;
  title: string;
  place: Place | null;
}

/** The bar above a record: the way back to the list one came from, and to the records beside. */
export function RecordTitle({ noun, title, place }: RecordTitleProps) {
  const list = useListMark();
  const records = paths.records(noun);
  const label = records.charAt(1).toUpperCase() + records.slice(2);
  const back = { to: list ? `${records}?${list}` : records, label };
  return <PageHeader title={title} back={back} actions={<Places noun={noun} place={place} />} />;
}

/** Links to the records beside; nothing where one came from no list. */
function Places({ noun, place }: { noun: RecordNoun; place: Place | null }) {
  if (!place) return null;
  const to = (id: string): string => placed(paths.record(noun, id), place.list);
  return (
    <nav className="record-places" aria-label="In the list">
      <Step
        to={place.previous && to(place.previous)}
        label="Previous"
        icon="chevron-up"
        name="record-before"
      />
      <Step to={place.next && to(place.next)} label="Next" icon="chevron-down" name="record-after" />
    </nav>
  );
}

interface StepProps {
  to: string | null;
  label: string;
  icon: IconName;
  name: string;
}

/** At an end the room stays, so that the other link does not move. */
const Step = ({ to, label, icon, name }: StepProps) =>
  to ? (
    <IconLink to={to} label={label} icon={icon} size="sm" kind="secondary" shortcut={shortcut(name)} />
  ) : (
    <span className="btn btn-icon btn-sm" aria-hidden />
  );
