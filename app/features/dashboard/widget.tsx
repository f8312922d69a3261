import type { ReactNode } from 'react';
import { Link } from '../../remix.ts';
import { WidgetFault } from '../../ui/fault.tsx';

/** What a loader hands a widget: its data, or why it has none. One failing widget leaves the others. */
export type WidgetData<T> = { ok: true; data: T } | { ok: false; message: string; requestId: string };

interface WidgetProps<T> {
  title: string;
  from: WidgetData<T>;
  /** the list behind it */
  link?: { to: string; label: string };
  wide?: boolean;
  children: (data: T) => ReactNode;
}

export function Widget<T>({ title, from, link, wide = false, children }: WidgetProps<T>) {
  return (
    <section className={wide ? 'widget widget-wide' : 'widget'} aria-label={title}>
      <div className="widget-head">
        <h2>{title}</h2>
        {link && <Link to={link.to}>{link.label}</Link>}
      </div>
      {from.ok ? (
        children(from.data)
      ) : (
        <WidgetFault
          title={`${title} could not be loaded`}
          message={from.message}
          requestId={from.requestId}
        />
      )}
    </section>
  );
}
