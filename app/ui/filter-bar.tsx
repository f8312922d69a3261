// Search and filters of a list. One GET form: the URL holds the state, and without scripts each panel has an "Apply".
import { ChevronDown, Search, X } from 'lucide-react';
import { useEffect, useRef, type FormEvent, type RefObject } from 'react';
import { keysOf } from '../keys.ts';
import { Form, Link, useNavigate } from '../remix.ts';
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
  /** parameters kept in the URL when the filters change, for example the sort order */
  keep?: readonly (readonly [name: string, value: string])[];
  /** the state as one sentence: "Leads of Ada in stage New, newest first" */
  sentence: string;
  /** only when something is filtered */
  clearHref?: string | undefined;
}

export function FilterBar({ action, search, fields, keep = [], sentence, clearHref }: FilterBarProps) {
  const form = useRef<HTMLFormElement>(null);
  const { apply, applySoon } = useApply(form, action);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    apply();
  };
  useShownAsGiven(form, fields, search.value);
  return (
    <Form method="get" action={action} ref={form} role="search" className="filter-bar" onSubmit={onSubmit}>
      {keep.map(([name, value]) => (
        <input key={name + value} type="hidden" name={name} value={value} />
      ))}
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
          onInput={applySoon}
          data-key="search"
          aria-keyshortcuts={keysOf('search')}
        />
        <button type="submit" className="sr-only">
          Search
        </button>
      </div>
      {fields.map((field, at) => (
        <FilterChip key={field.name} field={field} isFirst={at === 0} onChange={apply} />
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

const TYPING_MS = 220;

/** Goes to the address the form spells, without its empty parameters: at once, or when typing pauses. */
function useApply(form: RefObject<HTMLFormElement>, action: string) {
  const navigate = useNavigate();
  const pause = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(pause.current), []);
  const apply = (): void => {
    clearTimeout(pause.current);
    if (!form.current) return;
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form.current)) {
      if (typeof value === 'string' && value.trim() !== '') query.append(name, value);
    }
    navigate(query.size > 0 ? `${action}?${query.toString()}` : action, {
      replace: true,
      preventScrollReset: true,
    });
  };
  const applySoon = (): void => {
    clearTimeout(pause.current);
    pause.current = setTimeout(apply, TYPING_MS);
  };
  return { apply, applySoon };
}

/** Inputs keep what the hand did to them; when the address says something else ("Clear filters", back), they follow. */
function useShownAsGiven(
  form: RefObject<HTMLFormElement>,
  fields: readonly FilterField[],
  search: string,
): void {
  const checked = fields.flatMap(({ name, choices }) =>
    choices.filter((choice) => choice.checked).map(({ value }) => `${name}=${value}`),
  );
  // one string, so that a page that is merely drawn again does not undo what was just clicked
  const given = JSON.stringify([search, ...checked]);
  useEffect(() => {
    const [words = '', ...chosen] = JSON.parse(given) as string[];
    for (const input of form.current?.querySelectorAll('input') ?? []) {
      if (input.type === 'checkbox') input.checked = chosen.includes(`${input.name}=${input.value}`);
      else if (input.name === 'q' && input !== document.activeElement) input.value = words;
    }
  }, [form, given]);
}

interface FilterChipProps {
  field: FilterField;
  isFirst: boolean;
  onChange: () => void;
}

function FilterChip({ field: { name, label, choices }, isFirst, onChange }: FilterChipProps) {
  const id = `filter-${name}`;
  const chosen = choices.filter(({ checked }) => checked);
  return (
    <>
      <button
        type="button"
        className={chosen.length > 0 ? 'chip chip-on' : 'chip'}
        popovertarget={id}
        {...(isFirst && { 'data-key': 'filter', 'aria-keyshortcuts': keysOf('filter') })}
      >
        {label}
        {chosen.length > 0 && <span className="chip-value">{summary(chosen)}</span>}
        <Icon of={ChevronDown} size={14} />
      </button>
      <div id={id} popover="auto" className="popover popover-start" onKeyDown={roam}>
        <fieldset className="choices">
          <legend className="menu-heading">{label}</legend>
          {choices.map(({ value, label: words, checked }) => (
            <label key={value} className="menu-item">
              <input type="checkbox" name={name} value={value} defaultChecked={checked} onChange={onChange} />
              <span>{words}</span>
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
