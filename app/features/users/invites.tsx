// Asking people in, and who was asked and has not come yet.
import type { InviteAnswer, InviteItem, InviteOutcome } from '../../contracts/invites.ts';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Status, type StatusKind } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Confirm, DialogButton } from '../../ui/dialog.tsx';
import { FormErrors, Select, Textarea, type Option } from '../../ui/field.tsx';
import { RelTime } from '../../ui/formats.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';

interface InviteFormProps {
  answer: FormAnswer | undefined;
  /** what became of the addresses sent last */
  outcomes: readonly InviteAnswer[];
  roles: readonly Option[];
}

export function InviteForm({ answer, outcomes, roles }: InviteFormProps) {
  const { form, fields, formProps } = useServerForm<{ emails: string; role: string }>({
    id: 'invite',
    answer,
    start: { role: 'user' },
  });
  const pending = useNavigation().formData?.get('intent') === 'invite';
  return (
    <SettingsPart
      title="Invite people"
      lead="Each gets a mail with a link that works once and for 7 days, with an account or without."
    >
      <Outcomes outcomes={outcomes} />
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <Textarea field={fields.emails} label="E-mail addresses" hint="One a line, up to 50." required />
        {roles.length > 0 && <Select field={fields.role} label="Role" options={roles} />}
        <div className="form-actions">
          <Button kind="primary" name="intent" value="invite" pending={pending}>
            Send invitations
          </Button>
        </div>
      </Form>
    </SettingsPart>
  );
}

const OUTCOMES: Readonly<Record<InviteOutcome, { kind: StatusKind; words: string }>> = {
  sent: { kind: 'won', words: 'Invited, the mail is on its way' },
  member: { kind: 'muted', words: 'Already a member' },
  invited: { kind: 'muted', words: 'Already invited' },
  no_address: { kind: 'lost', words: 'Not an e-mail address' },
  too_many_mails: { kind: 'warn', words: 'Invited without a mail: send it again in an hour' },
};

const Outcomes = ({ outcomes }: { outcomes: readonly InviteAnswer[] }) =>
  outcomes.length > 0 && (
    <ul className="invite-answers" role="status" aria-label="What became of each address">
      {outcomes.map(({ email, outcome }, at) => (
        <li key={at}>
          <b>{email}</b> <Status kind={OUTCOMES[outcome].kind}>{OUTCOMES[outcome].words}</Status>
        </li>
      ))}
    </ul>
  );

interface PendingProps {
  invites: readonly InviteItem[];
  roleNames: Readonly<Record<string, string>>;
  action: string;
}

export const PendingInvites = ({ invites, ...rest }: PendingProps) =>
  invites.length > 0 && (
    <SettingsPart title="Pending invitations">
      <ul className="settings-rows">
        {invites.map((invite) => (
          <PendingRow key={invite.id} invite={invite} {...rest} />
        ))}
      </ul>
    </SettingsPart>
  );

function PendingRow({ invite, roleNames, action }: Omit<PendingProps, 'invites'> & { invite: InviteItem }) {
  const { id, email, roles, invitedAt, expiresAt } = invite;
  const dialog = `withdraw-${id}`;
  return (
    <li>
      <div>
        <b>{email}</b>
        <small>
          {roles.map((key) => roleNames[key] ?? key).join(', ')} · invited <RelTime at={invitedAt} />
          {expiresAt === null && ' · the link has run out or was not sent'}
        </small>
      </div>
      <div className="user-actions">
        <Form method="post">
          <input type="hidden" name="id" value={id} />
          <Button size="sm" name="intent" value="resend" aria-label={`Send again to ${email}`}>
            Send again
          </Button>
        </Form>
        <DialogButton size="sm" opens={dialog} aria-label={`Withdraw the invitation to ${email}`}>
          Withdraw
        </DialogButton>
      </div>
      <Confirm
        id={dialog}
        title={`Withdraw the invitation to ${email}?`}
        action={action}
        fields={{ intent: 'withdraw', id }}
        confirm="Withdraw"
        danger
      >
        <p>The link in the mail stops working. You can invite the address again.</p>
      </Confirm>
    </li>
  );
}
