// Search and filters of a list. One GET form: the URL holds the state, and without scripts each panel has an "Apply".
import { useEffect, useRef, type FormEvent, type ReactNode, type RefObject } from 'react';
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

/** A condition that is typed or picked: the parameter is the field with its operator, as in `score.gte`. */
export interface FurtherField {
  name: string;
  label: string;
  /** `when`: a day, or words such as -14d and this-month */
  type: 'number' | 'when' | 'text' | 'archived';
  value: string;
}

/** The filters of a list as they are shown. */
export interface FilterView {
  q: string;
  chips: readonly FilterField[];
  further: readonly FurtherField[];
  /** all conditions hold, or one of them is enough */
  match: 'all' | 'any';
  /** parameters kept in the URL when the filters change, for example the sort order */
  keep: readonly (readonly [name: string, value: string])[];
  /** the state as one sentence: "Leads where owner is Ada and stage is New" */
  sentence: string;
  isFiltered: boolean;
}

interface FilterBarProps {
  action: string;
  /** "Search leads" */
  searchLabel: string;
  view: FilterView;
  clearHref: string;
  /** what stands behind the filters: columns, actions */
  children?: ReactNode;
}

export function FilterBar({ action, searchLabel, view, clearHref, children }: FilterBarProps) {
  const form = useRef<HTMLFormElement>(null);
  const { apply, applySoon } = useApply(form, action, clearHref);
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    apply();
  };
  useShownAsGiven(form, view);
  return (
    <div className="filter-bar">
      <Form method="get" action={action} ref={form} role="search" className="filters" onSubmit={onSubmit}>
        {view.keep.map(([name, value]) => (
          <input key={name + value} type="hidden" name={name} value={value} />
        ))}
        <div className="search-box">
          <Icon of="search" />
          <input
            type="search"
            name="q"
            className="control"
            aria-label={searchLabel}
            placeholder={searchLabel}
            defaultValue={view.q}
            maxLength={200}
            onInput={applySoon}
            data-key="search"
            aria-keyshortcuts={keysOf('search')}
          />
          <button type="submit" className="sr-only">
            Search
          </button>
        </div>
        {view.chips.map((field, at) => (
          <FilterChip key={field.name} field={field} isFirst={at === 0} onChange={apply} />
        ))}
        {view.further.length > 0 && <FurtherFilters fields={view.further} match={view.match} />}
        {view.isFiltered && (
          <Link to={clearHref} className="btn btn-ghost btn-sm">
            <Icon of="x" size={14} />
            Clear filters
          </Link>
        )}
        <p className="sr-only" role="status">
          {view.sentence}
        </p>
      </Form>
      {children}
    </div>
  );
}

const TYPING_MS = 220;

/** Goes to the address the form spells, without its empty parameters: at once, or when typing pauses. */
function useApply(form: RefObject<HTMLFormElement>, action: string, clearHref: string) {
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
    // a view named alone would be its own list again
    if (query.has('view') && query.size === 1) query.append('q', '');
    navigate(query.size > 0 ? `${action}?${query.toString()}` : clearHref, {
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
function useShownAsGiven(form: RefObject<HTMLFormElement>, { q, chips, further, match }: FilterView): void {
  const checked = chips.flatMap(({ name, choices }) =>
    choices.filter((choice) => choice.checked).map(({ value }) => `${name}=${value}`),
  );
  if (match === 'any') checked.push('match=any');
  const typed: Record<string, string> = { q };
  for (const { name, value } of further) typed[name] = value;
  // one string, so that a page that is merely drawn again does not undo what was just clicked
  const given = JSON.stringify({ checked, typed });
  useEffect(() => {
    const shown = JSON.parse(given) as { checked: string[]; typed: Record<string, string> };
    for (const input of form.current?.querySelectorAll<HTMLInputElement | HTMLSelectElement>(
      'input, select',
    ) ?? []) {
      if (input.type === 'checkbox' && input instanceof HTMLInputElement)
        input.checked = shown.checked.includes(`${input.name}=${input.value}`);
      else if (input.name in shown.typed && input !== document.activeElement)
        input.value = shown.typed[input.name] ?? '';
    }
  }, [form, given]);
}

interface FurtherFiltersProps {
  fields: readonly FurtherField[];
  match: FilterView['match'];
}

const LIST_OF_TIMES = 'filter-times';

/** Conditions that are seldom needed: numbers, days, the archive, and whether all of them must hold. */
function FurtherFilters({ fields, match }: FurtherFiltersProps) {
  const set = fields.filter(({ value }) => value !== '').length + (match === 'any' ? 1 : 0);
  return (
    <>
      <button type="button" className={set > 0 ? 'chip chip-on' : 'chip'} popovertarget="filter-more">
        More filters
        {set > 0 && <span className="chip-count num">{set}</span>}
        <Icon of="chevron-down" size={14} />
      </button>
      <div id="filter-more" popover="auto" className="popover popover-start filter-more">
        <div className="filter-grid">
          {fields.map((field) => (
            <label key={field.name}>
              <span>{field.label}</span>
              <FurtherInput field={field} />
            </label>
          ))}
        </div>
        <label className="menu-item">
          <input type="checkbox" name="match" value="any" defaultChecked={match === 'any'} />
          <span>One condition is enough</span>
        </label>
        <datalist id={LIST_OF_TIMES}>
          {TIMES.map((time) => (
            <option key={time} value={time} />
          ))}
        </datalist>
        <div className="popover-foot popover-foot-kept">
          <Button size="sm" onClick={({ currentTarget }) => closeSoon(currentTarget)}>
            Apply
          </Button>
        </div>
      </div>
    </>
  );
}

const TIMES = [
  'today',
  'yesterday',
  '-7d',
  '-14d',
  '-30d',
  'this-week',
  'this-month',
  'last-month',
  'next-month',
  'this-quarter',
  'this-year',
];

/** The popover closes behind the click that applies it; without scripts the next page does that. */
const closeSoon = (button: HTMLElement): void => {
  const popover = button.closest<HTMLElement>('[popover]');
  queueMicrotask(() => popover?.hidePopover());
};

function FurtherInput({ field: { name, type, value } }: { field: FurtherField }) {
  if (type === 'archived')
    return (
      <select name={name} className="control" defaultValue={value}>
        <option value="">No</option>
        <option value="any">Too</option>
        <option value="true">Only</option>
      </select>
    );
  return (
    <input
      {...(type === 'number' ? { type: 'number', step: 1 } : { type: 'text', maxLength: 100 })}
      name={name}
      className="control"
      defaultValue={value}
      autoComplete="off"
      {...(type === 'when' && { list: LIST_OF_TIMES, placeholder: '2026-05-01, -14d …' })}
    />
  );
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
        <Icon of="chevron-down" size={14} />
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
