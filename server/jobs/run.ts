// The worker's corridor: a queued job becomes a task run in the tenant it was stamped with. Payloads name no tenant of
// their own accord: crm.enqueue overwrites it.
import type { Job, JobHelpers, Task as QueueTask, TaskList } from 'graphile-worker';
import { z } from 'zod';
import type { TenantContext } from '../../db/tenant.ts';
import { log } from '../observability/log.ts';
import { countJob } from '../observability/metrics.ts';
import { redactText } from '../observability/redact.ts';
import { traced } from '../observability/tracing.ts';
import { catalog } from './catalog.ts';
import { houseTasks } from './house-tasks.ts';
import type { Task } from './task.ts';

const stamp = z.looseObject({
  tenantId: z.uuid(),
  userId: z.uuid().nullish(),
  requestId: z.string().nullish(),
});

export function taskList(signal: AbortSignal): TaskList {
  const tasks: TaskList = {};
  for (const [name, task] of Object.entries<Task<z.ZodType>>(catalog))
    tasks[name] = watched(name, inTenant(task, signal));
  for (const [name, task] of Object.entries(houseTasks)) tasks[name] = watched(name, task);
  return tasks;
}

const inTenant =
  (task: Task<z.ZodType>, signal: AbortSignal): QueueTask =>
  async (raw, { job }) => {
    const context = jobContext(job, stamp.parse(raw));
    await task.run({ payload: task.payload.parse(raw), context, jobId: job.id, signal });
  };

/** One log line, one count and one span per run, whatever comes of it. */
const watched =
  (name: string, run: QueueTask): QueueTask =>
  async (raw: unknown, helpers: JobHelpers) => {
    const { job } = helpers;
    const { data } = stamp.partial().safeParse(raw);
    const facts = {
      task: name,
      jobId: job.id,
      attempt: job.attempts,
      tenantId: data?.tenantId,
      userId: data?.userId,
      requestId: data?.requestId,
    };
    const started = performance.now();
    const finish = (outcome: 'done' | 'failed'): number => {
      const ms = Math.round(performance.now() - started);
      countJob(name, outcome);
      traced({
        name: `job ${name}`,
        kind: 'job',
        ms,
        failed: outcome === 'failed',
        attributes: { 'job.id': job.id, 'request.id': data?.requestId ?? '' },
      });
      return ms;
    };
    try {
      await run(raw, helpers);
      log.info({ ...facts, ms: finish('done') }, 'job done');
    } catch (error) {
      log.error({ ...facts, ms: finish('failed'), err: error }, 'job failed');
      // the queue keeps the message for an operator: it gets the same redaction as a log line
      throw new Error(error instanceof Error ? redactText(error.message).slice(0, 500) : 'job failed', {
        cause: error,
      });
    }
  };

/** The person who caused the job, with the rights held at the moment it runs; without a person, the system. */
export function jobContext(job: Pick<Job, 'id'>, who: z.output<typeof stamp>): TenantContext {
  const userId = who.userId ?? null;
  return {
    tenantId: who.tenantId,
    userId,
    actor: userId ? 'job' : 'system',
    actorId: job.id,
    ...(userId && { onBehalfOf: userId }),
    source: 'job',
    requestId: who.requestId ?? `job-${job.id}`.padEnd(8, '0'),
    proof: userId ? { kind: 'job' } : { kind: 'system' },
  };
}
