// The roles of the tenant, and a form for one more.
import type { Role } from '../../contracts/roles.ts';
import type { FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FormErrors, Input, Select } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { EVERYTHING, peopleWord } from './role-words.ts';

export const RoleList = ({ roles }: { roles: readonly Role[] }) => (
  <SettingsPart
    title="Roles"
    lead="A role says what its people may do and whose records they see. Somebody with several roles may do what any of them allows."
  >
    <ul className="settings-rows">
      {roles.map((role) => (
        <li key={role.id}>
          <div>
            <Link to={paths.role(role.id)} className="link role-link">
              {role.name}
            </Link>{' '}
            {!role.isSeeded && <Badge>Your own</Badge>}
            <small>{summaryOf(role)}</small>
          </div>
          <span className="role-holders">{role.users === 0 ? 'Nobody' : peopleWord(role.users)}</span>
        </li>
      ))}
    </ul>
    <p>
      <Link to={paths.access()} className="link">
        What can a person see and do?
      </Link>
    </p>
  </SettingsPart>
);

function summaryOf({ permissions }: Role): string {
  if (permissions.includes(EVERYTHING)) return 'Everything, now and in future';
  return permissions.length === 1 ? '1 permission' : `${permissions.length} permissions`;
}

export function NewRole({ roles, answer }: { roles: readonly Role[]; answer: FormAnswer | undefined }) {
  const errors = answer?.submission?.error ?? {};
  const field = (name: string) => ({
    id: `new-${name}`,
    name,
    errors: errors[name] ?? undefined,
    initialValue: answer?.submission?.initialValue?.[name],
  });
  return (
    <SettingsPart
      title="New role"
      lead="Nobody has it until you give it. You choose what it allows on the next page."
    >
      <Form method="post" className="form">
        <FormErrors errors={errors[''] ?? undefined} />
        <Input field={field('name')} label="Name" maxLength={60} required />
        <Select
          field={field('copyOf')}
          label="Begin with"
          none="Nothing"
          options={roles.map(({ key, name }) => ({ value: key, label: `A copy of ${name}` }))}
        />
        <div className="form-actions">
          <Button kind="primary">Add role</Button>
        </div>
      </Form>
    </SettingsPart>
  );
}
