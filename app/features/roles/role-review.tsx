// The second look before a role is saved: what becomes different, and for how many.
import type { RoleForm } from '../../contracts/role-forms.ts';
import type { RoleChanges } from '../../contracts/roles.ts';
import { Form } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { changeLines, peopleWord } from './role-words.ts';
import './roles.css';

interface ReviewProps {
  changes: RoleChanges;
  value: RoleForm;
}

export function RoleReview({ changes, value }: ReviewProps) {
  const lines = changeLines(changes);
  const isChange = lines.length > 0;
  const whom = changes.users === 0 ? 'nobody yet' : `${peopleWord(changes.users)}, from their next click on`;
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
        <Sent value={value} />
        {isChange && (
          <Button kind="primary" name="intent" value="save">
            Confirm
          </Button>
        )}
        <Button name="intent" value="edit">
          Back to editing
        </Button>
      </Form>
    </SettingsPart>
  );
}

/** What was typed, carried along. */
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
