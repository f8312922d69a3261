import { useState, type ReactNode } from 'react';
import { Input, type FieldState } from '../../ui/field.tsx';

interface PasswordFieldProps {
  field: FieldState;
  label: string;
  autoComplete: 'new-password';
  hint?: ReactNode;
}

const WORDS = ['too short', 'weak', 'fair', 'good', 'strong'] as const;

/** How hard a password is to guess, 0 to 4, by length and variety alone. The server's rules decide, not this. */
export function strengthOf(password: string): number {
  if (password.length < 8) return 0;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const variety = new Set(password).size;
  const points = Math.floor(password.length / 5) + kinds + (variety > 9 ? 1 : 0) - (variety < 5 ? 3 : 0);
  return Math.min(4, Math.max(1, points - 2));
}

/** A new password with a meter. Without scripts the meter is absent and the hint stands alone. */
export function PasswordField({ field, label, autoComplete, hint }: PasswordFieldProps) {
  const [strength, setStrength] = useState<number | null>(null);
  const typed = (value: string): void => setStrength(value === '' ? null : strengthOf(value));
  const meter = strength !== null && (
    <span className="meter-row" role="status">
      <meter min={0} max={4} low={2} high={3} optimum={4} value={strength} aria-label="Password strength" />
      {WORDS[strength]}
    </span>
  );
  return (
    <Input
      field={field}
      label={label}
      type="password"
      autoComplete={autoComplete}
      required
      minLength={8}
      aside={meter}
      hint={hint}
      onInput={(event) => typed(event.currentTarget.value)}
    />
  );
}
