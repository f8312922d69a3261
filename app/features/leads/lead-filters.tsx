import { paths } from '../../paths.ts';
import { FilterBar, type FilterField } from '../../ui/filter-bar.tsx';

export interface LeadFilterState {
  q: string;
  sort?: string | undefined;
  /** values of owner (user ids or "me"), stage (keys) and source (keys) that are chosen */
  owner: readonly string[];
  stage: readonly string[];
  source: readonly string[];
  /** further filters in the grammar of the URL; kept, and cleared with the others */
  f?: readonly string[];
}

export interface LeadFilterOptions {
  owners: readonly { id: string; name: string }[];
  stages: readonly { key: string; name: string }[];
  sources: readonly { key: string; name: string }[];
  /** fields that this person's role hides: there is no filter by them */
  hiddenFields?: readonly string[];
}

interface LeadFiltersProps {
  state: LeadFilterState;
  options: LeadFilterOptions;
}

/** "Search leads" and the chips Owner, Stage, Source. Several choices come as `stage=new&stage=working`. */
export function LeadFilters({ state, options }: LeadFiltersProps) {
  const fields = filterFields(state, options);
  const further = state.f ?? [];
  const filtered =
    state.q !== '' ||
    further.length > 0 ||
    fields.some(({ choices }) => choices.some(({ checked }) => checked));
  return (
    <FilterBar
      action={paths.leads()}
      search={{ label: 'Search leads', value: state.q }}
      fields={fields}
      keep={[
        ...(state.sort ? [['sort', state.sort] as const] : []),
        ...further.map((filter) => ['f', filter] as const),
      ]}
      sentence={sentenceOf(state, fields)}
      clearHref={filtered ? paths.leads({ sort: state.sort }) : undefined}
    />
  );
}

function filterFields(state: LeadFilterState, options: LeadFilterOptions): FilterField[] {
  const { owners, stages, sources, hiddenFields = [] } = options;
  const choices = (chosen: readonly string[], all: readonly { value: string; label: string }[]) =>
    all.map((choice) => ({ ...choice, checked: chosen.includes(choice.value) }));
  const keyed = (list: readonly { key: string; name: string }[]) =>
    list.map(({ key, name }) => ({ value: key, label: name }));
  const people = owners.map(({ id, name }) => ({ value: id, label: name }));
  const fields = [
    {
      name: 'owner',
      label: 'Owner',
      choices: choices(state.owner, [{ value: 'me', label: 'Me' }, ...people]),
    },
    { name: 'stage', label: 'Stage', choices: choices(state.stage, keyed(stages)) },
    { name: 'source', label: 'Source', choices: choices(state.source, keyed(sources)) },
  ];
  return fields.filter(({ name }) => !hiddenFields.includes(name));
}

/** "Leads matching “acme” where owner is Me and stage is New or Working" */
function sentenceOf({ q }: LeadFilterState, fields: readonly FilterField[]): string {
  const parts = fields.flatMap(({ label, choices }) => {
    const chosen = choices.filter(({ checked }) => checked).map((choice) => choice.label);
    return chosen.length > 0 ? [`${label.toLowerCase()} is ${chosen.join(' or ')}`] : [];
  });
  const words = q === '' ? 'All leads' : `Leads matching “${q}”`;
  return parts.length > 0 ? `${words} where ${parts.join(' and ')}` : words;
}
