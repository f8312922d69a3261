// One team: what it is called, who is in it, and its end.
import type { TeamItem } from '../../contracts/teams.ts';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm, DialogButton } from '../../ui/dialog.tsx';
import { FormErrors, Select } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { TeamFields, type Choices, type TeamValues } from './team-fields.tsx';

interface TeamProps {
  team: TeamItem;
  canChange: boolean;
}

export function Team({
  team,
  canChange,
  answer,
  ...choices
}: TeamProps & Choices & { answer: FormAnswer | undefined }) {
  const start = { name: team.name, parentId: team.parent?.id ?? '', managerId: team.manager?.id ?? '' };
  const { form, fields, formProps } = useServerForm<TeamValues>({ id: 'team', answer, start });
  return (
    <SettingsPart title={team.name}>
      <p>
        <Link to={paths.teamSettings()} className="link">
          All teams
        </Link>
      </p>
      <FormErrors errors={form.errors} />
      {canChange && (
        <Form method="post" className="form" key={team.version} {...formProps}>
          <input type="hidden" name="intent" value="save" />
          <input type="hidden" name="version" value={team.version} />
          <TeamFields fields={fields} {...choices} />
          <div className="form-actions">
            <Button kind="primary">Save</Button>
          </div>
        </Form>
      )}
    </SettingsPart>
  );
}

interface MembersProps extends TeamProps {
  /** who can be put into it: in no team, or in another one */
  others: readonly { id: string; name: string; team: string | null }[];
}

export const Members = ({ team, canChange, others }: MembersProps) => (
  <SettingsPart title="People" lead="Whoever changes teams takes their records along.">
    {team.members.length === 0 && <p>Nobody is in this team.</p>}
    <ul className="settings-rows">
      {team.members.map(({ id, name }) => (
        <li key={id}>
          <div>{name}</div>
          {canChange && (
            <Form method="post">
              <input type="hidden" name="intent" value="remove" />
              <input type="hidden" name="userId" value={id} />
              <Button size="sm" aria-label={`Remove ${name}`}>
                Remove
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
    {canChange && others.length > 0 && (
      <Form method="post" className="form-line" key={others.length}>
        <input type="hidden" name="intent" value="add" />
        <Select
          field={{ id: 'member', name: 'userId' }}
          label="Add"
          options={others.map(({ id, name, team: from }) => ({
            value: id,
            label: from === null ? name : `${name} (now in ${from})`,
          }))}
        />
        <Button>Add to team</Button>
      </Form>
    )}
  </SettingsPart>
);

export const Dissolve = ({ team }: { team: TeamItem }) => (
  <SettingsPart title="Dissolve the team">
    <p>
      <DialogButton opens="dissolve">Dissolve</DialogButton>
    </p>
    <Confirm
      id="dissolve"
      title={`Dissolve ${team.name}?`}
      action={paths.teamSettings(team.id)}
      fields={{ intent: 'dissolve', version: String(team.version) }}
      confirm="Dissolve"
      danger
    >
      <p>
        Its people are in no team then and keep their records, which only they and those who see everything
        will see. Teams below it come under the one above.
      </p>
    </Confirm>
  </SettingsPart>
);
