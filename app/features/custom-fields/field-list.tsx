// The fields a tenant added, by noun and in order, and a form for one more.
import type { CustomField } from '../../contracts/custom-fields.ts';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Input, Select, Textarea } from '../../ui/field.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { NOUNS, nounLabel, TYPES, typeLabel } from './field-words.ts';

interface FieldListProps {
  fields: readonly CustomField[];
  canChange: boolean;
  /** why a move was refused */
  errors: readonly string[] | undefined;
}

export const FieldList = ({ fields, canChange, errors }: FieldListProps) => (
  <SettingsPart title="Custom fields" lead="What your records know beyond what every tenant's do.">
    <FormErrors errors={errors} />
    {fields.length === 0 && <p>There are no custom fields yet.</p>}
    {NOUNS.map(({ value }) => ({ value, own: fields.filter(({ noun }) => noun === value) }))
      .filter(({ own }) => own.length > 0)
      .map(({ value, own }) => (
        <section key={value} aria-label={nounLabel(value)}>
          <h3>{nounLabel(value)}</h3>
          <ul className="settings-rows">
            {own.map((field, at) => (
              <FieldRow
                key={field.id}
                field={field}
                place={at + 1}
                isLast={own[at + 1]?.archived ?? true}
                canMove={canChange && !field.archived}
              />
            ))}
          </ul>
        </section>
      ))}
  </SettingsPart>
);

interface FieldRowProps {
  field: CustomField;
  place: number;
  isLast: boolean;
  canMove: boolean;
}

function FieldRow({ field, place, isLast, canMove }: FieldRowProps) {
  const { id, key, label, type, required, archived, version } = field;
  return (
    <li>
      <div>
        <Link to={paths.fieldSettings(id)} className="link">
          {label}
        </Link>{' '}
        {required && <Badge>Required</Badge>} {archived && <Badge>Put away</Badge>}
        <small>
          {typeLabel(type)} · {key}
        </small>
      </div>
      {canMove && (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="intent" value="move" />
          <input type="hidden" name="id" value={id} />
          <input type="hidden" name="version" value={version} />
          <Shift to={place - 1} label={`Move ${label} up`} disabled={place === 1} icon="arrow-up" />
          <Shift to={place + 1} label={`Move ${label} down`} disabled={isLast} icon="arrow-down" />
        </Form>
      )}
    </li>
  );
}

interface ShiftProps {
  to: number;
  label: string;
  disabled: boolean;
  icon: IconName;
}

const Shift = ({ to, label, disabled, icon }: ShiftProps) => (
  <button
    type="submit"
    className="btn btn-ghost btn-sm btn-icon"
    name="position"
    value={to}
    aria-label={label}
    title={label}
    disabled={disabled}
  >
    <Icon of={icon} />
  </button>
);

interface NewValues extends Record<string, unknown> {
  label: string;
  noun: string;
  type: string;
  choices: string;
  required: string;
}

export function NewField({ answer }: { answer: FormAnswer | undefined }) {
  const { form, fields, formProps } = useServerForm<NewValues>({ id: 'new-field', answer });
  return (
    <SettingsPart title="New field" lead="Its type cannot change once records have a value.">
      <Form method="post" className="form" {...formProps}>
        <input type="hidden" name="intent" value="create" />
        <FormErrors errors={form.errors} />
        <Input field={fields.label} label="Name" required maxLength={80} autoComplete="off" />
        <Select field={fields.noun} label="For" options={NOUNS} />
        <Select field={fields.type} label="Type" options={TYPES} />
        <Textarea
          field={fields.choices}
          label="Choices"
          hint="One in each line, for a field of one or several choices."
          optional
        />
        <Checkbox
          name={fields.required.name}
          defaultChecked={fields.required.initialValue === 'on'}
          label="Required"
        />
        <div className="form-actions">
          <Button kind="primary">Add field</Button>
        </div>
      </Form>
    </SettingsPart>
  );
}
