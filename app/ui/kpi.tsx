import type { ReactNode } from 'react';
import { Link } from '../remix.ts';

interface KpiProps {
  label: string;
  figure: ReactNode;
  /** "12 more than last week": a change is said in words, and may have a link of its own */
  note?: ReactNode;
  /** the list behind the number */
  to: string;
}

export const Kpi = ({ label, figure, note, to }: KpiProps) => (
  <div className="kpi">
    <Link to={to} className="kpi-link">
      <span className="kpi-label">{label}</span> <span className="kpi-figure num">{figure}</span>
    </Link>
    {note && <span className="kpi-note">{note}</span>}
  </div>
);

interface BarProps {
  /** 0 to 1 */
  share: number;
  /** a series color of the tokens */
  series?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
}

/** A bar beside a figure that says the same in words; drawn by attributes, because style attributes are refused. */
export const Bar = ({ share, series = 1 }: BarProps) => (
  <svg className={`bar bar-${series}`} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden>
    <rect className="bar-track" width="100" height="6" />
    <rect className="bar-fill" width={Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10} height="6" />
  </svg>
);
