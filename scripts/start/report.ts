// In charge of what can be known about this data folder's instance from outside: locks, state files, health.
import { placeFor } from '../../db/embedded/account.ts';
import { livePostmaster } from '../../db/embedded/postmaster.ts';
import type { Health } from './health.ts';
import { askHealth } from './health.ts';
import type { Part } from './lock.ts';
import { holderOf, isAlive } from './lock.ts';
import type { Places } from './places.ts';
import type { ChildState, State } from './state.ts';
import { readState } from './state.ts';

export interface PartReport {
  part: Part;
  supervisor: { pid: number; since: string } | null;
  state: State | null;
  /** Children that live, with or without their supervisor. */
  children: ChildState[];
}

export interface Report {
  parts: PartReport[];
  health: Health | null;
  postgres: { pid: number; port: number; status: string; dataDir: string } | null;
}

export async function reportOf(places: Places, embedded: boolean): Promise<Report> {
  const parts = (['all', 'worker'] as const).map((part): PartReport => {
    const holder = holderOf(places.run, part);
    const state = readState(places.run, part);
    return {
      part,
      supervisor: holder && { pid: holder.pid, since: holder.since },
      state,
      children: (state?.children ?? []).filter(isAlive),
    };
  });
  const local = parts.find((part) => part.supervisor && part.state?.local)?.state?.local;
  const dataDir = placeFor(places.cluster).folder;
  const live = embedded ? livePostmaster(dataDir) : null;
  return {
    parts,
    health: local ? await askHealth(local) : null,
    postgres: live && { ...live, dataDir },
  };
}

export const isRunningAtAll = (report: Report): boolean =>
  report.parts.some(({ supervisor }) => supervisor !== null);
