// What a role allows, noun by noun: a box for each verb, and how far its people see.
import type { Role } from '../../contracts/roles.ts';
import { useMay } from '../../session.ts';
import { Checkbox } from '../../ui/field.tsx';
import { EVERYTHING, groupsOf, SCOPE_LABELS, type NounRow } from './role-words.ts';
import './roles.css';

interface MatrixProps {
  /** every permission there is */
  catalogue: readonly string[];
  held: readonly string[];
  visibility: Role['visibility'];
  isReadOnly: boolean;
}

export const RoleMatrix = ({ catalogue, held, visibility, isReadOnly }: MatrixProps) => (
  <div className="role-matrix">
    {groupsOf(catalogue).map(({ title, rows }) => (
      <section key={title} aria-label={title}>
        <h3>{title}</h3>
        {rows.map((row) => (
          <NounFields
            key={row.noun}
            row={row}
            held={held}
            scope={row.noun in visibility ? visibility[row.noun as keyof Role['visibility']] : undefined}
            isReadOnly={isReadOnly}
          />
        ))}
      </section>
    ))}
    <section aria-label="Everything">
      <h3>Everything</h3>
      <fieldset className="role-noun">
        <legend>Admin</legend>
        <div className="role-verbs role-verbs-wide">
          <PermissionBox
            permission={EVERYTHING}
            label="Everything, now and in future, whatever is ticked above"
            held={held}
            isReadOnly={isReadOnly}
          />
        </div>
      </fieldset>
    </section>
  </div>
);

interface NounProps {
  row: NounRow;
  held: readonly string[];
  scope: Role['visibility']['lead'] | undefined;
  isReadOnly: boolean;
}

const NounFields = ({ row, held, scope, isReadOnly }: NounProps) => (
  <fieldset className="role-noun">
    <legend>{row.label}</legend>
    <div className="role-verbs">
      {row.verbs.map(({ permission, verb }) => (
        <PermissionBox
          key={permission}
          permission={permission}
          label={verb}
          held={held}
          isReadOnly={isReadOnly}
        />
      ))}
    </div>
    {scope && (
      <label className="role-scope">
        <span>Sees</span>
        <select
          className="control"
          name={`visibility.${row.noun}`}
          defaultValue={scope}
          disabled={isReadOnly}
          aria-label={`${row.label}: whose are seen`}
        >
          {(['own', 'team', 'all'] as const).map((choice) => (
            <option key={choice} value={choice}>
              {SCOPE_LABELS[choice]}
            </option>
          ))}
        </select>
      </label>
    )}
  </fieldset>
);

interface BoxProps {
  permission: string;
  label: string;
  held: readonly string[];
  isReadOnly: boolean;
}

const isHeld = (held: readonly string[], permission: string): boolean =>
  held.includes(permission) || held.includes(permission.replace(/:.*/, ':*'));

/** What one does not hold oneself stays as it is: the box is locked, and sent along where it is ticked. */
function PermissionBox({ permission, label, held, isReadOnly }: BoxProps) {
  const may = useMay();
  const isTicked = isHeld(held, permission);
  const isLocked = !isReadOnly && !may(permission);
  return (
    <>
      <Checkbox
        label={label}
        name="permissions"
        value={permission}
        defaultChecked={isTicked}
        disabled={isReadOnly || isLocked}
        title={isLocked ? 'You do not hold this yourself' : undefined}
      />
      {isLocked && isTicked && <input type="hidden" name="permissions" value={permission} />}
    </>
  );
}
