// One fact of a record changed where it stands. `?edit=<field>` opens it, so that it needs no script; what is sent is the
// part of the noun's form that belongs to the fact, with the version that was looked at.
import { createContext, useContext, useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { accessTo } from '../../field-access.ts';
import { useFormAnswer, useServerForm, type Constraints, type FormAnswer } from '../../forms.ts';
import type { RecordNoun } from '../../paths.ts';
import { Form, Link, useLocation, useNavigate, useNavigation } from '../../remix.ts';
import { useMay } from '../../session.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { conflictOf } from './conflict.tsx';
import { lookedAt, useFactDraft, useKeeping, type FactDraft } from './fact-draft.ts';
import type { Controls, FormField } from './form-fields.tsx';
import { Anyway, Refused } from './refused.tsx';

/** What the loader answers while a fact is open. */
export interface OpenFact<Values, Choices> {
  field: string;
  start: Partial<Values>;
  choices: Choices;
  constraints: Constraints;
}

interface EditedRecord {
  id: string;
  version: number;
  hidden?: readonly string[];
  locked?: readonly string[];
}

interface FactsEditingProps<Values, Choices> {
  noun: RecordNoun;
  record: EditedRecord;
  fields: readonly FormField<Values, Choices>[];
  open: OpenFact<Values, Choices> | null;
  children: ReactNode;
}

interface Editing extends Omit<FactsEditingProps<Record<string, unknown>, unknown>, 'children'> {
  may: (permission: string) => boolean;
  answer: FormAnswer | undefined;
}

const Context = createContext<Editing | null>(null);

/** Around the facts of a record's page. Without it they are shown and no more. */
export function FactsEditing<Values extends Record<string, unknown>, Choices>({
  children,
  ...editing
}: FactsEditingProps<Values, Choices>) {
  const rights = { may: useMay(), answer: useFormAnswer() };
  const value = { ...editing, ...rights } as unknown as Editing;
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** Whether this person can change a fact, and whether they are about to. */
export function useFact(field: string | undefined): { isEditable: boolean; isOpen: boolean } {
  const editing = useContext(Context);
  if (!editing || !field || !editing.may(`${editing.noun}:update`))
    return { isEditable: false, isOpen: false };
  const { hidden = [], locked = [] } = editing.record;
  const spec = editing.fields.find((each) => each.field === field);
  const isEditable =
    spec !== undefined &&
    (!spec.refers || editing.may(`${spec.refers}:read`)) &&
    accessTo({ hiddenFields: hidden, lockedFields: locked }, field) === 'editable';
  return { isEditable, isOpen: isEditable && editing.open?.field === field };
}

/** The address of this page with a fact open, or with none. */
function useEditHref(): (field: string | null) => string {
  const { pathname, search } = useLocation();
  return (field) => {
    const query = new URLSearchParams(search);
    query.delete('edit');
    if (field) query.set('edit', field);
    return query.size > 0 ? `${pathname}?${query}` : pathname;
  };
}

export function EditFact({ field, label }: { field: string; label: string }) {
  const name = `Change ${label.toLowerCase()}`;
  return (
    <Link
      to={useEditHref()(field)}
      className="btn btn-ghost btn-sm btn-icon fact-edit"
      aria-label={name}
      title={name}
      data-fact={field}
      preventScrollReset
      replace
    >
      <Icon of="pencil" size={14} />
    </Link>
  );
}

/** `children` is what the fact says now. */
export function FactEditor({ field, children }: { field: string; children: ReactNode }) {
  const editing = useContext(Context);
  const spec = editing?.fields.find((each) => each.field === field);
  const draft = useFactDraft(`${editing?.record.id ?? ''} ${field}`);
  useFocusBack(field);
  return editing?.open && spec ? (
    <OpenForm key={draft ? 'draft' : 'said'} editing={editing} open={editing.open} spec={spec} draft={draft}>
      {children}
    </OpenForm>
  ) : null;
}

interface OpenFormProps {
  editing: Editing;
  open: OpenFact<Record<string, unknown>, unknown>;
  spec: FormField<Record<string, unknown>, unknown>;
  draft: FactDraft | null;
  children: ReactNode;
}

function OpenForm({ editing: { noun, record, answer: given }, open, spec, draft, children }: OpenFormProps) {
  const intent = `edit-${spec.field.replace(/\..*/, '')}`; // custom fields share one, and the address says which
  const answer = given?.submission?.initialValue?.['intent'] === intent ? given : undefined;
  const { choices, constraints } = open;
  const start = { ...open.start, ...draft?.values };
  const setup = { id: `fact-${spec.field}`, answer, start, constraints };
  const { form, fields, formProps } = useServerForm<Record<string, unknown>>(setup);
  // what comes in live meanwhile was not looked at, nor what came since a draft was written
  const [looked] = useState(lookedAt(draft, { version: record.version, start: open.start }));
  const conflict = conflictOf(answer?.refusal);
  const href = useEditHref();
  const { state, formData } = useNavigation();
  const isPending = state === 'submitting' && formData?.get('intent') === intent; // a refusal is shown while it still loads
  const { keep, drop } = useKeeping(`${record.id} ${spec.field}`, looked, isPending, answer);
  const close = useEscape(href(null), drop);
  return (
    <Form
      method="post"
      action={href(spec.field)}
      className="fact-form"
      preventScrollReset
      onKeyDown={close}
      onInput={spec.refers ? undefined : keep}
      {...formProps}
    >
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="version" value={conflict?.version ?? looked.version} />
      {conflict ? (
        <Changed noun={noun}>{children}</Changed>
      ) : (
        <Refused noun={noun} answer={answer} errors={form.errors} />
      )}
      {draft && !answer && <p className="field-hint">You typed this earlier and did not save it.</p>}
      {spec.control(fields as unknown as Controls<Record<string, unknown>>, choices, { autoFocus: true })}
      <div className="fact-buttons">
        <Button kind="primary" size="sm" pending={isPending}>
          Save
        </Button>
        <Anyway answer={answer} size="sm">
          Save anyway
        </Anyway>
        <Link to={href(null)} className="btn btn-ghost btn-sm" onClick={drop} preventScrollReset replace>
          Cancel
        </Link>
      </div>
    </Form>
  );
}

/** Their value above the one that was typed. */
const Changed = ({ noun, children }: { noun: RecordNoun; children: ReactNode }) => (
  <div role="alert" className="notice notice-warn">
    <Icon of="triangle-alert" />
    <div>
      <p>
        <b>Someone else changed this {noun} since you opened it.</b> “Save” writes yours over what it says
        now:
      </p>
      <p className="fact-theirs">{children || 'Nothing'}</p>
    </div>
  </div>
);

/** Escape puts the fact back, unless something in the form has used it. */
function useEscape(to: string, drop: () => void): (event: KeyboardEvent) => void {
  const navigate = useNavigate();
  return (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    drop();
    navigate(to, { replace: true, preventScrollReset: true });
  };
}

/** When the form is gone, the focus is where it came from, if it went nowhere else. */
function useFocusBack(field: string): void {
  useEffect(
    () => () => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>(`[data-fact="${field}"]`)?.focus();
    },
    [field],
  );
}

/** What a record is called, above its facts; `field` is what the form calls that. */
export function EditedName({ field, children }: { field: string; children: string }) {
  const { isEditable, isOpen } = useFact(field);
  if (isOpen) return <FactEditor field={field}>{children}</FactEditor>;
  return (
    <div className="fact-head">
      <h2>{children}</h2> {isEditable && <EditFact field={field} label={field} />}
    </div>
  );
}
