// What a team is called, under which one it stands, and who manages it.
import { Input, Select, type FieldState } from '../../ui/field.tsx';

export interface TeamValues extends Record<string, unknown> {
  name: string;
  parentId: string;
  managerId: string;
}

interface Named {
  id: string;
  name: string;
}

export interface Choices {
  /** teams it can stand below */
  parents: readonly Named[];
  people: readonly Named[];
}

const optionsOf = (many: readonly Named[]) => many.map(({ id, name }) => ({ value: id, label: name }));

export const TeamFields = ({
  fields,
  parents,
  people,
}: Choices & { fields: Record<'name' | 'parentId' | 'managerId', FieldState> }) => (
  <>
    <Input field={fields.name} label="Name" autoComplete="off" required />
    <div className="form-grid">
      <Select field={fields.parentId} label="Below" options={optionsOf(parents)} none="No other team" />
      <Select field={fields.managerId} label="Manager" options={optionsOf(people)} none="Nobody" />
    </div>
  </>
);
