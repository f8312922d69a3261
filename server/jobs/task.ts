// The shape of a task: what it must be told, and what it does as the person who caused it.
import type { z } from 'zod';
import type { TenantContext } from '../../db/tenant.ts';

export interface TaskRun<P> {
  payload: P;
  /** tenant and person the job was stamped with; the handler opens withTenant itself, as often as it needs */
  context: TenantContext;
  /** graphile-worker's id of this job: the idempotency key of whatever leaves the building */
  jobId: string;
  signal: AbortSignal;
}

export interface Task<S extends z.ZodType> {
  payload: S;
  run(this: void, run: TaskRun<z.output<S>>): Promise<void>;
}

export const task = <S extends z.ZodType>(payload: S, run: Task<S>['run']): Task<S> => ({ payload, run });
