import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Input } from '../../ui/field.tsx';

interface LoginFormProps {
  answer?: FormAnswer | undefined;
  /** where to go afterwards; a path of this site */
  next?: string | undefined;
}

export function LoginForm({ answer, next }: LoginFormProps) {
  const { form, fields, formProps } = useServerForm<{ email: string; password: string }>({
    id: 'login',
    answer,
  });
  const pending = useNavigation().formMethod === 'POST';
  return (
    <>
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        {next && <input type="hidden" name="next" value={next} />}
        <Input
          field={fields.email}
          label="Email"
          type="email"
          autoComplete="username"
          required
          autoFocus={!answer}
        />
        <Input
          field={fields.password}
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus={answer !== undefined}
          aside={
            <Link to={paths.forgotPassword} className="link">
              Forgot password?
            </Link>
          }
        />
        <Checkbox name="remember" label="Keep me signed in on this device" />
        <Button kind="primary" pending={pending}>
          Sign in
        </Button>
      </Form>
      <p className="gate-foot">
        New here?{' '}
        <Link to={paths.register()} className="link">
          Create account
        </Link>
      </p>
    </>
  );
}
