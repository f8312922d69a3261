// What the states and outcomes of an import are called on the page, and how they look.
import type { StatusKind } from '../../ui/badge.tsx';
import type { Status } from './steps.tsx';

/** What the rows of a file become: what one is called, and many. */
export interface Words {
  one: string;
  many: string;
}

export const STATUS: Readonly<Record<Status, { kind: StatusKind; word: string }>> = {
  uploaded: { kind: 'open', word: 'Uploaded' },
  mapped: { kind: 'open', word: 'Columns chosen' },
  previewing: { kind: 'active', word: 'Checking' },
  previewed: { kind: 'open', word: 'Checked' },
  running: { kind: 'active', word: 'Importing' },
  done: { kind: 'won', word: 'Done' },
  failed: { kind: 'lost', word: 'Failed' },
  cancelled: { kind: 'muted', word: 'Stopped' },
};

export type Outcome = 'create' | 'update' | 'skip' | 'fail';
export const OUTCOMES: readonly Outcome[] = ['create', 'update', 'skip', 'fail'];

export interface Counts {
  rows: number;
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  warned: number;
}

export const countOf = (counts: Counts, outcome: Outcome): number =>
  ({ create: counts.created, update: counts.updated, skip: counts.skipped, fail: counts.failed })[outcome];

/** Before and after: "to create" in the preview, "created" in the result. */
export const WORDS: Readonly<Record<'preview' | 'run', Readonly<Record<Outcome, string>>>> = {
  preview: { create: 'To create', update: 'To update', skip: 'To skip', fail: 'Will fail' },
  run: { create: 'Created', update: 'Updated', skip: 'Skipped', fail: 'Failed' },
};
