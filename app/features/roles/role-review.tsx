// The second look before a role is saved: what becomes different, and for how many.
import type { ReactNode } from 'react';
import type { RoleFieldsForm, RoleForm } from '../../contracts/role-forms.ts';
import type { FieldRow } from '../../contracts/role-fields.ts';
import type { Role, RoleChanges } from '../../contracts/roles.ts';
import { Form } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { changeLines, fieldLines, peopleWord } from './role-words.ts';
import './roles.css';

interface ReviewProps {
  changes: RoleChanges;
  value: RoleForm;
}

export const RoleReview = ({ changes, value }: ReviewProps) => (
  <SecondLook lines={changeLines(changes)} users={changes.users} save="save" edit="edit">
    <Sent value={value} />
  </SecondLook>
);

interface FieldsReviewProps {
  role: Role;
  rows: readonly FieldRow[];
  value: RoleFieldsForm;
}

export const FieldsReview = ({ role, rows, value }: FieldsReviewProps) => (
  <SecondLook lines={fieldLines(rows, value.fields)} users={role.users} save="save-fields" edit="edit-fields">
    <input type="hidden" name="version" value={value.version} />
    {Object.entries(value.fields).flatMap(([noun, chosen = {}]) =>
      Object.entries(chosen).map(([field, access]) => (
        <input key={`${noun}.${field}`} type="hidden" name={`fields.${noun}.${field}`} value={access} />
      )),
    )}
  </SecondLook>
);

interface LookProps {
  lines: readonly { sign: string; text: string }[];
  /** people it concerns */
  users: number;
  /** the intents of the two buttons */
  save: string;
  edit: string;
  /** what was typed, carried along */
  children: ReactNode;
}

function SecondLook({ lines, users, save, edit, children }: LookProps) {
  const isChange = lines.length > 0;
  const whom = users === 0 ? 'nobody yet' : `${peopleWord(users)}, from their next click on`;
  const lead = isChange
    ? `Affects ${whom}. Admins get a mail when rights change.`
    : 'Nothing is different from what is saved.';
  return (
    <SettingsPart title={isChange ? 'Save these changes?' : 'No changes'} lead={lead}>
      {isChange && (
        <ul className="role-changes">
          {lines.map(({ sign, text }) => (
            <li key={`${sign} ${text}`}>
              <span>{sign}</span> <b>{text}</b>
            </li>
          ))}
        </ul>
      )}
      <Form method="post" className="form-actions">
        {children}
        {isChange && (
          <Button kind="primary" name="intent" value={save}>
            Confirm
          </Button>
        )}
        <Button name="intent" value={edit}>
          Back to editing
        </Button>
      </Form>
    </SettingsPart>
  );
}

const Sent = ({ value }: Pick<ReviewProps, 'value'>) => (
  <>
    <input type="hidden" name="version" value={value.version} />
    <input type="hidden" name="name" value={value.name} />
    {value.permissions.map((permission) => (
      <input key={permission} type="hidden" name="permissions" value={permission} />
    ))}
    {Object.entries(value.visibility ?? {}).map(([noun, scope]) => (
      <input key={noun} type="hidden" name={`visibility.${noun}`} value={scope} />
    ))}
  </>
);
