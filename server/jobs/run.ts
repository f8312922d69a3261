// The worker's corridor: a queued job becomes a task run in the tenant it was stamped with. Payloads name no tenant of
// their own accord: crm.enqueue overwrites it.
import type { Job, JobHelpers, TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { TenantContext } from '../../db/tenant.ts';
import { log } from '../observability/log.ts';
import { redactText } from '../observability/redact.ts';
import { catalog } from './catalog.ts';

const stamp = z.looseObject({
  tenantId: z.uuid(),
  userId: z.uuid().nullable().optional(),
  actor: z.string().optional(),
  requestId: z.string().optional(),
});

export function taskList(signal: AbortSignal): TaskList {
  return Object.fromEntries(
    Object.entries(catalog).map(([name, task]) => [
      name,
      async (raw: unknown, { job }: JobHelpers) => {
        const { tenantId, userId, requestId } = stamp.parse(raw);
        const context = jobContext(job, { tenantId, userId: userId ?? null, requestId });
        const started = performance.now();
        const facts = { task: name, jobId: job.id, attempt: job.attempts, tenantId, userId, requestId: context.requestId };
        try {
          // the payload's own schema is applied to what was stamped; extra keys of the stamp are dropped
          await (task.run as (run: unknown) => Promise<void>)({
            payload: task.payload.parse(raw),
            context,
            jobId: String(job.id),
            signal,
          });
          log.info({ ...facts, ms: Math.round(performance.now() - started) }, 'job done');
        } catch (error) {
          log.error({ ...facts, err: error }, 'job failed');
          // the queue keeps the message for an operator: it gets the same redaction as a log line
          throw new Error(error instanceof Error ? redactText(error.message).slice(0, 500) : 'job failed', { cause: error });
        }
      },
    ]),
  );
}

/** The person who caused the job, with the rights held at the moment it runs; without a person, the system. */
export function jobContext(
  job: Pick<Job, 'id'>,
  who: { tenantId: string; userId: string | null; requestId: string | undefined },
): TenantContext {
  return {
    tenantId: who.tenantId,
    userId: who.userId,
    actor: who.userId ? 'job' : 'system',
    actorId: String(job.id),
    ...(who.userId && { onBehalfOf: who.userId }),
    source: 'job',
    requestId: who.requestId ?? `job-${job.id}`.padEnd(8, '0'),
    proof: who.userId ? { kind: 'job' } : { kind: 'system' },
  };
}
