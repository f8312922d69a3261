// graphile-worker's own messages go to our log, at our levels.
import { Logger } from 'graphile-worker';
import { log } from '../observability/log.ts';

const LEVEL = { error: 'error', warning: 'warn', info: 'debug', debug: 'trace' } as const;

export const queueLogger = new Logger((scope) => (level, message) => {
  log[LEVEL[level]]({ queue: scope.label ?? 'queue', worker: scope.workerId }, message);
});
