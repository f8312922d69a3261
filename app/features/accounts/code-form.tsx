// The second step of signing in: a code of the authenticator, or one of the recovery codes.
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { FormErrors, Input } from '../../ui/field.tsx';

export interface CodeWanted {
  /** stands for the password that was right; good for five minutes */
  mfaToken: string;
  next?: string | undefined;
}

export const CODE_LEAD = 'Your password is right. This account asks for a code as well.';

export function LoginCodeForm({ answer, mfaToken, next }: CodeWanted & { answer?: FormAnswer | undefined }) {
  const { form, fields, formProps } = useServerForm<{ code: string }>({ id: 'login-code', answer });
  const pending = useNavigation().formMethod === 'POST';
  return (
    <>
      <Form method="post" className="form" {...formProps} action={paths.loginCode}>
        <FormErrors errors={form.errors} />
        <input type="hidden" name="mfaToken" value={mfaToken} />
        {next && <input type="hidden" name="next" value={next} />}
        <Input
          field={fields.code}
          label="Code"
          autoComplete="one-time-code"
          required
          autoFocus
          hint="Six digits from your authenticator, or a recovery code."
        />
        <Button kind="primary" pending={pending}>
          Sign in
        </Button>
      </Form>
      <p className="gate-foot">
        <Link to={paths.login()} className="link">
          Start again
        </Link>
      </p>
    </>
  );
}
