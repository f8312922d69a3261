// Where a note is written. What is typed survives a reload of the tab until it is sent.
import { useEffect, useRef, type ReactNode } from 'react';
import { Form, useFetcher, useNavigation } from '../remix.ts';
import { shortcut } from '../keys.ts';
import { Button } from './button.tsx';
import { Textarea, type FieldState } from './field.tsx';

interface ComposerProps {
  action: string;
  field: FieldState;
  label: string;
  placeholder: string;
  submit: string;
  /** one draft for each record */
  draftKey: string;
  /** sent along, for example which of the page's forms this is */
  fields?: Readonly<Record<string, string>>;
  hint?: string;
  /** sent beside the page, which stays as it is when the text is refused: the key of the fetcher that has the answer */
  beside?: string | undefined;
  /** what is asked besides */
  children?: ReactNode;
}

export function Composer({
  action,
  field,
  label,
  placeholder,
  submit,
  draftKey,
  fields = {},
  hint,
  beside,
  children,
}: ComposerProps) {
  const navigation = useNavigation();
  const fetcher = useFetcher(beside === undefined ? {} : { key: beside });
  const isSending = pathOf(navigation.formAction) === pathOf(action) && navigation.formMethod === 'POST';
  const pending = isSending || fetcher.state !== 'idle';
  const form = useRef<HTMLFormElement>(null);
  useDraft(form, field.name, draftKey, pending, (field.errors?.length ?? 0) > 0);
  return (
    <Form
      method="post"
      action={action}
      ref={form}
      className="composer"
      {...(beside !== undefined && { navigate: false, fetcherKey: beside, preventScrollReset: true })}
    >
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Textarea
        field={field}
        label={label}
        placeholder={placeholder}
        hint={hint}
        rows={3}
        data-key="note"
        aria-keyshortcuts={shortcut('note').keys}
      />
      {children}
      <div className="composer-foot">
        <Button kind="primary" size="sm" pending={pending}>
          {submit}
        </Button>
      </div>
    </Form>
  );
}

const pathOf = (address: string | undefined): string | undefined => address?.split('?')[0];

type FormRef = React.RefObject<HTMLFormElement>;

/** Keeps the draft in the tab's storage; empties field and draft once a post has gone through. */
function useDraft(form: FormRef, name: string, draftKey: string, pending: boolean, refused: boolean): void {
  const sent = useRef(false);
  useEffect(() => {
    const area = form.current?.elements.namedItem(name);
    if (!(area instanceof HTMLTextAreaElement)) return undefined;
    const key = `draft ${draftKey}`;
    if (pending) sent.current = true;
    else if (sent.current) {
      sent.current = false;
      if (!refused) {
        area.value = '';
        sessionStorage.removeItem(key);
      }
    } else if (area.value === '') area.value = sessionStorage.getItem(key) ?? '';
    const keep = (): void => sessionStorage.setItem(key, area.value);
    area.addEventListener('input', keep);
    return () => area.removeEventListener('input', keep);
  }, [form, name, draftKey, pending, refused]);
}
