// In charge of processes a killed supervisor left behind: they drain by themselves; here we wait, then insist.
import { waitUntilGone } from '../../db/embedded/process.ts';
import type { Part } from './lock.ts';
import { isAlive } from './lock.ts';
import { readState } from './state.ts';

const PATIENCE_MS = 10_000;

/** Ends the children of an earlier, dead supervisor; answers how many there were. */
export async function endLeftovers(run: string, part: Part): Promise<number> {
  const left = (readState(run, part)?.children ?? []).filter(isAlive);
  await Promise.all(left.map(({ pid }) => endProcess(pid)));
  return left.length;
}

async function endProcess(pid: number): Promise<void> {
  signal(pid, 'SIGTERM');
  if (await waitUntilGone(pid, PATIENCE_MS)) return;
  signal(pid, 'SIGKILL');
  await waitUntilGone(pid, PATIENCE_MS);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has just gone.
  }
}
