// In charge of what a supervisor tells other commands about itself: <data>/run/<part>.json.
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Part } from './lock.ts';
import { projectFolder } from './places.ts';

const processShape = z.object({ name: z.string(), pid: z.number(), born: z.string(), restarts: z.number() });

const shape = z.object({
  phase: z.enum(['starting', 'running', 'stopping']),
  supervisor: z.number(),
  since: z.string(),
  version: z.string(),
  /** Address for people, and the one this machine reaches it under; null for a worker alone. */
  url: z.string().nullable(),
  local: z.string().nullable(),
  children: z.array(processShape),
  /** null with an external database. */
  postgres: z
    .object({ pid: z.number(), port: z.number(), version: z.string(), dataDir: z.string() })
    .nullable(),
});

export type State = z.infer<typeof shape>;
export type ChildState = z.infer<typeof processShape>;

/** StreamFlow's own version. */
export const version = (): string =>
  (JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as { version: string }).version;

const stateFile = (run: string, part: Part): string => path.join(run, `${part}.json`);

export function writeState(run: string, part: Part, state: State): void {
  const file = stateFile(run, part);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** What the last supervisor of this part wrote, alive or not. */
export function readState(run: string, part: Part): State | null {
  try {
    return shape.parse(JSON.parse(readFileSync(stateFile(run, part), 'utf8')));
  } catch {
    return null;
  }
}

export const forgetState = (run: string, part: Part): void => rmSync(stateFile(run, part), { force: true });
