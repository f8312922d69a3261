// Someone else saved while this form was open: their value and yours, side by side. Saving again keeps yours.
import { TriangleAlert } from 'lucide-react';
import type { FormAnswer, Refusal } from '../../forms.ts';
import { useLocation } from '../../remix.ts';
import { Icon } from '../../ui/icon.tsx';

export interface Conflict {
  version: number;
  current: Readonly<Record<string, unknown>>;
}

/** The current record of a refused save, if a newer version is why it was refused. */
export function conflictOf(refusal: Refusal | undefined): Conflict | null {
  const facts = refusal?.data;
  if (typeof facts !== 'object' || facts === null || !('current' in facts)) return null;
  const { current } = facts;
  if (typeof current !== 'object' || current === null || !('version' in current)) return null;
  return typeof current.version === 'number' ? { version: current.version, current: { ...current } } : null;
}

/** What the fields of a form are called, by their names. */
export type FieldLabels = Readonly<Record<string, string>>;

interface Difference {
  label: string;
  theirs: string;
  yours: string;
}

/** What both have written differently; what this person may not change they have not written. */
export function differences(
  { current }: Conflict,
  yours: Readonly<Record<string, unknown>>,
  labels: FieldLabels,
): Difference[] {
  const locked = Array.isArray(current['lockedFields']) ? current['lockedFields'] : [];
  const said = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return Object.entries(labels).flatMap(([name, label]) => {
    const pair = { label, theirs: said(current[name]), yours: said(yours[name]) };
    return locked.includes(name) || pair.theirs.trim() === pair.yours.trim() ? [] : [pair];
  });
}

interface ConflictNoticeProps {
  conflict: Conflict;
  answer: FormAnswer | undefined;
  /** what was changed: "lead" */
  noun: string;
  labels: FieldLabels;
}

export function ConflictNotice({ conflict, answer, noun, labels }: ConflictNoticeProps) {
  const { pathname } = useLocation();
  const changed = differences(conflict, answer?.submission?.initialValue ?? {}, labels);
  return (
    <div role="alert" className="notice notice-warn">
      <Icon of={TriangleAlert} />
      <div className="conflict">
        <p>
          <b>Someone else changed this {noun} since you opened it.</b> Your values are kept below. “Save”
          writes them over theirs; <a href={pathname}>start again from theirs</a> drops yours.
        </p>
        {changed.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Theirs</th>
                <th scope="col">Yours</th>
              </tr>
            </thead>
            <tbody>
              {changed.map(({ label, theirs, yours }) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  <td>{theirs || 'empty'}</td>
                  <td>{yours || 'empty'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}
