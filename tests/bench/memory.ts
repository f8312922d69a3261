// What processes hold in memory, as Linux tells it: a process's peak since it was reset, a server's processes together.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024;

/** Bytes: the most the process has held since resetPeak(). */
export const peakOf = (pid: number): number =>
  kilobytes(readFileSync(`/proc/${pid}/status`, 'utf8'), 'VmHWM');

export const resetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5');

/** Bytes that PostgreSQL's processes hold now, shared memory counted once. */
export function serverMemory(postmaster: number): number {
  let bytes = 0;
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      if (parent !== postmaster && Number(entry) !== postmaster) continue;
      bytes += kilobytes(readFileSync(`/proc/${entry}/smaps_rollup`, 'utf8'), 'Pss');
    } catch {
      // a process that ended between the two looks
    }
  }
  return bytes;
}
