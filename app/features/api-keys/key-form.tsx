// A new key: what it is for, what it may do, until when, and from where.
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { nounLabel, verbOf } from '../../permission-words.ts';
import { Form, useNavigation } from '../../remix.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Input, Select, Textarea } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';

interface ScopeGroup {
  noun: string;
  scopes: readonly string[];
}

interface KeyFormProps {
  answer: FormAnswer | undefined;
  groups: readonly ScopeGroup[];
  /** holds everything, and may hand on everything */
  isAdmin: boolean;
}

interface Values extends Record<string, unknown> {
  name: string;
  days: string;
  scopes: string[];
  allowedCidrs: string;
}

const DAYS = [7, 30, 90, 180, 365].map((days) => ({ value: String(days), label: `After ${days} days` }));

export function KeyForm({ answer, groups, isAdmin }: KeyFormProps) {
  const { form, fields, formProps } = useServerForm<Values>({ id: 'key', answer, start: { days: '90' } });
  const pending = useNavigation().formData?.get('intent') === 'create';
  const typed: unknown = fields.scopes.initialValue ?? [];
  const chosen = [typed].flat();
  return (
    <SettingsPart title="New key">
      <Form method="post" className="form" {...formProps}>
        <FormErrors errors={form.errors} />
        <Input
          field={fields.name}
          label="Name"
          hint="What it is for: you will look for it by this."
          maxLength={100}
          autoComplete="off"
          required
        />
        <fieldset
          className="scopes"
          aria-describedby={fields.scopes.errors ? `${fields.scopes.id}-error` : undefined}
        >
          <legend>It may</legend>
          {fields.scopes.errors && (
            <p id={`${fields.scopes.id}-error`} className="field-error">
              {fields.scopes.errors.join(' ')}
            </p>
          )}
          {isAdmin && (
            <Checkbox
              label="Do everything I may do"
              name="scopes"
              value="admin:*"
              defaultChecked={chosen.includes('admin:*')}
            />
          )}
          <div className="scope-groups">
            {groups.map((group) => (
              <Group key={group.noun} {...group} chosen={chosen} />
            ))}
          </div>
        </fieldset>
        <Select field={fields.days} label="Ends" options={DAYS} />
        <Textarea
          field={fields.allowedCidrs}
          label="From these addresses only"
          optional
          rows={2}
          hint="One a line, like 203.0.113.7 or 203.0.113.0/24. Empty: from everywhere."
        />
        <div className="form-actions">
          <Button kind="primary" name="intent" value="create" pending={pending}>
            Make the key
          </Button>
        </div>
      </Form>
    </SettingsPart>
  );
}

const Group = ({ noun, scopes, chosen }: ScopeGroup & { chosen: readonly unknown[] }) => (
  <fieldset>
    <legend>{nounLabel(noun)}</legend>
    {scopes.map((scope) => (
      <Checkbox
        key={scope}
        label={verbOf(scope)}
        name="scopes"
        value={scope}
        defaultChecked={chosen.includes(scope)}
      />
    ))}
  </fieldset>
);
