// Tags as they are seen: chips in the rows of a list, and on a record with a field to add one.
import { shortcut } from '../../keys.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { Form } from '../../remix.ts';
import { Tag } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';

export interface TagMark {
  id: string;
  name: string;
}

/** In a row: three of them, and how many more there are. */
export const TagCell = ({ tags }: { tags: readonly TagMark[] }) =>
  tags.length > 0 && (
    <span className="tags">
      {tags.slice(0, 3).map(({ id, name }) => (
        <Tag key={id}>{name}</Tag>
      ))}
      {tags.length > 3 && <span className="text-fg-3">+{tags.length - 3}</span>}
    </span>
  );

interface RecordTagsProps {
  noun: RecordNoun;
  /** where its forms are posted */
  action: string;
  tags: readonly TagMark[];
  /** the tenant's tags, to choose from */
  offered: readonly string[];
  canEdit: boolean;
}

const LIST = 'tag-names';

/** Under the head of a record. A chip leads to the list of what carries it; its cross takes it off. */
export function RecordTags({ noun, action, tags, offered, canEdit }: RecordTagsProps) {
  if (tags.length === 0 && !canEdit) return null;
  return (
    <section className="record-tags" aria-label="Tags">
      {tags.length > 0 && (
        <ul className="tags">
          {tags.map(({ id, name }) => (
            <li key={id}>
              <Chip {...{ noun, action, canEdit, id, name }} />
            </li>
          ))}
        </ul>
      )}
      {canEdit && (
        <Form key={tags.length} method="post" action={action} className="tag-add">
          <input type="hidden" name="intent" value="tag" />
          <input
            type="text"
            name="name"
            className="control"
            list={LIST}
            aria-label="New tag"
            placeholder="Add a tag"
            maxLength={50}
            required
            autoComplete="off"
            data-key="tag"
            aria-keyshortcuts={shortcut('tag').keys}
          />
          <datalist id={LIST}>
            {offered.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Button size="sm">Add tag</Button>
        </Form>
      )}
    </section>
  );
}

const Chip = ({ noun, action, canEdit, id, name }: Omit<RecordTagsProps, 'tags' | 'offered'> & TagMark) => {
  const to = `${paths.records(noun)}?tag=${id}`;
  if (!canEdit) return <Tag to={to}>{name}</Tag>;
  return (
    <Form method="post" action={action}>
      <input type="hidden" name="intent" value="untag" />
      <input type="hidden" name="name" value={name} />
      <Tag to={to} remove={{ label: `Take ${name} off`, name: 'tagId', value: id }}>
        {name}
      </Tag>
    </Form>
  );
};
