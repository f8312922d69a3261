// What operators see: how the processes are doing, and the log lines of one request.
import { z } from 'zod';
import { timestamp } from './fields.ts';

export const minuteOfHealth = z.object({
  minute: timestamp,
  requests: z.number().int(),
  errors: z.number().int(),
  p95Ms: z.number().nullable(),
  jobsDone: z.number().int(),
  jobsFailed: z.number().int(),
});

export const processOfHealth = z.object({
  process: z.string(),
  kind: z.enum(['web', 'worker']),
  lastSeen: timestamp,
  requests: z.number().int(),
  errors: z.number().int(),
  p95Ms: z.number().nullable(),
  rssBytes: z.number().nullable(),
});

/** The last 15 minutes, newest first. */
export const healthReport = z.object({
  minutes: z.array(minuteOfHealth),
  processes: z.array(processOfHealth),
});

export const requestIdInput = z.strictObject({
  requestId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{8,64}$/, 'A request id has 8 to 64 letters, digits, dots, dashes.'),
});

export const logLine = z.object({
  at: z.string(),
  level: z.string(),
  process: z.string(),
  message: z.string(),
  facts: z.string(),
});

export type HealthReport = z.output<typeof healthReport>;
export type LogLine = z.output<typeof logLine>;
