// What can be done with the ticked rows of a list. One form: each button says by its address what it does, so it works
// without scripts. What one may not do is absent.
import { useEffect, useRef } from 'react';
import { shortcut } from '../../keys.ts';
import { paths, type RecordNoun } from '../../paths.ts';
import { useLocation, useNavigation } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { BulkBar } from '../../ui/bulk-bar.tsx';
import { Button } from '../../ui/button.tsx';
import { Select, type Option } from '../../ui/field.tsx';
import type { FilterView } from '../../ui/filter-bar.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { ListData, NounWords } from './record-list.tsx';

/** The form that the boxes of the rows belong to. */
export const BULK = 'bulk';

interface BulkToolsProps {
  noun: BulkNoun;
  words: NounWords;
  data: ListData<unknown>;
}

export type BulkNoun = Exclude<RecordNoun, 'task'>;

/** Whether the person may do anything to many records of the noun. */
export function useBulk(noun: RecordNoun | undefined): boolean {
  const may = useMay();
  return noun !== undefined && VERBS.some((verb) => may(`${noun}:${verb}`));
}

const VERBS = ['assign', 'update', 'archive', 'delete'];

export function BulkTools({ noun, words, data }: BulkToolsProps) {
  const may = useMay();
  const { pathname, search } = useLocation();
  useFreshTicks();
  const { filters, locked = [], count, countIsCapped, rows } = data;
  const isMore = count > rows.length || data.previous !== null;
  const choicesOf = (name: string): Option[] =>
    may(`${noun}:update`) && !locked.includes(name) ? optionsOf(filters, name) : [];
  const isArchived = /[?&](f=archived\.is\.true|archived\.is=true)/.test(search);
  return (
    <BulkBar
      id={BULK}
      action={paths.bulk(noun)}
      {...words}
      matching={isMore ? { count, capped: countIsCapped, query: `?${search.slice(1)}` } : undefined}
      fields={{ back: pathname + search }}
    >
      {/* what Enter presses: nothing is done by it */}
      <button type="submit" className="sr-only" tabIndex={-1} aria-hidden />
      {may(`${noun}:assign`) && (
        <Choose
          noun={noun}
          deed="assign"
          name="owner"
          label="Assign"
          icon="user-round"
          of={optionsOf(filters, 'owner')}
        />
      )}
      <Choose noun={noun} deed="stage" name="stage" label="Stage" icon="flag" of={choicesOf('stage')} />
      <Choose
        noun={noun}
        deed="source"
        name="source"
        label="Source"
        icon="megaphone"
        of={choicesOf('source')}
      />
      {may(`${noun}:update`) && <TagMenu noun={noun} of={optionsOf(filters, 'tag')} />}
      {may(`${noun}:archive`) && (
        <Button
          size="sm"
          icon={isArchived ? 'archive-restore' : 'archive'}
          formAction={paths.bulk(noun, isArchived ? 'restore' : 'archive')}
        >
          {isArchived ? 'Restore' : 'Archive'}
        </Button>
      )}
      {may(`${noun}:delete`) && (
        <Button size="sm" icon="trash-2" formAction={paths.bulk(noun, 'delete')}>
          Delete
        </Button>
      )}
    </BulkBar>
  );
}

/** What the list can be filtered by is what its rows can be given. */
const optionsOf = ({ chips }: FilterView, name: string): Option[] =>
  chips.find((chip) => chip.name === name)?.choices.map(({ value, label }) => ({ value, label })) ?? [];

interface ChooseProps {
  noun: RecordNoun;
  deed: 'assign' | 'stage' | 'source';
  name: string;
  label: string;
  icon: IconName;
  of: readonly Option[];
}

export function Choose({ noun, deed, name, label, icon, of }: ChooseProps) {
  if (of.length === 0) return null;
  return (
    <Menu
      id={`bulk-${name}`}
      align="above"
      className="btn btn-secondary btn-sm"
      trigger={<Shown label={label} icon={icon} />}
      shortcut={deed === 'assign' ? shortcut('assign') : undefined}
    >
      <div className="bulk-choice">
        <Select
          field={{ id: `bulk-${name}-is`, name }}
          label={deed === 'assign' ? 'Owner' : label}
          options={of}
        />
        <Button size="sm" kind="primary" formAction={paths.bulk(noun, deed)}>
          {deed === 'assign' ? 'Assign' : `Set ${name}`}
        </Button>
      </div>
    </Menu>
  );
}

const Shown = ({ label, icon }: Pick<ChooseProps, 'label' | 'icon'>) => (
  <>
    <Icon of={icon} />
    {label}
  </>
);

const TagMenu = ({ noun, of }: Pick<ChooseProps, 'noun' | 'of'>) => (
  <Menu
    id="bulk-tag"
    align="above"
    className="btn btn-secondary btn-sm"
    trigger={<Shown label="Tag" icon="tags" />}
  >
    <div className="bulk-choice">
      <div className="field">
        <div className="field-label">
          <label htmlFor="bulk-tag-is">Tag</label>
        </div>
        <input
          id="bulk-tag-is"
          className="control"
          type="text"
          name="tag"
          list="bulk-tags"
          maxLength={50}
          autoComplete="off"
        />
        <datalist id="bulk-tags">
          {of.map(({ value, label }) => (
            <option key={value} value={label} />
          ))}
        </datalist>
      </div>
      <div className="bulk-pair">
        <Button size="sm" kind="primary" formAction={paths.bulk(noun, 'tag')}>
          Add tag
        </Button>
        <Button size="sm" formAction={paths.bulk(noun, 'untag')}>
          Remove tag
        </Button>
      </div>
    </div>
  </Menu>
);

/** What was done is over: no row stays ticked for the next deed. */
export function useFreshTicks(): void {
  const isDone = useNavigation().formAction?.startsWith('/bulk/') ?? false;
  const wasDone = useRef(false);
  useEffect(() => {
    if (wasDone.current && !isDone) document.querySelector<HTMLFormElement>(`form#${BULK}`)?.reset();
    wasDone.current = isDone;
  }, [isDone]);
}
