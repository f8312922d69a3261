import { useServerForm, type FormAnswer } from '../../forms.ts';
import { Form, Link, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { FormErrors, Input } from '../../ui/field.tsx';

interface SudoFormProps {
  answer?: FormAnswer | undefined;
  email: string;
  hasFactor: boolean;
  /** where to go on; a path of this site */
  next: string;
}

/** The password again, or a code where there is a second factor. */
export function SudoForm({ answer, email, hasFactor, next }: SudoFormProps) {
  const { form, fields, formProps } = useServerForm<{ password: string; code: string }>({
    id: 'sudo',
    answer,
  });
  const pending = useNavigation().formMethod === 'POST';
  return (
    <>
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <input type="hidden" name="next" value={next} />
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <Input
          field={fields.password}
          label="Password"
          type="password"
          autoComplete="current-password"
          required={!hasFactor}
          autoFocus
        />
        {hasFactor && (
          <Input
            field={fields.code}
            label="Or a code"
            autoComplete="one-time-code"
            hint="Six digits from your authenticator, or a recovery code."
          />
        )}
        <Button kind="primary" pending={pending}>
          Confirm
        </Button>
      </Form>
      <p className="gate-foot">
        <Link to={next} className="link">
          Back
        </Link>
      </p>
    </>
  );
}
