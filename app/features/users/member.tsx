// One person of the tenant: name, roles, whether they are let in, where they are signed in. What one may not change is read.
import type { ReactNode } from 'react';
import type { UserDetail, UserSessions } from '../../contracts/users.ts';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Tag } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CloseButton, Confirm, Dialog, DialogActions, DialogButton } from '../../ui/dialog.tsx';
import { Checkbox, FormErrors, Input } from '../../ui/field.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { UserStatusMark } from './user-list.tsx';
import './users.css';

export interface MemberRights {
  rename: boolean;
  disable: boolean;
}

export interface RoleChoice {
  key: string;
  name: string;
}

interface MemberProps {
  user: UserDetail;
  isSelf: boolean;
  may: MemberRights;
}

interface MemberHeadProps extends Pick<MemberProps, 'user'> {
  /** whether the page that explains their rights is open to the reader */
  explained: boolean;
}

export const MemberHead = ({
  user: { id, name, email, status, lastLoginAt },
  explained,
}: MemberHeadProps) => (
  <section className="settings-part" aria-label={name}>
    <p>
      <Link to={paths.team()} className="link">
        Team
      </Link>
    </p>
    <h2>{name}</h2>
    <div className="user-facts">
      <a href={`mailto:${email}`} className="link">
        {email}
      </a>
      <UserStatusMark status={status} />
      <span>
        {lastLoginAt === null ? (
          'Never signed in'
        ) : (
          <>
            Last sign-in <RelTime at={lastLoginAt} />
          </>
        )}
      </span>
    </div>
    {explained && (
      <p>
        <Link to={paths.access(id)} className="link">
          What can this person see and do?
        </Link>
      </p>
    )}
  </section>
);

const usePending = (intent: string): boolean => useNavigation().formData?.get('intent') === intent;

export function MemberName({ user, answer }: Pick<MemberProps, 'user'> & { answer: FormAnswer | undefined }) {
  const { form, fields, formProps } = useServerForm<{ name: string }>({
    id: 'name',
    answer,
    start: { name: user.name },
  });
  return (
    <SettingsPart title="Name">
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <input type="hidden" name="version" value={user.version} />
        <Input field={fields.name} label="Name" required maxLength={100} />
        <div className="form-actions">
          <Button name="intent" value="name" pending={usePending('name')}>
            Save name
          </Button>
        </div>
      </Form>
    </SettingsPart>
  );
}

interface MemberRolesProps extends Omit<MemberProps, 'may'> {
  /** what can be given; null for who may not */
  choices: readonly RoleChoice[] | null;
}

export function MemberRoles({ user, isSelf, choices }: MemberRolesProps) {
  const pending = usePending('roles');
  const why = isSelf ? 'Nobody changes their own roles: another admin can do it.' : lastAdminOf(user);
  if (choices === null || isSelf)
    return (
      <SettingsPart title="Roles" lead={choices !== null && why}>
        <div className="user-facts">
          {user.roles.map(({ key, name }) => (
            <Tag key={key}>{name}</Tag>
          ))}
          {user.roles.length === 0 && 'None yet.'}
        </div>
      </SettingsPart>
    );
  const held = user.roles.map(({ key }) => key);
  return (
    <SettingsPart title="Roles" lead={why ?? 'Several add up. What they allow changes with the next click.'}>
      <Form method="post" className="form">
        <fieldset className="role-choices">
          <legend className="sr-only">Roles of {user.name}</legend>
          {choices.map(({ key, name }) => (
            <Checkbox key={key} label={name} name="roles" value={key} defaultChecked={held.includes(key)} />
          ))}
        </fieldset>
        <div className="form-actions">
          <DialogButton opens="roles-sure">Save roles</DialogButton>
        </div>
        <Dialog id="roles-sure" title={`Change the roles of ${user.name}?`}>
          <div className="dialog-body">
            <p>They take the place of those held now. The admins of the tenant are told by mail.</p>
            <Checkbox name="sure" required label="Yes, change them" />
          </div>
          <DialogActions>
            <CloseButton closes="roles-sure" />
            <Button kind="primary" name="intent" value="roles" pending={pending}>
              Change roles
            </Button>
          </DialogActions>
        </Dialog>
      </Form>
    </SettingsPart>
  );
}

const lastAdminOf = ({ isLastAdmin, name }: UserDetail): string | undefined =>
  isLastAdmin
    ? `${name} is the last admin who can sign in, so they stay admin: without one nobody could give rights to anybody. Make somebody else an admin first.`
    : undefined;

/** Disabling and enabling; a sentence where that is not possible, and why. */
export function MemberAccess({ user, isSelf, may }: MemberProps) {
  if (!may.disable) return null;
  const { name, status } = user;
  const why = isSelf
    ? 'You cannot disable yourself: another admin can do it.'
    : status === 'invited'
      ? 'They have not joined yet. The invitation can be withdrawn or sent again on the team’s page.'
      : lastAdminOf(user);
  if (why !== undefined) return <SettingsPart title="Access" lead={why} children={null} />;
  return status === 'active' ? (
    <Sure
      id="disable"
      part="Access"
      lead="Disabled, they can do nothing here from their next click on, nor can their API keys. What they made stays."
      opens="Disable"
      title={`Disable ${name}?`}
      sure={`Yes, ${name} is let in no more`}
      danger
    >
      Their sessions and API keys stop at once. You can enable them again at any time.
    </Sure>
  ) : (
    <Sure
      id="enable"
      part="Access"
      lead="Disabled: they cannot sign in to this tenant, and their API keys do nothing."
      opens="Enable"
      title={`Enable ${name}?`}
      sure={`Yes, ${name} is let in again`}
    >
      They can sign in again, with the roles they have. Their API keys that have not run out work again too.
    </Sure>
  );
}

interface MemberSessionsProps {
  user: Pick<UserDetail, 'name'>;
  sessions: Pick<UserSessions, 'open' | 'lastUsedAt'> | null;
}

export function MemberSessions({ user: { name }, sessions }: MemberSessionsProps) {
  if (sessions === null) return <SettingsPart title="Sessions" lead="Signed in nowhere." children={null} />;
  const { open, lastUsedAt } = sessions;
  return (
    <Sure
      id="end-sessions"
      part="Sessions"
      lead={
        <>
          {open === 1 ? 'One open session' : `${open} open sessions`} in this tenant, last used{' '}
          <RelTime at={lastUsedAt} />.
        </>
      }
      opens="End all sessions"
      title={`End all sessions of ${name}?`}
      sure={`Yes, sign ${name} out everywhere`}
      danger
    >
      They are signed out of this tenant on every device and can sign in again. You are asked for your
      password.
    </Sure>
  );
}

interface SureProps {
  /** also the form's intent */
  id: string;
  part: string;
  lead: ReactNode;
  /** the button that asks, and the one that does */
  opens: string;
  title: string;
  /** the box to tick */
  sure: string;
  danger?: boolean;
  children: ReactNode;
}

/** A deed that is confirmed twice: by a button and a box in a dialog. */
function Sure({ id, part, lead, opens, title, sure, danger = false, children }: SureProps) {
  return (
    <SettingsPart title={part} lead={lead}>
      <div className="form-actions">
        <DialogButton opens={id}>{opens}</DialogButton>
      </div>
      <Confirm
        id={id}
        title={title}
        action=""
        fields={{ intent: id }}
        confirm={opens}
        sure={sure}
        danger={danger}
      >
        <p>{children}</p>
      </Confirm>
    </SettingsPart>
  );
}
