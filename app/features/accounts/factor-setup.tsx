// Setting up the second factor: a QR code and the same secret to type, a first code, then the recovery codes, once.
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button, LinkButton } from '../../ui/button.tsx';
import { FormErrors, Input } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';

interface FactorSetupProps {
  secret: string;
  qr: { size: number; path: string };
  answer: FormAnswer | undefined;
}

export function FactorSetup({ secret, qr, answer }: FactorSetupProps) {
  const { form, fields, formProps } = useServerForm<{ code: string }>({ id: 'factor', answer });
  const pending = useNavigation().formMethod === 'POST';
  return (
    <SettingsPart
      title="Set up the second factor"
      lead="Scan this with an authenticator app, or type the key into it. Then enter the code it shows."
    >
      <svg
        className="qr"
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        role="img"
        aria-label="QR code of the key below"
      >
        <path d={qr.path} />
      </svg>
      <p>
        Key: <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <Input
          field={fields.code}
          label="Code"
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          autoFocus
        />
        <div className="form-actions">
          <Button kind="primary" name="intent" value="confirm" pending={pending}>
            Turn on
          </Button>
          <LinkButton to={paths.security} kind="ghost">
            Cancel
          </LinkButton>
        </div>
      </Form>
    </SettingsPart>
  );
}

export const RenewCodes = () => (
  <SettingsPart title="New recovery codes" lead="You get ten new codes. The old ones stop working.">
    <Form method="post" className="form-actions">
      <Button kind="primary" name="intent" value="renew">
        Show new codes
      </Button>
      <LinkButton to={paths.security} kind="ghost">
        Cancel
      </LinkButton>
    </Form>
  </SettingsPart>
);

export const RecoveryCodes = ({ codes }: { codes: readonly string[] }) => (
  <SettingsPart
    title="Recovery codes"
    lead="Each lets you in once when your authenticator is not at hand. Keep them now: they are not shown again."
  >
    <ul className="recovery-codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <div className="form-actions">
      <LinkButton to={paths.security} kind="primary">
        I have kept them
      </LinkButton>
    </div>
  </SettingsPart>
);
