// What a record says of the fields that a tenant added: as facts that can be changed in their place, and in its form.
import type { CustomField } from '../../contracts/custom-fields.ts';
import type { CustomValue, CustomValues } from '../../contracts/custom-values.ts';
import { minorDigits } from '../../format.ts';
import { DateField } from '../../ui/date-field.tsx';
import { Checkbox, Input, Select, type FieldState, type Option } from '../../ui/field.tsx';
import { DayText, Money, Num } from '../../ui/formats.tsx';
import { Fact, FactLink, Facts, FactSite } from './facts.tsx';
import type { FormField } from './form-fields.tsx';

/** The fields in use of a noun, and who can be chosen where one is a person. */
export interface CustomSet {
  fields: readonly CustomField[];
  people: readonly { id: string; name: string }[];
}

/** As the controls take it. */
export const customStart = (custom: CustomValues): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(custom).map(([key, value]) => [key, typed(value)]));

function typed(value: CustomValue): string | string[] {
  if (Array.isArray(value)) return value;
  if (typeof value !== 'object') return String(value);
  if ('name' in value) return value.id;
  const digits = minorDigits(value.currency);
  const text = String(value.minor).padStart(digits + 1, '0');
  const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return `${amount} ${value.currency}`;
}

interface CustomValuesOfForm {
  custom: Record<string, unknown>;
}

/** What the form of a record asks of them, below its own fields. `said` is what the record says already. */
export const customFormFields = <Values, Choices>(
  { fields, people }: CustomSet,
  said: CustomValues = {},
): FormField<Values, Choices>[] =>
  fields.map((of) => ({
    field: `custom.${of.key}`,
    label: of.label,
    labels: {},
    control: (controls, _choices, { autoFocus }) => {
      const { custom } = controls as unknown as Record<
        keyof CustomValuesOfForm,
        { getFieldset: () => object }
      >;
      const field = (custom.getFieldset() as Record<string, FieldState>)[of.key];
      return (
        field && <Control field={field} of={of} people={people} said={said[of.key]} autoFocus={autoFocus} />
      );
    },
  }));

interface ControlProps extends Pick<CustomSet, 'people'> {
  field: FieldState;
  of: CustomField;
  said: CustomValue | undefined;
  autoFocus?: boolean | undefined;
}

const INPUTS = {
  text: { maxLength: 500 },
  number: { inputMode: 'decimal' },
  url: { inputMode: 'url', maxLength: 500 },
  email: { type: 'email' },
  phone: { type: 'tel', maxLength: 60 },
  money: { inputMode: 'decimal', maxLength: 40, hint: 'Such as 1250.50 EUR.' },
} as const;

function Control({ field: bare, of, people, said, autoFocus }: ControlProps) {
  const { type, label, required } = of;
  const { id, name, errors, initialValue } = bare;
  const field = { id, name, errors, initialValue, required };
  if (type === 'date') return <DateField field={field} label={label} autoFocus={autoFocus} />;
  if (type === 'multi-select') return <Several field={field} of={of} said={said} />;
  if (type === 'select' || type === 'user') {
    const options = withSaid(
      type === 'user' ? people.map(({ id, name }) => ({ value: id, label: name })) : choicesOf(of),
      said,
    );
    return <Select field={field} label={label} options={options} none="None" autoFocus={autoFocus} />;
  }
  return <Input field={field} label={label} autoComplete="off" autoFocus={autoFocus} {...INPUTS[type]} />;
}

const choicesOf = ({ choices }: CustomField): Option[] =>
  choices.map(({ key, label }) => ({ value: key, label }));

/** What is said stays to be chosen, also where it is offered no longer. */
function withSaid(options: Option[], said: CustomValue | undefined): Option[] {
  if (said === undefined || typeof said === 'number' || Array.isArray(said)) return options;
  const kept = typeof said === 'string' ? { value: said, label: said } : null;
  const person = typeof said === 'object' && 'name' in said ? { value: said.id, label: said.name } : null;
  const more = kept ?? person;
  return more && !options.some(({ value }) => value === more.value) ? [...options, more] : options;
}

function Several({ field, of, said }: Pick<ControlProps, 'field' | 'of' | 'said'>) {
  const { initialValue: typed } = field;
  const start = new Set(
    Array.isArray(typed) ? (typed as string[]) : typeof typed === 'string' ? [typed] : [],
  );
  const gone = (Array.isArray(said) ? said : []).filter(
    (key) => !of.choices.some((each) => each.key === key),
  );
  const options = [...choicesOf(of), ...gone.map((key) => ({ value: key, label: key }))];
  const error = field.errors?.join(' ');
  return (
    <fieldset className="field" aria-describedby={error ? `${field.id}-error` : undefined}>
      <legend>{of.label}</legend>
      {options.map(({ value, label }) => (
        <Checkbox
          key={value}
          name={field.name}
          value={value}
          label={label}
          defaultChecked={start.has(value)}
        />
      ))}
      {error && (
        <p id={`${field.id}-error`} className="field-error">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** The facts themselves; nothing where the tenant has no fields of the noun. */
export const CustomFacts = ({ set: { fields }, custom }: { set: CustomSet; custom: CustomValues }) =>
  fields.length > 0 && (
    <Facts title="More">
      {fields.map((of) => (
        <Fact key={of.key} label={of.label} field={`custom.${of.key}`}>
          {of.key in custom && <Said of={of} value={custom[of.key]} />}
        </Fact>
      ))}
    </Facts>
  );

function Said({ of, value }: { of: CustomField; value: CustomValue | undefined }) {
  const called = (key: string): string => of.choices.find((each) => each.key === key)?.label ?? key;
  if (value === undefined) return null;
  if (typeof value === 'number') return <Num value={value} />;
  if (Array.isArray(value)) return value.map(called).join(', ');
  if (typeof value === 'object') return 'name' in value ? value.name : <Money {...value} />;
  if (of.type === 'date') return <DayText day={value} />;
  if (of.type === 'url') return <FactSite>{value}</FactSite>;
  if (of.type === 'email') return <FactLink scheme="mailto">{value}</FactLink>;
  if (of.type === 'phone') return <FactLink scheme="tel">{value}</FactLink>;
  return of.type === 'select' ? called(value) : value;
}
