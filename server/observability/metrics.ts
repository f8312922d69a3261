// Prometheus metrics of one process, and the minute-by-minute summary that /admin/health shows without Prometheus.
// Labels are bounded: route patterns and status classes, never ids, people or tenants.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { laneCounts } from '../../db/client.ts';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

const requests = new Histogram({
  name: 'http_request_duration_seconds',
  help: 'Time from request to answer',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
  registers: [registry],
});

const jobs = new Counter({
  name: 'jobs_total',
  help: 'Jobs run, by task and outcome',
  labelNames: ['task', 'outcome'],
  registers: [registry],
});

new Gauge({
  name: 'database_connections',
  help: 'Transaction connections by pool and state',
  labelNames: ['pool', 'state'],
  registers: [registry],
  collect() {
    for (const [pool, counts] of Object.entries(laneCounts())) {
      for (const state of ['open', 'idle', 'waiting'] as const) this.set({ pool, state }, counts[state]);
    }
  },
});

const streams = new Gauge({
  name: 'event_streams',
  help: 'Event streams that are open',
  registers: [registry],
});

/** One more, or one less. */
export const countStream = (by: 1 | -1): void => streams.inc(by);

const cacheReads = new Counter({
  name: 'cache_reads_total',
  help: 'Reads of what seldom changes, by noun and whether a copy was there',
  labelNames: ['noun', 'outcome'],
  registers: [registry],
});

const cacheCounts = { hit: 0, miss: 0 };

export function countCacheRead(noun: string, outcome: 'hit' | 'miss'): void {
  cacheReads.inc({ noun, outcome });
  cacheCounts[outcome] += 1;
}

new Gauge({
  name: 'cache_hit_ratio',
  help: 'Share of cache reads since the start that found a copy',
  registers: [registry],
  collect() {
    const { hit, miss } = cacheCounts;
    this.set(hit + miss === 0 ? 0 : hit / (hit + miss));
  },
});

/** Shows how full a cache is. */
export function watchCache(cache: { readonly entries: number; readonly size: number }): void {
  new Gauge({
    name: 'cache_entries',
    help: 'Copies that are kept',
    registers: [registry],
    collect() {
      this.set(cache.entries);
    },
  });
  new Gauge({
    name: 'cache_size_characters',
    help: 'Characters of all copies that are kept, with their keys',
    registers: [registry],
    collect() {
      this.set(cache.size);
    },
  });
}

export interface RequestFacts {
  method: string;
  route: string;
  status: number;
  ms: number;
  /** it went on as events: no measure of speed */
  isStream?: boolean;
}

export function countRequest({ method, route, status, ms, isStream }: RequestFacts): void {
  if (isStream) return;
  requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, ms / 1000);
  if (route === 'file' || route.startsWith('/health')) return;
  current.durations.push(ms);
  if (status >= 500) current.errors += 1;
}

export function countJob(task: string, outcome: 'done' | 'failed'): void {
  jobs.inc({ task, outcome });
  current[outcome === 'done' ? 'jobsDone' : 'jobsFailed'] += 1;
}

interface Window {
  durations: number[];
  errors: number;
  jobsDone: number;
  jobsFailed: number;
}

const empty = (): Window => ({ durations: [], errors: 0, jobsDone: 0, jobsFailed: 0 });
let current = empty();

export interface Summary {
  requests: number;
  errors: number;
  p50Ms: number | null;
  p95Ms: number | null;
  jobsDone: number;
  jobsFailed: number;
}

/** What happened since the last call. */
export function takeSummary(): Summary {
  const { durations, errors, jobsDone, jobsFailed } = current;
  current = empty();
  durations.sort((a, b) => a - b);
  const at = (share: number): number | null => durations[Math.ceil(durations.length * share) - 1] ?? null;
  return { requests: durations.length, errors, p50Ms: at(0.5), p95Ms: at(0.95), jobsDone, jobsFailed };
}
