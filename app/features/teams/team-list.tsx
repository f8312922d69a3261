// The teams of a tenant, who is in them, and a form for one more.
import type { TeamItem } from '../../contracts/teams.ts';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { FormErrors } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { TeamFields, type Choices, type TeamValues } from './team-fields.tsx';

const LEAD =
  'Roles with team sight see the records of their own team. The manager of a team sees those of the teams below it as well.';

export const TeamList = ({ teams }: { teams: readonly TeamItem[] }) => (
  <SettingsPart title="Teams" lead={LEAD}>
    {teams.length === 0 && <p>There are no teams yet.</p>}
    <ul className="settings-rows">
      {teams.map(({ id, name, parent, manager, members }) => (
        <li key={id}>
          <div>
            <Link to={paths.teamSettings(id)} className="link">
              {name}
            </Link>
            <small>{members.map((member) => member.name).join(', ') || 'Nobody yet'}</small>
          </div>
          {parent && <span>below {parent.name}</span>}
          {manager && <span>managed by {manager.name}</span>}
        </li>
      ))}
    </ul>
  </SettingsPart>
);

export function NewTeam({ answer, ...choices }: Choices & { answer: FormAnswer | undefined }) {
  const { form, fields, formProps } = useServerForm<TeamValues>({ id: 'new-team', answer });
  return (
    <SettingsPart title="New team">
      <Form method="post" className="form" {...formProps}>
        <input type="hidden" name="intent" value="create" />
        <FormErrors errors={form.errors} />
        <TeamFields fields={fields} {...choices} />
        <div className="form-actions">
          <Button kind="primary">Create team</Button>
        </div>
      </Form>
    </SettingsPart>
  );
}
