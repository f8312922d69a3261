// The panel of one record beside the list of any noun: its facts, a box for a note, and what happened to it last. The noun brings its
// facts.
import { useState, type ReactNode } from 'react';
import type { FormAnswer } from '../../forms.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Link, useFetcher, useLocation } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Composer } from '../../ui/composer.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Timeline } from '../../ui/timeline.tsx';
import { itemOf } from '../activities/entry-item.tsx';
import { useListLinks } from './list-links.ts';
import { usePeeked, usePeekId, type Peeked } from './peeking.ts';
import { listMark, placed } from './place.tsx';

interface RecordPeekProps<Record> {
  noun: RecordNoun;
  /** the rows beside it, with what each is called */
  rows: readonly { id: string; name?: string; title?: string | null }[];
  /** what the page came with */
  loaded: Peeked<Record> | null;
  facts: (record: Record) => ReactNode;
}

/** Nothing where the address names no record. */
export function RecordPeek<Record extends { name: string }>(props: RecordPeekProps<Record>) {
  const { noun, rows, loaded, facts } = props;
  const id = usePeekId();
  const { state, peeked, again } = usePeeked(noun, loaded, id);
  const { to } = useListLinks();
  const { search } = useLocation();
  if (id === null) return null;
  const at = rows.findIndex((row) => row.id === id);
  const beside = (step: number): string | undefined => {
    const row = at < 0 ? undefined : rows[at + step];
    return row && to({ peek: row.id });
  };
  const isGone = peeked !== null && !('entries' in peeked);
  const page = paths.record(noun, id);
  const openHref = noun === 'task' ? page : placed(page, listMark(search));
  return (
    <Panel
      of={id}
      title={peeked?.record?.name ?? (isGone ? `No such ${noun}` : called(rows[at]))}
      openHref={isGone ? undefined : openHref}
      closeHref={to({ peek: null })}
      previousHref={beside(-1)}
      nextHref={beside(1)}
    >
      {state === 'reading' && <Skeleton lines={8} />}
      {state === 'failed' && <Failed noun={noun} again={again} />}
      {isGone && <Gone noun={noun} />}
      {peeked && 'entries' in peeked && <Told key={id} {...{ page, peeked, facts }} />}
    </Panel>
  );
}

/** A title is a person's job or what a deal is called; a name comes first. */
const called = (row: { name?: string; title?: string | null } | undefined): string =>
  row?.name ?? row?.title ?? 'Loading';

interface ToldProps<Record> {
  /** the record's own */
  page: string;
  peeked: Extract<Peeked<Record>, { entries: unknown }>;
  facts: (record: Record) => ReactNode;
}

function Told<Record>({ page, peeked: { id, record, entries, hasOlder }, facts }: ToldProps<Record>) {
  const canWrite = useMay()('activity:create');
  return (
    <>
      <div className="panel-facts">{facts(record)}</div>
      {entries && canWrite && <NoteBox id={id} page={page} />}
      {entries && entries.length > 0 && (
        <Timeline
          label="Latest activity"
          items={entries.map((entry) => itemOf({ ...entry, isMine: false }, page))}
        />
      )}
      {entries?.length === 0 && <p className="text-fg-3">Nothing has happened yet.</p>}
      {hasOlder && (
        <Link to={page} className="link">
          All that happened
        </Link>
      )}
    </>
  );
}

/** A refused note keeps its text and stays beside the list; one that is added leads to the same list, read again. */
function NoteBox({ id, page }: { id: string; page: string }) {
  const { pathname, search } = useLocation();
  const beside = `note ${id}`;
  const { state, data } = useFetcher<FormAnswer>({ key: beside });
  // a fetcher keeps what it was answered before, also once a note went through
  const [before, setBefore] = useState(data);
  if (state === 'submitting' && before !== data) setBefore(data);
  const submission = data === before ? undefined : data?.submission;
  const errors = [submission?.error?.['body'], submission?.error?.['']].flatMap((each) => each ?? []);
  return (
    <Composer
      action={page}
      field={{ id: 'note-body', name: 'body', errors, required: true }}
      label="Note"
      placeholder="What did you learn? What comes next?"
      submit="Add note"
      draftKey={beside}
      fields={{ intent: 'note', next: pathname + search }}
      beside={beside}
    />
  );
}

const Gone = ({ noun }: { noun: RecordNoun }) => (
  <EmptyState title={`This ${noun} is not there`} headingLevel={3}>
    It was deleted, or your role does not let you see it. Choose another row of the list.
  </EmptyState>
);

const Failed = ({ noun, again }: { noun: RecordNoun; again: () => void }) => (
  <EmptyState
    title={`The ${noun} could not be read`}
    headingLevel={3}
    actions={
      <Button type="button" size="sm" onClick={again}>
        Try again
      </Button>
    }
  >
    The connection may be gone for a moment.
  </EmptyState>
);
