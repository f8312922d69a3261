// What can be done with the rows that are ticked. A form: the boxes of the rows belong to it by its id, its buttons say
// by `formaction` or their value what is to be done. Without scripts it shows as soon as a box is ticked, too.
import { useEffect, useState, type ReactNode } from 'react';
import { formatCount, formatNumber } from '../format.ts';
import { Form, useLocation } from '../remix.ts';
import { Button } from './button.tsx';
import { Checkbox } from './field.tsx';
import { useFormats } from './formats.tsx';

interface BulkBarProps {
  /** the id that DataTable's `selection.form` names */
  id: string;
  /** where it is posted unless a button says otherwise; the page itself when absent */
  action?: string;
  /** the noun: "lead", "leads" */
  one: string;
  many: string;
  /** more rows match than the page shows: all of them can be meant. `query` is sent as `all`. */
  matching?: { count: number; capped?: boolean; query: string } | undefined;
  /** sent along, for example how the list was filtered */
  fields?: Readonly<Record<string, string>>;
  /** buttons, menus, dialogs */
  children: ReactNode;
}

export function BulkBar({ id, action, one, many, matching, fields = {}, children }: BulkBarProps) {
  const formats = useFormats();
  const chosen = useChosen(id);
  const count = chosen.all && matching ? matching.count : chosen.count;
  const capped = chosen.all && matching?.capped === true;
  const words = count > 0 ? `${formatCount(count, one, many, formats, capped)} selected` : '';
  return (
    <>
      <p role="status" className="sr-only">
        {words}
      </p>
      <Form id={id} method="post" {...(action !== undefined && { action })} className="bulk-bar">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <span className="bulk-count num" aria-hidden>
          {words || 'Selected'}
        </span>
        {matching && (
          <Checkbox
            name="all"
            value={matching.query}
            label={`Select all ${formatNumber(matching.count, formats)}${matching.capped ? '+' : ''} matching`}
          />
        )}
        {children}
        <Button type="reset" kind="ghost" size="sm" icon="x">
          Clear
        </Button>
      </Form>
    </>
  );
}

interface Chosen {
  count: number;
  all: boolean;
}

/** How many boxes of the form are ticked; counted again with each change, reset and page. */
function useChosen(id: string): Chosen {
  const { key } = useLocation();
  const [chosen, setChosen] = useState<Chosen>({ count: 0, all: false });
  useEffect(() => {
    const count = (): void => {
      const boxes = [...(formOf(id)?.elements ?? [])].filter(
        (element) => element instanceof HTMLInputElement,
      );
      const rows = boxes.filter(({ checked, classList }) => checked && classList.contains('row-box'));
      setChosen({ count: rows.length, all: boxes.some(({ checked, name }) => checked && name === 'all') });
    };
    const countAfter = (): void => queueMicrotask(count); // a reset is told before it happens
    count();
    document.addEventListener('change', count);
    document.addEventListener('reset', countAfter);
    return () => {
      document.removeEventListener('change', count);
      document.removeEventListener('reset', countAfter);
    };
  }, [id, key]);
  return chosen;
}

const formOf = (id: string): HTMLFormElement | null =>
  document.querySelector<HTMLFormElement>(`form#${CSS.escape(id)}`);
