// A few words about the thing under the pointer or the focus. Nothing in it can be pressed, and nothing is only there.
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';

interface TooltipProps {
  text: ReactNode;
  /** what it is about; gets the id that describes it */
  children: (describedBy: { 'aria-describedby': string }) => ReactNode;
}

/** Comes and goes by style alone; a script lets Esc close it until pointer and focus have left. */
export function Tooltip({ text, children }: TooltipProps) {
  const id = useId();
  const [closed, setClosed] = useState(false);
  const reopen = (): void => setClosed(false);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || closed) return;
    event.preventDefault();
    setClosed(true);
  };
  return (
    <span
      className={closed ? 'tip tip-closed' : 'tip'}
      onKeyDown={onKeyDown}
      onBlur={reopen}
      onPointerLeave={reopen}
    >
      {children({ 'aria-describedby': id })}
      <span id={id} role="tooltip" className="tip-text">
        {text}
      </span>
    </span>
  );
}
