// Small decisions: one of a few, on or off.
import type { InputHTMLAttributes, ReactNode } from 'react';
import { Checkbox, type FieldState, type Option } from './field.tsx';

type RadioProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  label: ReactNode;
  hint?: ReactNode;
};

export const Radio = ({ label, hint, ...rest }: RadioProps) => (
  <label className="check">
    <input type="radio" {...rest} />
    <span>
      {label}
      {hint && <small className="field-hint">{hint}</small>}
    </span>
  </label>
);

interface RadioGroupProps {
  field: FieldState;
  label: string;
  options: readonly (Option & { hint?: ReactNode })[];
  /** beside each other instead of below */
  inline?: boolean;
}

/** One of a few; all of them are seen at once. */
export const RadioGroup = ({ field, label, options, inline = false }: RadioGroupProps) => (
  <fieldset
    className="radios"
    aria-invalid={field.errors?.length ? true : undefined}
    aria-describedby={field.errors?.length ? `${field.id}-error` : undefined}
  >
    <legend>{label}</legend>
    <div className={inline ? 'radios-inline' : 'radios-list'}>
      {options.map((option) => (
        <Radio
          key={option.value}
          name={field.name}
          value={option.value}
          label={option.label}
          hint={option.hint}
          required={field.required}
          defaultChecked={field.initialValue === option.value}
        />
      ))}
    </div>
    {field.errors?.length ? (
      <p id={`${field.id}-error`} className="field-error">
        {field.errors.join(' ')}
      </p>
    ) : null}
  </fieldset>
);

type SwitchProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role'> & { label: ReactNode };

/** On or off, in force once the form is sent. */
export const Switch = (props: SwitchProps) => <Checkbox role="switch" {...props} />;
