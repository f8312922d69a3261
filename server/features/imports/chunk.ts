// A stretch of rows, settled: which become records, which change one, which are skipped or fail, and why. Pure but for the
// matcher and resolver it is given, which remember what earlier rows did.
import type { ImportCounts, RowIssue } from '../../../app/contracts/imports.ts';
import type { Row } from './csv/reader.ts';
import * as say from './issues.ts';
import type { Draft, Holder, ImportKind, Links, NamedBy, Values, Wanted } from './kinds/kind.ts';
import type { Decision, Matcher } from './match.ts';
import type { People } from './people.ts';
import type { Planned } from './plan.ts';

export interface PlannedRow {
  row: Row;
  planned: Planned;
}

export interface Settled {
  row: Row;
  outcome: 'create' | 'update' | 'skip' | 'fail';
  recordId: string | null;
  issues: RowIssue[];
}

export interface Created {
  holder: Holder;
  createdAt: string | null;
}

export interface Settlement {
  rows: Settled[];
  /** by id, in order of appearance; rows that changed a new record are in it already */
  created: Map<string, Created>;
  updated: Map<string, { holder: Holder; changed: Set<string> }>;
  links: { externalId: string; holder: Holder }[];
  /** how many records are called by what, for want of a name */
  named: Map<NamedBy, number>;
  /** how many phone numbers are kept though their form is not known */
  unsurePhones: number;
}

/** What rows are settled with. */
export interface Settling {
  kind: ImportKind;
  people: People;
  links: Links<Draft, Values>;
  matcher: Matcher<Values>;
  /** label of the column whose value only one record may have */
  placeColumn: string | null;
}

export function settle(rows: readonly PlannedRow[], settling: Settling): Settlement {
  const settlement: Settlement = {
    rows: [],
    created: new Map(),
    updated: new Map(),
    links: [],
    named: new Map(),
    unsurePhones: 0,
  };
  for (const { row, planned } of rows) {
    if (planned.outcome === 'skip')
      settlement.rows.push({ row, outcome: 'skip', recordId: null, issues: [planned.reason] });
    else if (planned.outcome === 'fail')
      settlement.rows.push({ row, outcome: 'fail', recordId: null, issues: planned.issues });
    else {
      const { draft } = planned;
      const warnings = [...planned.warnings];
      const decision = settling.matcher.decide(wantedOf(draft, settling, warnings));
      note(settlement, decision, draft);
      const isTaken = decision.kind === 'create' || decision.kind === 'update';
      if (planned.unsurePhone && isTaken) settlement.unsurePhones += 1;
      settlement.rows.push(settledRow(row, decision, warnings, settling));
    }
  }
  return settlement;
}

function wantedOf(draft: Draft, { people, links }: Settling, warnings: RowIssue[]): Wanted {
  const owner = people.owner(draft.owner);
  return {
    values: links.valuesOf(draft, owner, (issue) => warnings.push(issue)),
    externalId: draft.externalId,
    ownerId: owner?.id ?? null,
    teamId: owner?.teamId ?? null,
  };
}

function note(settlement: Settlement, decision: Decision, draft: Draft): void {
  const { created, updated, links, named } = settlement;
  const { holder } = decision;
  if (decision.kind === 'create') {
    created.set(holder.id, { holder, createdAt: draft.createdAt });
    if (draft.externalId !== null) links.push({ externalId: draft.externalId, holder });
    if (draft.namedBy !== 'name') named.set(draft.namedBy, (named.get(draft.namedBy) ?? 0) + 1);
  } else if (decision.kind === 'update') {
    if (decision.linked && draft.externalId !== null) links.push({ externalId: draft.externalId, holder });
    if (created.has(holder.id)) return;
    const changed = updated.get(holder.id)?.changed ?? new Set<string>();
    for (const field of decision.changed) changed.add(field);
    updated.set(holder.id, { holder, changed });
  }
}

function settledRow(row: Row, decision: Decision, warnings: RowIssue[], settling: Settling): Settled {
  const recordId = decision.holder.id;
  const { one } = settling.kind;
  switch (decision.kind) {
    case 'create':
      return { row, outcome: 'create', recordId, issues: [...warnings, ...said(decision, settling)] };
    case 'update':
      return { row, outcome: 'update', recordId, issues: [...warnings, ...said(decision, settling)] };
    case 'same':
      return {
        row,
        outcome: 'skip',
        recordId,
        issues: decision.lost.length > 0 ? [say.repeats(one, decision.lost)] : [say.unchanged(one)],
      };
    case 'there':
      return { row, outcome: 'skip', recordId, issues: [say.isThere(one)] };
  }
}

function said(
  decision: Extract<Decision, { kind: 'create' | 'update' }>,
  { kind: { one, identity }, placeColumn }: Settling,
): RowIssue[] {
  const issues: RowIssue[] = [];
  if (decision.keptApart) issues.push(say.keptApart(one, identity.place, placeColumn));
  if (decision.kind === 'create') return issues;
  if (decision.placeTaken) issues.push(say.placeTaken(one, identity.place, placeColumn));
  if (decision.lost.length > 0) issues.push(say.repeats(one, decision.lost));
  return issues;
}

/** Turns rows whose record could not be written, because somebody else's holds its place, into skipped ones. */
export function refuse(
  { one, identity }: ImportKind,
  settlement: Settlement,
  ids: ReadonlySet<string>,
): void {
  for (const settled of settlement.rows) {
    if (settled.recordId === null || !ids.has(settled.recordId) || settled.outcome === 'skip') continue;
    Object.assign(settled, {
      outcome: 'skip',
      recordId: null,
      issues: [say.ownedByOther(one, identity.place)],
    });
  }
}

/** Records that rows made beside themselves, and that somebody out of sight has made before: whoever refers to them goes without. */
export function unlink(
  { rows, created, updated }: Settlement,
  links: Links<Draft, Values>,
  lost: ReadonlySet<string>,
): void {
  const without = new Set<string>();
  for (const [id, { holder }] of [...created, ...updated]) if (links.unlink(holder, lost)) without.add(id);
  for (const { recordId, issues } of rows)
    if (recordId !== null && without.has(recordId)) issues.push(say.ownedElsewhere());
}

export function countsOf(rows: readonly Settled[]): ImportCounts {
  const counts: ImportCounts = {
    rows: rows.length,
    created: 0,
    updated: 0,
    skipped: 0,
    failed: 0,
    warned: 0,
  };
  for (const { outcome, issues } of rows) {
    if (outcome === 'create') counts.created += 1;
    else if (outcome === 'update') counts.updated += 1;
    else if (outcome === 'skip') counts.skipped += 1;
    else counts.failed += 1;
    if (issues.length > 0 && (outcome === 'create' || outcome === 'update')) counts.warned += 1;
  }
  return counts;
}

export const noCounts = (): ImportCounts => ({
  rows: 0,
  created: 0,
  updated: 0,
  skipped: 0,
  failed: 0,
  warned: 0,
});

export function addCounts(a: ImportCounts, b: ImportCounts): ImportCounts {
  return {
    rows: a.rows + b.rows,
    created: a.created + b.created,
    updated: a.updated + b.updated,
    skipped: a.skipped + b.skipped,
    failed: a.failed + b.failed,
    warned: a.warned + b.warned,
  };
}
