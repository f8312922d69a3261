// The native dialog: opened by a button that names it, closed by Esc, by its own button or a click beside it,
// all without scripts. A script only closes it after the page has moved on and reopens it after a refusal.
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Form, useLocation, useNavigation } from '../remix.ts';
import { Button, IconButton, type ButtonProps } from './button.tsx';
import { Checkbox } from './field.tsx';

interface DialogProps {
  id: string;
  title: string;
  /** shown open at once, for example because the form inside was refused */
  open?: boolean;
  /** told just before it is shown, and before it is closed */
  onShown?: (isShown: boolean) => void;
  children: ReactNode;
}

export function Dialog({ id, title, open = false, onShown, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const { key } = useLocation();
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.close();
    if (open) element.showModal();
  }, [key, open]);
  useEffect(() => {
    const element = dialog.current;
    if (!element || !onShown) return undefined;
    const tell = ({ newState }: ToggleEvent): void => onShown(newState === 'open');
    element.addEventListener('beforetoggle', tell);
    return () => element.removeEventListener('beforetoggle', tell);
  }, [onShown]);
  return (
    <dialog
      id={id}
      ref={dialog}
      closedby="any"
      aria-labelledby={titleId}
      className="dialog"
      open={open || undefined}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{title}</h2>
      </div>
      {children}
      {/* behind what is asked, for a dialog gives the focus to the first control that it has */}
      <IconButton icon="x" label="Close" size="sm" command="close" commandfor={id} />
    </dialog>
  );
}

export const DialogActions = ({ children }: { children: ReactNode }) => (
  <div className="dialog-actions">{children}</div>
);

type DialogButtonProps = Omit<ButtonProps, 'type' | 'command' | 'commandfor'> & { opens: string };

export const DialogButton = ({ opens, ...rest }: DialogButtonProps) => (
  <Button type="button" command="show-modal" commandfor={opens} {...rest} />
);

export const CloseButton = ({ closes, children = 'Cancel' }: { closes: string; children?: ReactNode }) => (
  <Button type="button" kind="ghost" command="close" commandfor={closes}>
    {children}
  </Button>
);

interface ConfirmProps {
  id: string;
  /** names the thing: "Archive Ada Lovelace?" */
  title: string;
  /** what will happen and how to come back from it */
  children: ReactNode;
  /** where it is posted; '' is the page itself */
  action: string;
  fields: Readonly<Record<string, string>>;
  /** the verb: "Archive" */
  confirm: string;
  danger?: boolean;
  /** a box to tick before the button counts: a second yes */
  sure?: string;
}

/** Asks before a form is sent. The form posts `fields` to `action`. */
export function Confirm({
  id,
  title,
  children,
  action,
  fields,
  confirm,
  danger = false,
  sure,
}: ConfirmProps) {
  const pending = useNavigation().formAction?.startsWith(action) ?? false;
  return (
    <Dialog id={id} title={title}>
      <Form method="post" {...(action !== '' && { action })}>
        <div className="dialog-body">
          {children}
          {sure !== undefined && <Checkbox name="sure" required label={sure} />}
        </div>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <DialogActions>
          <CloseButton closes={id} />
          <Button kind={danger ? 'danger' : 'primary'} pending={pending}>
            {confirm}
          </Button>
        </DialogActions>
      </Form>
    </Dialog>
  );
}
