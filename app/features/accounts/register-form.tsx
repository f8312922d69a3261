import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { FormErrors, Input, Select, type Option } from '../../ui/field.tsx';
import { PasswordField } from './password-field.tsx';

interface RegisterFormProps {
  answer?: FormAnswer | undefined;
  /** who is invited where; fixes the e-mail */
  invite?: { token: string; email: string } | undefined;
  /** asked only when there is more than one */
  regions?: readonly Option[];
}

interface Values extends Record<string, unknown> {
  name: string;
  email: string;
  password: string;
  confirm: string;
  tenantInvite: string;
  region: string;
}

export function RegisterForm({ answer, invite, regions = [] }: RegisterFormProps) {
  const { form, fields, formProps } = useServerForm<Values>({
    id: 'register',
    answer,
    start: invite && { email: invite.email },
  });
  const pending = useNavigation().formMethod === 'POST';
  return (
    <>
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={[...(form.errors ?? []), ...(fields.tenantInvite.errors ?? [])]} />
        {invite && <input type="hidden" name="tenantInvite" value={invite.token} />}
        {invite && <input type="hidden" name="intent" value="register" />}
        <Input
          field={fields.name}
          label="Name"
          autoComplete="name"
          required
          maxLength={100}
          autoFocus={!answer}
        />
        <Input
          field={fields.email}
          label="Email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          readOnly={invite !== undefined}
        />
        <PasswordField
          field={fields.password}
          label="Password"
          autoComplete="new-password"
          hint="At least 8 characters; a few words in a row are best."
        />
        <Input field={fields.confirm} label="Confirm" type="password" autoComplete="new-password" required />
        {regions.length > 1 && <Select field={fields.region} label="Data region" options={regions} />}
        <Button kind="primary" pending={pending}>
          Create account
        </Button>
      </Form>
      <p className="gate-foot">
        Have an account?{' '}
        <Link to={paths.login()} className="link">
          Sign in
        </Link>
      </p>
    </>
  );
}

/** After signing up where mail is configured: the same for new and taken addresses. */
export const CheckMail = ({ email }: { email: string }) => (
  <div className="form">
    <p>
      We sent a mail to <b>{email}</b>. The link in it signs you in.
    </p>
    <p className="gate-foot">
      Nothing there after a few minutes? Look into the spam folder, or{' '}
      <Link to={paths.register()} className="link">
        try again
      </Link>
      .
    </p>
  </div>
);
