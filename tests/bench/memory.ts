// What processes hold in memory, as Linux tells it: a process's peak since it was reset, a server's processes together.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024;

/** Bytes: the most the process has held since resetPeak(). */
export const peakOf = (pid: number): number =>
  kilobytes(readFileSync(`/proc/${pid}/status`, 'utf8'), 'VmHWM');

export const resetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** Running processes and the one each was started by. */
export function parentsOfAll(): Map<number, number> {
  const parents = new Map<number, number>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const stat = readIfThere(`/proc/${entry}/stat`);
    if (stat) parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  return parents;
}

/** What a file of /proc says; nothing when its process ended between two looks. */
export function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Bytes that PostgreSQL's processes hold now, shared memory counted once. */
export function serverMemory(postmaster: number): number {
  let bytes = 0;
  for (const [pid, parent] of parentsOfAll()) {
    if (parent === postmaster || pid === postmaster) bytes += residentOf(pid, true);
  }
  return bytes;
}

/** Bytes a process holds now; with shared memory counted in shares when asked. */
export const residentOf = (pid: number, inShares: boolean): number =>
  inShares
    ? kilobytes(readIfThere(`/proc/${pid}/smaps_rollup`), 'Pss')
    : kilobytes(readIfThere(`/proc/${pid}/status`), 'VmRSS');
