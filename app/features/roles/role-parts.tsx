// The parts of one role's page: its rights, the people who hold it, and its end.
import type { Role } from '../../contracts/roles.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { RoleMatrix } from './role-matrix.tsx';
import { EVERYTHING, peopleWord } from './role-words.ts';
import './roles.css';

export const RoleHead = ({ role }: { role: Role }) => (
  <div className="role-head">
    <Link to={paths.roles} className="link">
      <Icon of="arrow-left" size={14} /> All roles
    </Link>
    <h2>
      {role.name} {role.isSeeded ? <Badge>Came with the tenant</Badge> : <Badge>Your own</Badge>}
    </h2>
    <p>
      Key <code>{role.key}</code> ·{' '}
      {role.users === 0 ? 'nobody has it yet' : `held by ${peopleWord(role.users)}`}
    </p>
  </div>
);

interface RightsProps {
  role: Role;
  catalogue: readonly string[];
  /** what was typed, on the way back from the second look */
  typed:
    { name: string; permissions: readonly string[]; visibility?: Role['visibility'] | undefined } | undefined;
}

/** Name and matrix in one form, saved together after a second look. */
export function RoleRights({ role, catalogue, typed }: RightsProps) {
  const isReadOnly = !useMay()('role:update');
  const isFixed = role.isSeeded && role.permissions.includes(EVERYTHING);
  const shown = typed ?? role;
  return (
    <SettingsPart
      title="Rights"
      lead={
        isFixed
          ? 'This role holds everything, now and in future, and sees all records. That stays: somebody must be able to undo any change of rights.'
          : isReadOnly
            ? 'You can look at this role. Changing it needs the permission role:update.'
            : 'Tick what people with this role may do, and choose whose records they see.'
      }
    >
      <Form method="post" className="role-form">
        <input type="hidden" name="version" value={role.version} />
        <Input
          field={{ id: 'role-name', name: 'name', initialValue: shown.name }}
          label="Name"
          maxLength={60}
          required
          disabled={isReadOnly}
        />
        {isFixed ? (
          <input type="hidden" name="permissions" value={EVERYTHING} />
        ) : (
          <RoleMatrix
            catalogue={catalogue}
            held={shown.permissions}
            visibility={shown.visibility ?? role.visibility}
            isReadOnly={isReadOnly}
          />
        )}
        {!isReadOnly && (
          <div className="form-actions role-save">
            <Button kind="primary" name="intent" value="review">
              Review changes
            </Button>
          </div>
        )}
      </Form>
    </SettingsPart>
  );
}

export const RoleHolders = ({ people }: { people: readonly { id: string; name: string }[] }) => (
  <SettingsPart title="People with this role" lead={people.length === 0 ? 'Nobody has it.' : undefined}>
    <ul className="settings-rows">
      {people.map(({ id, name }) => (
        <li key={id}>
          <div>{name}</div>
          <Link
            to={paths.access(id)}
            className="link"
            aria-label={`What can this person see and do? ${name}`}
          >
            What can this person see and do?
          </Link>
        </li>
      ))}
    </ul>
  </SettingsPart>
);

export function RoleEnd({ role }: { role: Role }) {
  const may = useMay();
  if (role.isSeeded || !may('role:update')) return null;
  return (
    <SettingsPart
      title="Delete"
      lead={
        role.users > 0
          ? `${peopleWord(role.users)} still ${role.users === 1 ? 'has' : 'have'} this role. Give them another one first.`
          : 'Nobody has this role. Its key is not given again.'
      }
    >
      {role.users === 0 && (
        <details className="role-end">
          <summary className="btn btn-secondary">Delete this role…</summary>
          <Form method="post">
            <Button kind="danger" name="intent" value="delete">
              Yes, delete it
            </Button>
          </Form>
        </details>
      )}
    </SettingsPart>
  );
}
