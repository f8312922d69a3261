// Search and filters of a list. One GET form: the URL holds the state, and without scripts each panel has an "Apply".
import { ChevronDown, Search, X } from 'lucide-react';
import { useRef } from 'react';
import { Form, Link, useLocation, useSubmit } from '../remix.ts';
import { shortcut } from '../keys.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { roam } from './menu.tsx';

export interface FilterChoice {
  value: string;
  label: string;
  checked: boolean;
}

export interface FilterField {
  /** the query parameter; several choices come as several parameters of the same name */
  name: string;
  label: string;
  choices: readonly FilterChoice[];
}

interface FilterBarProps {
  action: string;
  search: { label: string; value: string };
  fields: readonly FilterField[];
  /** kept in the URL when the filters change, for example the sort order */
  keep?: Readonly<Record<string, string | undefined>>;
  /** the state as one sentence: "Leads of Ada in stage New, newest first" */
  sentence: string;
  /** only when something is filtered */
  clearHref?: string | undefined;
}

export function FilterBar({ action, search, fields, keep = {}, sentence, clearHref }: FilterBarProps) {
  const { key } = useLocation();
  const submit = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const apply = (): void => submit(form.current, { preventScrollReset: true, replace: true });
  return (
    <Form
      method="get"
      action={action}
      ref={form}
      role="search"
      className="filter-bar"
      key={filterKey(fields, search.value, key)}
    >
      {Object.entries(keep).map(
        ([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />,
      )}
      <div className="search-box">
        <Icon of={Search} />
        <input
          type="search"
          name="q"
          className="control"
          aria-label={search.label}
          placeholder={search.label}
          defaultValue={search.value}
          maxLength={200}
          data-key="search"
          aria-keyshortcuts={shortcut('search').keys}
        />
        <button type="submit" className="sr-only">
          Search
        </button>
      </div>
      {fields.map((field, at) => (
        <FilterChip key={field.name} field={field} first={at === 0} onChange={apply} />
      ))}
      {clearHref && (
        <Link to={clearHref} className="btn btn-ghost btn-sm">
          <Icon of={X} size={14} />
          Clear filters
        </Link>
      )}
      <p className="sr-only" role="status">
        {sentence}
      </p>
    </Form>
  );
}

/** Uncontrolled inputs start afresh when the URL says something else than what they show. */
const filterKey = (fields: readonly FilterField[], search: string, location: string): string =>
  location === 'default'
    ? 'first'
    : [search, ...fields.flatMap(({ choices }) => choices.filter((c) => c.checked).map((c) => c.value))].join(
        '|',
      );

interface FilterChipProps {
  field: FilterField;
  first: boolean;
  onChange: () => void;
}

function FilterChip({ field, first, onChange }: FilterChipProps) {
  const id = `filter-${field.name}`;
  const chosen = field.choices.filter(({ checked }) => checked);
  return (
    <>
      <button
        type="button"
        className={chosen.length > 0 ? 'chip chip-on' : 'chip'}
        popovertarget={id}
        {...(first && { 'data-key': 'filter', 'aria-keyshortcuts': 'f' })}
      >
        {field.label}
        {chosen.length > 0 && <span className="chip-value">{summary(chosen)}</span>}
        <Icon of={ChevronDown} size={14} />
      </button>
      <div id={id} popover="auto" className="popover popover-start" onKeyDown={roam}>
        <fieldset className="choices">
          <legend className="menu-heading">{field.label}</legend>
          {field.choices.map((choice) => (
            <label key={choice.value} className="menu-item">
              <input
                type="checkbox"
                name={field.name}
                value={choice.value}
                defaultChecked={choice.checked}
                onChange={onChange}
              />
              <span>{choice.label}</span>
            </label>
          ))}
        </fieldset>
        <div className="popover-foot">
          <Button size="sm">Apply</Button>
        </div>
      </div>
    </>
  );
}

const summary = (chosen: readonly FilterChoice[]): string =>
  chosen.length > 2 ? `${chosen.length} chosen` : chosen.map(({ label }) => label).join(', ');
