// A job that has come to its end, in words.
import { formatNumber } from '../../format.ts';
import { Status, type StatusKind } from '../../ui/badge.tsx';
import { useFormats } from '../../ui/formats.tsx';
import type { Watched } from './pace.ts';

const TITLES: Readonly<Record<string, string>> = {
  'bulk.edit': 'Changing records',
  'bulk.undo': 'Taking changes back',
  'import.preview': 'Checking rows',
  'import.run': 'Importing leads',
};

export const titleOf = ({ type }: Pick<Watched, 'type'>): string => TITLES[type] ?? 'Work';

const ENDS: Readonly<Record<Watched['status'], { kind: StatusKind; word: string }>> = {
  queued: { kind: 'open', word: 'Waiting' },
  running: { kind: 'active', word: 'Running' },
  done: { kind: 'won', word: 'Done' },
  failed: { kind: 'lost', word: 'Failed' },
  cancelled: { kind: 'muted', word: 'Stopped' },
};

/** Counts whose name says too little by itself. */
const COUNTS: Readonly<Record<string, string>> = {
  asked: 'Records',
  changed: 'Changed',
  refused: 'Left as they are',
};

export function JobOver({ job: { status, counts, error } }: { job: Watched }) {
  const formats = useFormats();
  const figures = Object.entries(counts ?? {});
  return (
    <div className="facts">
      <p>
        <Status kind={ENDS[status].kind}>{ENDS[status].word}</Status>
      </p>
      {error && <p className="text-bad-text">{error}</p>}
      <dl>
        {figures.map(([name, count]) => (
          <div key={name}>
            <dt>{COUNTS[name] ?? name}</dt>
            <dd className="num">{formatNumber(count, formats)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
