// What was deleted in the last thirty days, noun by noun, each with a button that takes it back.
import type { FormAnswer } from '../../forms.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { ViewTabs } from '../../ui/view-tabs.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { duplicateOf } from './duplicate.ts';

interface Deleted {
  id: string;
  name: string;
  owner: { name: string } | null;
  deletedAt: string;
  deletedBy: { name: string } | null;
}

interface TrashProps {
  nouns: readonly RecordNoun[];
  noun: RecordNoun;
  items: readonly Deleted[];
  next: string | null;
  isFirst: boolean;
  answer: FormAnswer | undefined;
}

const TITLES: Readonly<Record<RecordNoun, string>> = {
  lead: 'Leads',
  organization: 'Organizations',
  contact: 'Contacts',
  opportunity: 'Opportunities',
  task: 'Tasks',
};

/** What taking back needs: tasks have no archive. */
const restores = (noun: RecordNoun): string => (noun === 'task' ? 'task:update' : `${noun}:archive`);

export function Trash({ nouns, noun, items, next, isFirst, answer }: TrashProps) {
  const may = useMay();
  const tabs = nouns.map((each) => ({
    label: TITLES[each],
    href: paths.trash({ noun: each }),
    current: each === noun,
  }));
  return (
    <SettingsPart title="Trash" lead="Deleted records stay here for 30 days and can be taken back.">
      <ViewTabs label="What was deleted" views={tabs} />
      <Refused noun={noun} answer={answer} />
      {items.length === 0 ? (
        <EmptyState
          icon="trash-2"
          title={isFirst ? `No deleted ${TITLES[noun].toLowerCase()}` : 'Nothing further'}
        >
          Nothing was deleted in the last 30 days that you may see.
        </EmptyState>
      ) : (
        <ul className="trash">
          {items.map((item) => (
            <Row key={item.id} noun={noun} item={item} canRestore={may(restores(noun))} />
          ))}
        </ul>
      )}
      {next && <LinkButton to={paths.trash({ noun, after: next })}>Older</LinkButton>}
    </SettingsPart>
  );
}

const Row = ({ noun, item, canRestore }: { noun: RecordNoun; item: Deleted; canRestore: boolean }) => (
  <li>
    <div>
      <b>{item.name}</b>
      <p>
        Deleted <RelTime at={item.deletedAt} />
        {item.deletedBy && ` by ${item.deletedBy.name}`}
        {item.owner && `; owner ${item.owner.name}`}
      </p>
    </div>
    {canRestore && (
      <Form method="post" action={paths.trash({ noun })}>
        <input type="hidden" name="noun" value={noun} />
        <input type="hidden" name="id" value={item.id} />
        <input type="hidden" name="name" value={item.name} />
        <Button size="sm" aria-label={`Restore ${item.name}`}>
          Restore
        </Button>
      </Form>
    )}
  </li>
);

/** Its place was taken meanwhile: both are shown, and what can be done. */
function Refused({ noun, answer }: { noun: RecordNoun; answer: FormAnswer | undefined }) {
  const refusal = answer?.refusal;
  if (!refusal) return null;
  const holder = duplicateOf(refusal);
  return (
    <div role="alert" className="notice notice-warn">
      <p>
        {refusal.message} {holder?.id ? 'Rename or delete one of the two first.' : refusal.hint}{' '}
        {holder?.id && (
          <Link className="link" to={paths.record(noun, holder.id)}>
            View {holder.name}
          </Link>
        )}
      </p>
    </div>
  );
}
