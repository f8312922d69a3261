// An entry as timelines show it, with what whoever wrote it can do.
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import type { TimelineItem } from '../../ui/timeline.tsx';
import { placed } from '../records/place.tsx';
import { iconOf, sentenceOf, type EntryRow } from './entry.ts';

/** `list` is the one that one looks through. */
export const itemOf = (entry: EntryRow, home: string, list: string | null = null): TimelineItem => ({
  id: entry.id,
  at: entry.occurredAt,
  actor: entry.author,
  icon: iconOf(entry.kind),
  did: sentenceOf(entry),
  body: entry.html && <div className="markdown" dangerouslySetInnerHTML={{ __html: entry.html }} />,
  actions: entry.isMine && <EntryActions entry={entry} home={home} list={list} />,
});

interface EntryActionsProps {
  entry: EntryRow;
  home: string;
  list: string | null;
}

const EntryActions = ({ entry: { id, version }, home, list }: EntryActionsProps) => (
  <div className="entry-actions">
    <Link to={placed(paths.editEntry(id), list)} className="btn btn-ghost btn-sm">
      Edit
    </Link>
    <Form method="post" action={home} preventScrollReset>
      <input type="hidden" name="intent" value="delete-entry" />
      <input type="hidden" name="entry" value={id} />
      <input type="hidden" name="version" value={version} />
      <Button kind="ghost" size="sm">
        Delete
      </Button>
    </Form>
  </div>
);
