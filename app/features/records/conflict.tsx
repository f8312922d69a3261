// Someone else saved while this form was open: their value and yours, side by side. Saving again keeps yours.
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

/** How people read a field's value, theirs as it is kept and one's own as it was typed: both alike where they mean the same. */
export type Spelling = (name: string, value: string) => string;

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
  spelled: Spelling = asItIs,
): Difference[] {
  const locked = Array.isArray(current['lockedFields']) ? current['lockedFields'] : [];
  const said = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return Object.entries(labels).flatMap(([name, label]) => {
    const [theirs, own] = [current[name], yours[name]].map((value) => spelled(name, said(value)));
    const pair = { label, theirs: theirs ?? '', yours: own ?? '' };
    return locked.includes(name) || pair.theirs.trim() === pair.yours.trim() ? [] : [pair];
  });
}

const asItIs: Spelling = (_, value) => value;

interface ConflictNoticeProps {
  conflict: Conflict;
  answer: FormAnswer | undefined;
  /** what was changed: "lead" */
  noun: string;
  labels: FieldLabels;
  spelled?: Spelling;
}

export function ConflictNotice({ conflict, answer, noun, labels, spelled }: ConflictNoticeProps) {
  const { pathname } = useLocation();
  const changed = differences(conflict, answer?.submission?.initialValue ?? {}, labels, spelled);
  return (
    <div role="alert" className="notice notice-warn">
      <Icon of="triangle-alert" />
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
