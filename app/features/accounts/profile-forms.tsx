import { useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Input, Select, type Option } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';

interface ProfileFormProps {
  answer: FormAnswer | undefined;
  constraints: Constraints;
  start: { name: string; locale: string; zone: string };
  locales: readonly Option[];
  zones: readonly string[];
}

const usePending = (intent: string): boolean => useNavigation().formData?.get('intent') === intent;

export function ProfileForm({ answer, constraints, start, locales, zones }: ProfileFormProps) {
  const { form, fields, formProps } = useServerForm<ProfileFormProps['start']>({
    id: 'profile',
    answer,
    constraints,
    start,
  });
  return (
    <SettingsPart title="You">
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <Input field={fields.name} label="Name" autoComplete="name" required />
        <Select field={fields.locale} label="Dates and numbers" options={locales} />
        <Select
          field={fields.zone}
          label="Time zone"
          options={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        />
        <div className="form-actions">
          <Button kind="primary" name="intent" value="profile" pending={usePending('profile')}>
            Save
          </Button>
        </div>
      </Form>
    </SettingsPart>
  );
}

interface EmailFormProps {
  answer: FormAnswer | undefined;
  email: string;
  isVerified: boolean;
}

export function EmailForm({ answer, email, isVerified }: EmailFormProps) {
  const { form, fields, formProps } = useServerForm<{ email: string }>({
    id: 'email',
    answer,
    start: { email },
  });
  return (
    <SettingsPart
      title="E-mail address"
      lead="You sign in with it. A new address counts once you have opened the link we send there."
    >
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <Input
          field={fields.email}
          label="Email"
          type="email"
          autoComplete="email"
          required
          aside={
            <Badge tone={isVerified ? 'ok' : 'warn'}>{isVerified ? 'Confirmed' : 'Not confirmed'}</Badge>
          }
        />
        <div className="form-actions">
          <Button name="intent" value="email" pending={usePending('email')}>
            Send link
          </Button>
        </div>
      </Form>
    </SettingsPart>
  );
}

export const RemindersForm = ({ reminderMails }: { reminderMails: boolean }) => (
  <SettingsPart
    title="Reminders"
    lead="A task can remind you at a time you choose. It then stands in your inbox."
  >
    <Form method="post" className="form">
      <Checkbox
        key={String(reminderMails)}
        name="reminderMails"
        label="Mail me reminders as well"
        defaultChecked={reminderMails}
      />
      <div className="form-actions">
        <Button name="intent" value="reminders" pending={usePending('reminders')}>
          Change reminders
        </Button>
      </div>
    </Form>
  </SettingsPart>
);
