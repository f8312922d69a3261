import type { ReactNode } from 'react';
import { paths } from '../../paths.ts';
import { Link, useNavigation } from '../../remix.ts';
import { WidgetFault } from '../../ui/fault.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

/** What a loader hands a widget: its data, or why it has none. One failing widget leaves the others. */
export type WidgetData<T> = { ok: true; data: T } | { ok: false; message: string; requestId: string };

/** Or null for those who may not read it. */
export type WidgetSource<T> = WidgetData<T> | null;

interface WidgetProps<T> {
  title: string;
  from: WidgetSource<T>;
  /** the list behind it */
  link?: (data: T) => { to: string; label: string } | null;
  wide?: boolean;
  /** how high it is while it is loaded */
  lines?: number;
  steady?: boolean;
  children: (data: T) => ReactNode;
}

export function Widget<T>({
  title,
  from,
  link,
  wide = false,
  lines = 6,
  steady = false,
  children,
}: WidgetProps<T>) {
  const frame = { title, wide };
  return (
    <Later
      from={from}
      steady={steady}
      waiting={<Frame {...frame}>{<Skeleton lines={lines} label={`${title}: loading`} />}</Frame>}
    >
      {(settled) =>
        settled.ok ? (
          <Frame {...frame} link={link?.(settled.data)}>
            {children(settled.data)}
          </Frame>
        ) : (
          <Frame {...frame}>
            <Failed title={title} {...settled} />
          </Frame>
        )
      }
    </Later>
  );
}

interface LaterProps<T> {
  from: WidgetSource<T>;
  waiting: ReactNode;
  /** of no period, and so as it was while another is loaded */
  steady?: boolean;
  children: (settled: WidgetData<T>) => ReactNode;
}

/** Nothing where one may not read it; `waiting` while another period, person or pipeline is loaded. */
export function Later<T>({ from, waiting, steady = false, children }: LaterProps<T>) {
  const { location, formMethod } = useNavigation();
  const isLoaded = location?.pathname === paths.dashboard && formMethod !== 'POST';
  if (from === null) return null;
  return isLoaded && !steady ? waiting : children(from);
}

export const Failed = ({
  title,
  message,
  requestId,
}: {
  title: string;
  message: string;
  requestId: string;
}) => <WidgetFault title={`${title} could not be loaded`} message={message} requestId={requestId} />;

interface FrameProps {
  title: string;
  wide: boolean;
  link?: { to: string; label: string } | null | undefined;
  children: ReactNode;
}

const Frame = ({ title, wide, link, children }: FrameProps) => (
  <section className={wide ? 'widget widget-wide' : 'widget'} aria-label={title}>
    <div className="widget-head">
      <h2>{title}</h2>
      {link && <Link to={link.to}>{link.label}</Link>}
    </div>
    {children}
  </section>
);
