import { formatDuration, formatNumber, formatPercent } from '../format.ts';
import { useFormats } from './formats.tsx';

interface ProgressProps {
  /** what is going on: "Importing" */
  label: string;
  done: number;
  /** null while it is not known */
  total: number | null;
  secondsLeft?: number | null;
  /** the unit counted: "rows" */
  unit: string;
}

/** Long work: percent, counts and time left in words, the bar beside them. */
export function Progress({ label, done, total, secondsLeft, unit }: ProgressProps) {
  const formats = useFormats();
  const share = total ? Math.min(1, done / total) : null;
  const counts =
    total === null
      ? `${formatNumber(done, formats)} ${unit}`
      : `${formatNumber(done, formats)} of ${formatNumber(total, formats)} ${unit}`;
  return (
    <div className="progress">
      <p className="progress-text">
        <b>{label}</b>
        <span className="num">
          {share === null ? '' : formatPercent(Math.floor(share * 100) / 100, formats)}
        </span>
      </p>
      <progress aria-label={label} max={1} value={share ?? undefined} />
      <p className="progress-note num">
        {counts}
        {secondsLeft != null && ` · ${formatDuration(secondsLeft)} left`}
      </p>
    </div>
  );
}
