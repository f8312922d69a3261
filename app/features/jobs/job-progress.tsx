// Long work on the page: how far, how fast, how long still. By server events where scripts run, else the page comes again.
import { useCallback, useState } from 'react';
import { formatNumber } from '../../format.ts';
import { useRevalidator } from '../../remix.ts';
import { useFormats } from '../../ui/formats.tsx';
import { Progress } from '../../ui/progress.tsx';
import { paceOf, type Watched } from './pace.ts';
import { useJob } from './use-job.ts';

interface JobProgressProps {
  job: Watched;
  /** the server's time at which `job` was read */
  now: string;
  label: string;
  unit: string;
}

const AGAIN_SECONDS = 2;

/** When the job is over the page's data is loaded again; where it leads then is the route's business. */
export function JobProgress({ job: first, now, label, unit }: JobProgressProps) {
  const { revalidate } = useRevalidator();
  const formats = useFormats();
  const { job, at } = useJob(
    first,
    now,
    useCallback(() => revalidate(), [revalidate]),
  );
  const [from] = useState(() => ({
    done: first.startedAt ? 0 : first.done,
    at: Date.parse(first.startedAt ?? now),
  }));
  const { perSecond, secondsLeft } = paceOf(job, from, at);
  const waiting = job.status === 'queued';
  return (
    <div className="job-progress">
      <Progress
        label={waiting ? 'Waiting for a free worker' : label}
        done={job.done}
        total={job.total}
        unit={unit}
        secondsLeft={secondsLeft}
      />
      {perSecond !== null && (
        <p className="progress-note num">{`${formatNumber(Math.round(perSecond), formats)} ${unit} a second`}</p>
      )}
      <noscript>
        <meta httpEquiv="refresh" content={String(AGAIN_SECONDS)} />
      </noscript>
    </div>
  );
}
