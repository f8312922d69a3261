// Where a contact works: an organization out of those in sight.
import { paths } from '../../paths.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { startValue, type FieldState, type Option } from '../../ui/field.tsx';

export interface OrganizationChoice {
  /** offered before anything is typed; null for those who may not read organizations */
  offered: readonly Option[] | null;
  /** the one it starts with */
  current: { id: string; name: string } | null;
}

interface OrganizationFieldProps {
  field: FieldState;
  choice: OrganizationChoice;
}

export function OrganizationField({ field, choice: { offered, current } }: OrganizationFieldProps) {
  const given = startValue(field);
  // who may not choose sends back the one that is there
  if (!offered) return current && <input type="hidden" name={field.name} value={current.id} />;
  const known = [...(current ? [{ value: current.id, label: current.name }] : []), ...offered];
  const text = known.find(({ value }) => value === given)?.label ?? given;
  return (
    <Combobox
      field={field}
      label="Organization"
      options={offered}
      text={text}
      source={paths.organizationOptions}
      placeholder="Type a name"
    />
  );
}
