// Which fields a role hides or locks, noun by noun: one choice per field, saved together after a second look.
import type { RoleFieldsForm } from '../../contracts/role-forms.ts';
import type { FieldRow } from '../../contracts/role-fields.ts';
import type { Role } from '../../contracts/roles.ts';
import { Form } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { nounLabel } from '../../permission-words.ts';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { ACCESS_LABELS, EVERYTHING, fieldName } from './role-words.ts';
import './roles.css';

interface FieldsProps {
  role: Role;
  rows: readonly FieldRow[];
  /** what was chosen, on the way back from the second look */
  typed: RoleFieldsForm['fields'] | undefined;
}

export function RoleFields({ role, rows, typed }: FieldsProps) {
  const isReadOnly = !useMay()('role:update');
  if (role.permissions.includes(EVERYTHING)) {
    return (
      <SettingsPart title="Fields" lead="Whoever holds everything sees and edits every field.">
        {null}
      </SettingsPart>
    );
  }
  return (
    <SettingsPart
      title="Fields"
      lead="A hidden field shows no value anywhere; a read-only one is shown and stays as it is. Somebody with several roles has the mildest of their rules."
    >
      <Form method="post" className="role-form">
        <input type="hidden" name="version" value={role.version} />
        {[...new Set(rows.map(({ noun }) => noun))].map((noun) => (
          <section key={noun} className="role-fields" aria-label={`Fields of ${noun}s`}>
            <h3>{nounLabel(noun)}</h3>
            {rows
              .filter((row) => row.noun === noun)
              .map((row) => (
                <FieldChoice
                  key={row.field}
                  row={row}
                  access={typed?.[noun]?.[row.field] ?? row.access}
                  isReadOnly={isReadOnly}
                />
              ))}
          </section>
        ))}
        {!isReadOnly && (
          <div className="form-actions">
            <Button kind="primary" name="intent" value="review-fields">
              Review field changes
            </Button>
          </div>
        )}
      </Form>
    </SettingsPart>
  );
}

interface ChoiceProps {
  row: FieldRow;
  access: FieldRow['access'];
  isReadOnly: boolean;
}

const FieldChoice = ({ row, access, isReadOnly }: ChoiceProps) => (
  <label className="role-field">
    <span>
      {row.label}
      {row.isNeeded && <small>No record is without it, so it is always shown.</small>}
    </span>
    <select
      className="control"
      name={`fields.${row.noun}.${row.field}`}
      defaultValue={access}
      disabled={isReadOnly}
      aria-label={fieldName(row)}
    >
      {(['editable', 'read_only', ...(row.isNeeded ? [] : ['hidden' as const])] as const).map((choice) => (
        <option key={choice} value={choice}>
          {ACCESS_LABELS[choice]}
        </option>
      ))}
    </select>
  </label>
);
