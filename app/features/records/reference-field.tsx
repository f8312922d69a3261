// A field that names another record, chosen as one types out of those in sight.
import { paths } from '../../paths.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { startValue, type FieldState, type Option } from '../../ui/field.tsx';

export interface ReferenceChoice {
  /** offered before anything is typed; null for those who may not read such records */
  offered: readonly Option[] | null;
  /** the one it starts with */
  current: { id: string; name: string } | null;
}

interface ReferenceFieldProps {
  field: FieldState;
  noun: keyof typeof NOUNS;
  choice: ReferenceChoice;
  autoFocus?: boolean | undefined;
}

const NOUNS = {
  organization: { label: 'Organization', source: paths.organizationOptions },
  contact: { label: 'Contact', source: paths.contactOptions },
};

export function ReferenceField({ field, noun, choice, autoFocus }: ReferenceFieldProps) {
  const { offered, current } = choice;
  const given = startValue(field);
  // who may not choose sends back the one that is there
  if (!offered) return current && <input type="hidden" name={field.name} value={current.id} />;
  const known = [...(current ? [{ value: current.id, label: current.name }] : []), ...offered];
  const text = known.find(({ value }) => value === given)?.label ?? given;
  return (
    <Combobox {...{ field, text, autoFocus }} options={offered} placeholder="Type a name" {...NOUNS[noun]} />
  );
}
