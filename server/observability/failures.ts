// What happens to a failure once the caller has been answered: one log line, and an error report when it is our fault.
import type { AppError } from '../errors.ts';
import type { Edge } from '../trpc/context.ts';
import { reportError } from './error-report.ts';
import { log } from './log.ts';

interface Where {
  edge: Pick<Edge, 'requestId' | 'door'>;
  path: string;
}

/** Faults of ours (500 and above) are errors with their cause; refusals are information. */
export function reportFailure(error: AppError, { edge, path }: Where): void {
  const facts = { requestId: edge.requestId, door: edge.door, path, slug: error.slug, status: error.status };
  if (error.status < 500) {
    log.info(facts, 'request refused');
    return;
  }
  log.error({ ...facts, err: error.cause ?? error }, 'request failed');
  if (error.code === 'Internal')
    reportError(error.cause ?? error, { requestId: edge.requestId, path, slug: error.slug });
}
