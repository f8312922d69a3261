import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors, Input } from '../../ui/field.tsx';
import { PasswordField } from './password-field.tsx';

const BackToSignIn = () => (
  <p className="gate-foot">
    <Link to={paths.login()} className="link">
      Back to sign in
    </Link>
  </p>
);

export function ForgotPasswordForm({ answer }: { answer?: FormAnswer | undefined }) {
  const { form, fields, formProps } = useServerForm<{ email: string }>({ id: 'forgot', answer });
  const pending = useNavigation().formMethod === 'POST';
  return (
    <>
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <Input field={fields.email} label="Email" type="email" autoComplete="username" required autoFocus />
        <Button kind="primary" pending={pending}>
          Send reset link
        </Button>
      </Form>
      <BackToSignIn />
    </>
  );
}

/** The same whether the address has an account or not. */
export const ResetSent = () => (
  <>
    <p>
      If that address has an account, a link to choose a new password is on its way. It works for 30 minutes.
    </p>
    <BackToSignIn />
  </>
);

export function ResetPasswordForm({ answer }: { answer?: FormAnswer | undefined }) {
  const { form, fields, formProps } = useServerForm<{ newPassword: string; confirm: string }>({
    id: 'reset',
    answer,
  });
  const pending = useNavigation().formMethod === 'POST';
  return (
    <Form method="post" className="form" {...formProps}>
      <FormErrors errors={form.errors} />
      <PasswordField
        field={fields.newPassword}
        label="New password"
        autoComplete="new-password"
        hint="Signs you out everywhere else."
      />
      <Input field={fields.confirm} label="Confirm" type="password" autoComplete="new-password" required />
      <Button kind="primary" pending={pending}>
        Set new password
      </Button>
    </Form>
  );
}

/** A used or expired link. */
export const ResetExpired = () => (
  <>
    <p>This link has been used or has expired. Links work once, for 30 minutes.</p>
    <div className="form">
      <LinkButton to={paths.forgotPassword} kind="primary">
        Send a new link
      </LinkButton>
    </div>
    <BackToSignIn />
  </>
);
