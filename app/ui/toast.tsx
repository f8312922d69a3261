// Short messages at the edge of the page. They come with the page (flash cookie), so they work without scripts;
// a script lets them go after ten seconds unless someone looks at them.
import { useEffect, useRef, useState } from 'react';
import type { Flash } from '../flash.ts';
import { Form, Link } from '../remix.ts';
import { Button, IconButton } from './button.tsx';

const SHOWN_MS = 10_000;
const AT_MOST = 3;

interface Shown {
  key: string;
  flash: Flash;
}

interface ToasterProps {
  flash: Flash | null;
  /** changes with every answer of the server, so that the same text twice is two messages */
  stamp: string;
}

export function Toaster({ flash, stamp }: ToasterProps) {
  const [shown, setShown] = useState<Shown[]>(flash ? [{ key: stamp, flash }] : []);
  const seen = useRef(stamp);
  useEffect(() => {
    if (!flash || seen.current === stamp) return;
    seen.current = stamp;
    setShown((before) => [...before, { key: stamp, flash }].slice(-AT_MOST));
  }, [flash, stamp]);
  const dismiss = (key: string): void => setShown((before) => before.filter((toast) => toast.key !== key));
  return (
    <div className="toaster" role="status">
      {shown.map((toast) => (
        <Toast key={toast.key} flash={toast.flash} onDismiss={() => dismiss(toast.key)} />
      ))}
    </div>
  );
}

/** What keeps a message: as long as one of them does, its time stands still. */
type Hold = 'pointer' | 'focus';

export function Toast({ flash, onDismiss }: { flash: Flash; onDismiss?: () => void }) {
  const [holds, setHolds] = useState<Record<Hold, boolean>>({ pointer: false, focus: false });
  const held = holds.pointer || holds.focus;
  const left = useRef(SHOWN_MS);
  const dismiss = useRef(onDismiss);
  useEffect(() => {
    dismiss.current = onDismiss;
  });
  useEffect(() => {
    if (held) return undefined;
    const started = Date.now();
    const timer = setTimeout(() => dismiss.current?.(), left.current);
    return () => {
      clearTimeout(timer);
      left.current -= Date.now() - started;
    };
  }, [held]);
  const on = (kind: Hold, is: boolean) => () => setHolds((before) => ({ ...before, [kind]: is }));
  return (
    <div
      className={`toast toast-${flash.tone}`}
      onPointerEnter={on('pointer', true)}
      onPointerLeave={on('pointer', false)}
      onFocus={on('focus', true)}
      onBlur={on('focus', false)}
    >
      <span className="toast-text">{flash.text}</span>
      {flash.link && (
        <Link to={flash.link.to} className="link">
          {flash.link.label}
        </Link>
      )}
      {flash.undo && <Undo {...flash.undo} />}
      {onDismiss && <IconButton icon="x" label="Dismiss" size="sm" onClick={onDismiss} />}
    </div>
  );
}

const Undo = ({ action, fields }: NonNullable<Flash['undo']>) => (
  <Form method="post" action={action}>
    {Object.entries(fields).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ))}
    <Button size="sm" data-key="undo" aria-keyshortcuts="z">
      Undo
    </Button>
  </Form>
);
