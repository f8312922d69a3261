// A day. The browser's own calendar, and beside it words ("fri 3pm") that the server reads: `<name>Words`, which win.
import { useRef } from 'react';
import { controlProps, Field, startValue, type FieldProps } from './field.tsx';
import { Button } from './button.tsx';

interface DateFieldProps extends FieldProps {
  /** with a time of day */
  time?: boolean;
  /** an example of words; without one there is no field for them */
  words?: string;
  /** days at hand, spelled as the control wants them: { value: "2026-11-24", label: "Tomorrow" } */
  chips?: readonly { value: string; label: string }[];
  min?: string;
  max?: string;
  autoFocus?: boolean | undefined;
}

export function DateField({
  field,
  label,
  hint,
  optional,
  aside,
  time,
  words,
  chips = [],
  min,
  max,
  autoFocus,
}: DateFieldProps) {
  const control = useRef<HTMLInputElement>(null);
  const set = (value: string): void => {
    if (control.current) control.current.value = value;
  };
  return (
    <Field {...{ field, label, hint, optional, aside }}>
      <div className="date-field">
        <input
          ref={control}
          type={time ? 'datetime-local' : 'date'}
          className="control"
          defaultValue={startValue(field)}
          min={min}
          max={max}
          autoFocus={autoFocus}
          {...controlProps(field, hint)}
        />
        {words !== undefined && (
          <input
            className="control"
            name={`${field.name}Words`}
            aria-label={`${label} in words`}
            placeholder={words}
            maxLength={60}
            autoComplete="off"
          />
        )}
      </div>
      {chips.length > 0 && (
        <div className="date-chips scripted" role="group" aria-label={`${label}: days at hand`}>
          {chips.map(({ value, label: day }) => (
            <Button key={value} type="button" size="sm" onClick={() => set(value)}>
              {day}
            </Button>
          ))}
        </div>
      )}
    </Field>
  );
}
