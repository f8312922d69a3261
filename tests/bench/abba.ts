// Contenders measured side by side: each round runs all of them forwards and then backwards, so that whatever drifts
// on the machine meets them alike. Reports time, and CPU of this process and of PostgreSQL, per operation.
import { readdirSync, readFileSync } from 'node:fs';

export interface Contender {
  name: string;
  operation: () => Promise<unknown>;
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

export interface Measured {
  name: string;
  /** Milliseconds of wall time per operation. */
  wall: Spread;
  /** Milliseconds within which 95 of a hundred were done (p95). */
  slow: Spread;
  /** Milliseconds of CPU per operation. */
  node: Spread;
  postgres: Spread;
  /** Operations per second of the first contender's round, divided into this one's: above 1 is faster. */
  ratio: Spread;
}

export interface AbbaOptions {
  rounds: number;
  /** Operations per contender and direction. */
  operations: number;
  /** Operations under way at the same time. */
  clients: number;
  postmaster: number;
}

interface Sample {
  wall: number;
  slow: number;
  node: number;
  postgres: number;
}

export async function abba(contenders: readonly Contender[], options: AbbaOptions): Promise<Measured[]> {
  for (const contender of contenders) await block(contender, options); // warm: connections, plans, caches
  const rounds: Sample[][] = contenders.map(() => []);
  for (let round = 0; round < options.rounds; round += 1) {
    const sums = contenders.map(() => ({ wall: 0, slow: 0, node: 0, postgres: 0 }));
    const forwards = contenders.map((contender, at) => ({ contender, at }));
    for (const { contender, at } of [...forwards, ...forwards.toReversed()]) {
      const sample = await block(contender, options);
      const sum = sums[at];
      if (sum) for (const key of ['wall', 'slow', 'node', 'postgres'] as const) sum[key] += sample[key] / 2;
    }
    sums.forEach((sum, at) => rounds[at]?.push(sum));
  }
  const [reference = []] = rounds;
  return contenders.map(({ name }, at) => {
    const samples = rounds[at] ?? [];
    return {
      name,
      wall: spread(samples.map(({ wall }) => wall)),
      slow: spread(samples.map(({ slow }) => slow)),
      node: spread(samples.map(({ node }) => node)),
      postgres: spread(samples.map(({ postgres }) => postgres)),
      ratio: spread(samples.map(({ wall }, round) => (reference[round]?.wall ?? Number.NaN) / wall)),
    };
  });
}

async function block(
  contender: Contender,
  { operations, clients, postmaster }: AbbaOptions,
): Promise<Sample> {
  const cpu = process.cpuUsage();
  const server = serverCpu(postmaster);
  const started = performance.now();
  const each: number[] = [];
  let left = operations;
  const client = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const from = performance.now();
      await contender.operation();
      each.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const wall = performance.now() - started;
  const used = process.cpuUsage(cpu);
  return {
    wall: wall / operations,
    slow: each.sort((a, b) => a - b)[Math.ceil(each.length * 0.95) - 1] ?? Number.NaN,
    node: (used.user + used.system) / 1_000 / operations,
    postgres: (serverCpu(postmaster) - server) / operations,
  };
}

const TICK_MS = 10;

/** CPU milliseconds of the postmaster's processes so far; only Linux tells. */
function serverCpu(postmaster: number): number {
  let ticks = 0;
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (Number(fields[1]) === postmaster) ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // a process that ended between the two looks
    }
  }
  return ticks * TICK_MS;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { median, min: sorted[0] ?? Number.NaN, max: sorted.at(-1) ?? Number.NaN };
}
