// In charge of reading postmaster.pid: is a server live on this data folder, on which port, in which state?
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { commandLine, isRunning } from './process.ts';

export interface Postmaster {
  pid: number;
  port: number;
  /** "starting", "ready", "stopping" or "standby"; empty while the file is being written. */
  status: string;
}

const pidFile = (folder: string): string => path.join(folder, 'postmaster.pid');

/** What postmaster.pid says, whether or not that process still lives. */
export function readPostmaster(folder: string): Postmaster | null {
  try {
    const lines = readFileSync(pidFile(folder), 'utf8').split('\n');
    const pid = Math.abs(Number(lines[0]));
    return pid ? { pid, port: Number(lines[3] ?? 0), status: (lines[7] ?? '').trim() } : null;
  } catch {
    return null;
  }
}

/**
 * The live server of this folder. A file left by a killed server, whose number another program may carry by now
 * (PostgreSQL itself would refuse to start then), is removed.
 */
export function livePostmaster(folder: string): Postmaster | null {
  const found = readPostmaster(folder);
  if (!found) return null;
  if (isRunning(found.pid) && isServer(found.pid)) return found;
  rmSync(pidFile(folder), { force: true });
  return null;
}

function isServer(pid: number): boolean {
  const [program] = commandLine(pid);
  return program === undefined || path.basename(program).startsWith('postgres');
}
