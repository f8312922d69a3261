// The sections of /settings/security that change what guards the account. Shown once the person has said who they are.
import type { Security } from '../../contracts/account-security.ts';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors, Input } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { PasswordField } from './password-field.tsx';

const usePending = (intent: string): boolean => useNavigation().formData?.get('intent') === intent;

/** Stands where the guarded forms will be. */
export const Guarded = ({ page = paths.security }: { page?: string }) => (
  <div className="notice">
    <p>
      Changes here need your password again. That holds for 10 minutes.{' '}
      <a href={paths.sudo(page)}>Confirm that it is you</a>
    </p>
  </div>
);

export function ChangePassword({ answer }: { answer: FormAnswer | undefined }) {
  const { form, fields, formProps } = useServerForm<{ newPassword: string; confirm: string }>({
    id: 'password',
    answer,
  });
  return (
    <SettingsPart title="Password" lead="A new password ends every other session.">
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <PasswordField field={fields.newPassword} label="New password" autoComplete="new-password" />
        <Input field={fields.confirm} label="Confirm" type="password" autoComplete="new-password" required />
        <div className="form-actions">
          <Button kind="primary" name="intent" value="password" pending={usePending('password')}>
            Change password
          </Button>
        </div>
      </Form>
    </SettingsPart>
  );
}

type FactorProps = Pick<Security, 'hasFactor' | 'recoveryCodesLeft'> & { isOpen: boolean };

export function Factor({ hasFactor, recoveryCodesLeft, isOpen }: FactorProps) {
  const [turnsOff, turnsOn] = [usePending('factor-off'), usePending('factor-on')];
  const lead = hasFactor
    ? `On. Signing in asks for a code of your authenticator. Recovery codes left: ${recoveryCodesLeft}.`
    : 'Off. With it, your password alone lets nobody in.';
  return (
    <SettingsPart title="Second factor" lead={lead}>
      {isOpen && (
        <Form method="post" className="form-actions">
          {hasFactor ? (
            <>
              <LinkButton to={paths.factor}>New recovery codes</LinkButton>
              <Button kind="danger" name="intent" value="factor-off" pending={turnsOff}>
                Turn off
              </Button>
            </>
          ) : (
            <Button name="intent" value="factor-on" pending={turnsOn}>
              Set up
            </Button>
          )}
        </Form>
      )}
    </SettingsPart>
  );
}
