// Text to be pasted elsewhere. One click selects all of it; where scripts run, a button copies it.
import { useState, useSyncExternalStore } from 'react';
import { Button } from './button.tsx';

interface CodeBlockProps {
  text: string;
  /** names it: "The key", "curl" */
  label: string;
}

const never = () => () => undefined;
/** Browsers offer it on https and on this machine only. */
const hasClipboard = (): boolean => 'clipboard' in navigator;

export function CodeBlock({ text, label }: CodeBlockProps) {
  const canCopy = useSyncExternalStore(never, hasClipboard, () => false);
  const [said, setSaid] = useState('');
  const copy = (): void =>
    void navigator.clipboard.writeText(text).then(
      () => setSaid('Copied'),
      () => setSaid('Select it and copy it by hand'),
    );
  return (
    <div className="code-block" role="group" aria-label={label}>
      <div className="code-block-head">
        <span>{label}</span>
        <span role="status">{said}</span>
        {canCopy && (
          <Button type="button" size="sm" onClick={copy} aria-label={`Copy: ${label}`}>
            Copy
          </Button>
        )}
      </div>
      <pre>
        <code>{text}</code>
      </pre>
    </div>
  );
}
