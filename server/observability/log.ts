// The logger of every process: one JSON line per event, with secrets and personal data taken out before it is written.
// It decides nothing about what is worth logging; callers do.
import { pino, type Logger } from 'pino';
import { env } from '../env.ts';
import { redact, serializeError } from './redact.ts';

export const log: Logger = pino({
  level: env.LOG_LEVEL,
  base: { pid: process.pid },
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: {
    level: (label) => ({ level: label }),
    log: (object) => redact(object),
  },
  serializers: { err: serializeError },
});
