// Where one writes on a record: a note, a call, an e-mail, a meeting, a task. Each kind is an address of its own
// (`?compose=call`), so that tabs need no script.
import { useEffect, useRef } from 'react';
import type { FormAnswer } from '../../forms.ts';
import { shortcut } from '../../keys.ts';
import { Link } from '../../remix.ts';
import { Composer } from '../../ui/composer.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Input, type FieldState } from '../../ui/field.tsx';

interface Tab {
  label: string;
  /** the data-key of its link */
  name: string;
  field: string;
  placeholder: string;
  submit: string;
}

const TABS = {
  note: {
    label: 'Note',
    name: 'note-tab',
    field: 'Note',
    placeholder: 'What did you learn? What comes next?',
    submit: 'Add note',
  },
  call: {
    label: 'Call',
    name: 'log-call',
    field: 'What was said',
    placeholder: 'Who, what, and what comes next',
    submit: 'Log call',
  },
  email: {
    label: 'Email',
    name: 'log-email',
    field: 'What was written',
    placeholder: 'The gist of it',
    submit: 'Log email',
  },
  meeting: {
    label: 'Meeting',
    name: 'log-meeting',
    field: 'What came of it',
    placeholder: 'Who was there, what was agreed',
    submit: 'Log meeting',
  },
} as const satisfies Record<string, Tab>;

type TabKey = keyof typeof TABS;

interface RecordComposerProps {
  /** the page of the record */
  home: string;
  recordId: string;
  compose: string;
  /** where another kind is written */
  tabHref: (kind: string) => string;
  /** where a task about the record is made; none where the reader may not */
  taskHref?: string | undefined;
  answer?: FormAnswer | undefined;
}

export function RecordComposer({ home, recordId, compose, tabHref, taskHref, answer }: RecordComposerProps) {
  const refused = answer?.submission?.initialValue?.['kind'];
  const wanted = typeof refused === 'string' ? refused : compose;
  const key: TabKey = Object.hasOwn(TABS, wanted) ? (wanted as TabKey) : 'note';
  const { field, placeholder, submit } = TABS[key];
  const isNote = key === 'note';
  useCaret(recordId, key);
  const fieldOf = (name: string): FieldState => {
    const typed = answer?.submission?.initialValue?.[name];
    return {
      id: `${key}-${name}`,
      name,
      errors: answer?.submission?.error?.[name] ?? undefined,
      initialValue: typeof typed === 'string' ? typed : '',
      required: isNote,
    };
  };
  return (
    <div className="record-composer" id="write" key={key}>
      <nav className="view-tabs" aria-label="What to write">
        <ul>
          {(Object.keys(TABS) as TabKey[]).map((each) => (
            <li key={each}>
              <Link
                to={tabHref(each)}
                className="view-tab"
                aria-current={each === key ? 'page' : undefined}
                data-key={TABS[each].name}
                aria-keyshortcuts={shortcut(TABS[each].name).keys || undefined}
                preventScrollReset
              >
                {TABS[each].label}
              </Link>
            </li>
          ))}
          {taskHref && (
            <li>
              <Link
                to={taskHref}
                className="view-tab"
                data-key="task"
                aria-keyshortcuts={shortcut('task').keys || undefined}
              >
                Task
              </Link>
            </li>
          )}
        </ul>
      </nav>
      <Composer
        action={home}
        field={fieldOf('body')}
        label={field}
        placeholder={placeholder}
        submit={submit}
        draftKey={`${key} ${recordId}`}
        hint="Markdown works; @ and a name mentions a colleague."
        fields={isNote ? { intent: 'note' } : { intent: 'log', kind: key }}
      >
        {!isNote && (
          <div className="form-grid">
            <Input field={fieldOf('subject')} label="Subject" maxLength={300} required={false} />
            <DateField
              field={{ ...fieldOf('occurredAt'), required: false }}
              label="When"
              time
              hint="Now, if left empty"
            />
          </div>
        )}
      </Composer>
    </div>
  );
}

/** Who chose a kind writes on: the caret is in its text, and what is typed presses no keys of the page. */
function useCaret(recordId: string, key: TabKey): void {
  const before = useRef({ recordId, key });
  useEffect(() => {
    const was = before.current;
    before.current = { recordId, key };
    if (was.recordId === recordId && was.key !== key) document.getElementById(`${key}-body`)?.focus();
  }, [recordId, key]);
}
