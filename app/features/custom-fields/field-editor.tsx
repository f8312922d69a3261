// One custom field: what it is called, what it offers, and whether it is in use.
import type { CustomField } from '../../contracts/custom-fields.ts';
import { useServerForm, type FormAnswer } from '../../forms.ts';
import { paths } from '../../paths.ts';
import { Form, Link } from '../../remix.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox, FormErrors, Input, Select, Textarea } from '../../ui/field.tsx';
import { SettingsPart } from '../settings/settings-frame.tsx';
import { nounLabel, TYPES, typeLabel } from './field-words.ts';

interface FieldEditorProps {
  field: CustomField;
  canChange: boolean;
  answer: FormAnswer | undefined;
}

export const FieldEditor = ({ field, canChange, answer }: FieldEditorProps) => (
  <SettingsPart title={field.label}>
    <p>
      <Link to={paths.fieldSettings()} className="link">
        All fields
      </Link>{' '}
      · {nounLabel(field.noun)} · {typeLabel(field.type)} · <code>{field.key}</code>{' '}
      {field.required && <Badge>Required</Badge>} {field.archived && <Badge>Put away</Badge>}
    </p>
    {canChange ? (
      <FieldForm key={field.version} field={field} answer={answer} />
    ) : (
      field.choices.length > 0 && <p>{field.choices.map(({ label }) => label).join(', ')}</p>
    )}
  </SettingsPart>
);

const MORE = 'One in each line. Empty the name of a choice to leave it out.';
const NONE_YET = 'One in each line, for a field of one or several choices.';

interface Values extends Record<string, unknown> {
  label: string;
  type: string;
  required: string;
  choices: string;
  added: string;
}

function FieldForm({ field, answer }: Omit<FieldEditorProps, 'canChange'>) {
  const { label, type, choices, required, archived, version } = field;
  const start = { label, type, ...(required && { required: 'on' }) };
  const { form, fields, formProps } = useServerForm<Values>({ id: 'field', answer, start });
  // of each choice conform knows the fault by its place in the list
  const faults = Object.entries(form.allErrors)
    .filter(([name]) => name.startsWith('choices'))
    .flatMap(([, said]) => said);
  return (
    <Form method="post" className="form" {...formProps}>
      <input type="hidden" name="version" value={version} />
      <FormErrors errors={[...(form.errors ?? []), ...faults]} />
      <Input field={fields.label} label="Name" required maxLength={80} autoComplete="off" />
      <Select
        field={fields.type}
        label="Type"
        options={TYPES}
        hint="It cannot change once records have a value."
      />
      {choices.map((choice, at) => (
        <div key={choice.key}>
          <input type="hidden" name={`choices[${at}].key`} value={choice.key} />
          <Input
            field={{
              id: `choice-${at}`,
              name: `choices[${at}].label`,
              initialValue: choice.label,
              maxLength: 80,
            }}
            label={`Choice ${at + 1}`}
            autoComplete="off"
          />
        </div>
      ))}
      <Textarea
        field={fields.added}
        label={choices.length > 0 ? 'More choices' : 'Choices'}
        hint={choices.length > 0 ? MORE : NONE_YET}
        optional
      />
      <Checkbox
        name={fields.required.name}
        defaultChecked={fields.required.initialValue === 'on'}
        label="Required"
      />
      <div className="form-actions">
        <Button name="intent" value="save" kind="primary">
          Save
        </Button>
        <Button name="intent" value={archived ? 'back' : 'away'}>
          {archived ? 'Use it again' : 'Put away'}
        </Button>
      </div>
    </Form>
  );
}
