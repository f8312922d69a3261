import { useEffect, useState } from 'react';
import { paths } from '../../paths.ts';
import { isOver, type Watched } from './pace.ts';

export interface Seen {
  job: Watched;
  /** milliseconds by the server's clock at which this was the state */
  at: number;
}

/** The job as it goes on: the page's first answer, then the server's events until it is over. `onOver` is called once then. */
export function useJob(first: Watched, serverNow: string, onOver: () => void): Seen {
  const [seen, setSeen] = useState<Seen>({ job: first, at: Date.parse(serverNow) });
  const over = isOver(seen.job);
  useEffect(() => {
    if (isOver(first)) return undefined;
    const began = performance.now();
    const events = new EventSource(paths.jobEvents(first.id));
    events.onmessage = ({ data }: MessageEvent<string>) => {
      const job = JSON.parse(data) as Watched;
      setSeen({ job, at: Date.parse(serverNow) + performance.now() - began });
      // a stream that is not closed is opened again by the browser, also after its good end
      if (isOver(job)) events.close();
    };
    return () => events.close();
  }, [first, serverNow]);
  useEffect(() => {
    if (over) onOver();
  }, [over, onOver]);
  return seen;
}
