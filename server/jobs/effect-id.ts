// One id per effect of a job: a job that runs again after a crash finds that it has done its work already.
import { createHash } from 'node:crypto';

/** A UUID (version 8, made of a hash) that is the same for the same task and job. */
export function effectId(task: string, jobId: string): string {
  const hex = createHash('sha256').update(`${task}:${jobId}`).digest('hex').slice(0, 32);
  const uuid = `${hex.slice(0, 12)}8${hex.slice(13, 16)}a${hex.slice(17)}`;
  return uuid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
