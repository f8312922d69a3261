// In charge of "one at a time": a lock file that holds no longer than the process that took it lives.
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isRunning } from '../../db/embedded/process.ts';

/** `all` runs web and worker, `worker` the worker alone; each has its own lock and may run beside the other. */
export type Part = 'all' | 'worker';

export interface Holder {
  pid: number;
  /** The kernel's start time of that process: a pid alone may belong to somebody else after a reboot. */
  born: string;
  since: string;
}

/** Start time of a process in clock ticks, or '' when it cannot be told. */
export function birthOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}

export const isAlive = ({ pid, born }: { pid: number; born: string }): boolean =>
  isRunning(pid) && (born === '' || birthOf(pid) === born);

export const lockFile = (run: string, part: Part): string => path.join(run, `${part}.lock`);

/** The live supervisor of this part, or null. */
export const holderOf = (run: string, part: Part): Holder | null => livingHolder(lockFile(run, part));

function livingHolder(file: string): Holder | null {
  const holder = readHolder(file);
  return holder && isAlive(holder) ? holder : null;
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

/** Takes the lock, or answers who holds it. Two processes in the same instant: exactly one gets it. */
export function takeLock(file: string): { release: () => void } | { holder: Holder } {
  const mine: Holder = { pid: process.pid, born: birthOf(process.pid), since: new Date().toISOString() };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 });
  try {
    for (;;) {
      try {
        linkSync(draft, file);
        return { release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = livingHolder(file) ?? setStaleAside(file);
      if (holder) return { holder };
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Moves a dead lock away; when a living one slipped in between, puts it back and answers its holder. */
function setStaleAside(file: string): Holder | null {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return null;
  }
  const moved = readHolder(aside);
  const living = moved && isAlive(moved) ? moved : null;
  if (living) linkSync(aside, file);
  rmSync(aside, { force: true });
  return living;
}
