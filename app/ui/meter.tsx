import { formatNumber, formatPercent } from '../format.ts';
import { useFormats } from './formats.tsx';

interface MeterProps {
  /** what is used up: "Records" */
  label: string;
  value: number;
  max: number;
  /** from this share of the limit on it is said to be near; 0.8 unless told */
  near?: number;
}

/** How much of a limit is used: in figures, with a word when it is near or over, and as a bar. */
export function Meter({ label, value, max, near = 0.8 }: MeterProps) {
  const formats = useFormats();
  const share = max > 0 ? value / max : 1;
  const word = share > 1 ? 'Over the limit' : share >= near ? 'Near the limit' : '';
  return (
    <div className="progress">
      <p className="progress-text">
        <b>{label}</b>
        <span className="num">{formatPercent(Math.floor(share * 100) / 100, formats)}</span>
      </p>
      <meter
        aria-label={label}
        min={0}
        max={1}
        low={near}
        high={0.999}
        optimum={0}
        value={Math.min(1, share)}
      />
      <p className="progress-note num">
        {formatNumber(value, formats)} of {formatNumber(max, formats)}
        {word && <b className={share > 1 ? 'text-bad-text' : 'text-warn-text'}> · {word}</b>}
      </p>
    </div>
  );
}
