// A field as somebody's role has it: a note that it is hidden, a control that cannot be used, or the control as it is.
import type { ReactNode } from 'react';
import type { Access } from '../field-access.ts';

export const HiddenByRole = () => <span className="text-fg-3">Hidden by your role</span>;

export const LOCKED_HINT = 'Your role may not change it.';

interface RuledFieldProps {
  access: Access | 'absent';
  label: string;
  children: ReactNode;
}

/** What is read-only is not sent: browsers leave disabled controls out. */
export function RuledField({ access, label, children }: RuledFieldProps) {
  if (access === 'absent') return null;
  if (access === 'editable') return children;
  if (access === 'hidden') {
    return (
      <div className="field">
        <p className="font-medium">{label}</p>
        <p>
          <HiddenByRole />
        </p>
      </div>
    );
  }
  return (
    <fieldset disabled className="field">
      <legend className="sr-only">{label}</legend>
      {children}
      <p className="field-hint">{LOCKED_HINT}</p>
    </fieldset>
  );
}
