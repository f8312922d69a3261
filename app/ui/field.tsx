// One label, one control, one hint, one error: everything a form asks for is laid out here.
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from 'react';
import { Icon } from './icon.tsx';

/** What conform knows of a field; any object with these members will do. */
export interface FieldState {
  id: string;
  name: string;
  errors?: string[] | undefined;
  initialValue?: unknown;
  required?: boolean | undefined;
  minLength?: number | undefined;
  maxLength?: number | undefined;
}

export interface FieldProps {
  field: FieldState;
  label: string;
  hint?: ReactNode;
  optional?: boolean;
  /** beside the label, for example a link */
  aside?: ReactNode;
}

const describedBy = (field: FieldState, hint: ReactNode): string | undefined =>
  [field.errors?.length ? `${field.id}-error` : '', hint ? `${field.id}-hint` : '']
    .filter(Boolean)
    .join(' ') || undefined;

export function controlProps(field: FieldState, hint: ReactNode) {
  return {
    id: field.id,
    name: field.name,
    required: field.required ?? false,
    'aria-invalid': field.errors?.length ? true : undefined,
    'aria-describedby': describedBy(field, hint),
  } as const;
}

/** Without scripts the browser focuses the first refused field of the page by this. */
const hasErrors = ({ errors }: FieldState): boolean => (errors?.length ?? 0) > 0;

export const startValue = ({ initialValue }: FieldState): string =>
  typeof initialValue === 'string' || typeof initialValue === 'number' ? String(initialValue) : '';

export function Field({
  field,
  label,
  hint,
  optional,
  aside,
  children,
}: FieldProps & { children: ReactNode }) {
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={field.id}>{label}</label>
        {optional && <span className="field-optional">Optional</span>}
        {aside}
      </div>
      {children}
      {hint && (
        <p id={`${field.id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
      <FieldError field={field} />
    </div>
  );
}

function FieldError({ field }: { field: FieldState }) {
  if (!field.errors?.length) return null;
  return (
    <p id={`${field.id}-error`} className="field-error">
      <Icon of="circle-alert" size={14} />
      <span>{field.errors.join(' ')}</span>
    </p>
  );
}

type InputProps = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'name'>;

export function Input({ field, label, hint, optional, aside, ...rest }: InputProps) {
  return (
    <Field {...{ field, label, hint, optional, aside }}>
      <input
        className="control"
        defaultValue={rest.type === 'password' ? undefined : startValue(field)}
        minLength={field.minLength}
        maxLength={field.maxLength}
        {...controlProps(field, hint)}
        {...rest}
        autoFocus={hasErrors(field) || rest.autoFocus}
      />
    </Field>
  );
}

type TextareaProps = FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'id' | 'name'>;

export function Textarea({ field, label, hint, optional, aside, rows = 4, ...rest }: TextareaProps) {
  return (
    <Field {...{ field, label, hint, optional, aside }}>
      <textarea
        className="control"
        rows={rows}
        defaultValue={startValue(field)}
        maxLength={field.maxLength}
        {...controlProps(field, hint)}
        {...rest}
      />
    </Field>
  );
}

export interface Option {
  value: string;
  label: string;
}

type SelectProps = FieldProps &
  Omit<SelectHTMLAttributes<HTMLSelectElement>, 'id' | 'name'> & {
    options: readonly Option[];
    /** the first choice, with an empty value */
    none?: string;
  };

export function Select({ field, label, hint, optional, aside, options, none, ...rest }: SelectProps) {
  return (
    <Field {...{ field, label, hint, optional, aside }}>
      <select className="control" defaultValue={startValue(field)} {...controlProps(field, hint)} {...rest}>
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Field>
  );
}

type CheckboxProps = Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> & {
  label: ReactNode;
  role?: 'switch';
};

export function Checkbox({ label, ...rest }: CheckboxProps) {
  return (
    <label className="check">
      <input type="checkbox" {...rest} />
      <span>{label}</span>
    </label>
  );
}

interface FormErrorsProps {
  errors?: readonly string[] | undefined;
  children?: ReactNode;
}

/** The summary above a refused form. */
export function FormErrors({ errors, children }: FormErrorsProps) {
  if (!errors?.length) return null;
  return (
    <div role="alert" className="notice notice-bad">
      <Icon of="circle-alert" />
      <div>
        {errors.map((error) => (
          <p key={error}>{error}</p>
        ))}
        {children}
      </div>
    </div>
  );
}
