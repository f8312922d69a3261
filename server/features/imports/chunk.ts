// A stretch of rows, settled: which become leads, which change one, which are skipped or fail, and why. Pure but for the
// matcher and resolver it is given, which remember what earlier rows did.
import type { ImportCounts, RowIssue } from '../../../app/contracts/imports.ts';
import { startingScore } from '../leads/leads.rules.ts';
import type { Row } from './csv/reader.ts';
import * as say from './issues.ts';
import type { LeadDraft } from './lead-draft.ts';
import type { Decision, Holder, LeadValues, Matcher, Wanted } from './match.ts';
import type { Change } from './merge.ts';
import type { Planned } from './plan.ts';
import type { Resolver } from './references.ts';

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
  /** by id, in order of appearance; rows that changed a new lead are in it already */
  created: Map<string, Created>;
  updated: Map<string, { holder: Holder; changed: Set<Change> }>;
  links: { externalId: string; holder: Holder }[];
  /** how many leads are called by what, for want of a name */
  named: Map<LeadDraft['namedBy'], number>;
}

export function settle(
  rows: readonly PlannedRow[],
  resolver: Resolver,
  matcher: Matcher,
  emailColumn: string | null,
): Settlement {
  const settlement: Settlement = {
    rows: [],
    created: new Map(),
    updated: new Map(),
    links: [],
    named: new Map(),
  };
  for (const { row, planned } of rows) {
    if (planned.outcome === 'skip')
      settlement.rows.push({ row, outcome: 'skip', recordId: null, issues: [planned.reason] });
    else if (planned.outcome === 'fail')
      settlement.rows.push({ row, outcome: 'fail', recordId: null, issues: planned.issues });
    else {
      const { draft, warnings } = planned;
      const decision = matcher.decide(wantedOf(draft, resolver));
      note(settlement, decision, draft);
      settlement.rows.push(settledRow(row, decision, warnings, emailColumn));
    }
  }
  return settlement;
}

function wantedOf(draft: LeadDraft, resolver: Resolver): Wanted {
  const owner = resolver.owner(draft.owner);
  return {
    values: {
      name: draft.name,
      firstName: draft.firstName,
      lastName: draft.lastName,
      company: draft.company,
      title: draft.title,
      email: draft.email,
      phone: draft.phone,
      phoneE164: draft.phoneE164,
      website: draft.website,
      industry: draft.industry,
      sourceId: resolver.source(draft.source),
      stageId: resolver.stage(draft.stage),
      score: draft.score,
      address: draft.address,
      description: draft.description,
    },
    externalId: draft.externalId,
    ownerId: owner?.id ?? null,
    teamId: owner?.teamId ?? null,
  };
}

function note(settlement: Settlement, decision: Decision, draft: LeadDraft): void {
  const { created, updated, links, named } = settlement;
  const { holder } = decision;
  if (decision.kind === 'create') {
    created.set(holder.id, { holder, createdAt: draft.createdAt });
    if (draft.externalId !== null) links.push({ externalId: draft.externalId, holder });
    if (draft.namedBy !== 'name') named.set(draft.namedBy, (named.get(draft.namedBy) ?? 0) + 1);
  } else if (decision.kind === 'update') {
    if (decision.linked && draft.externalId !== null) links.push({ externalId: draft.externalId, holder });
    if (created.has(holder.id)) return;
    const changed = updated.get(holder.id)?.changed ?? new Set<Change>();
    for (const field of decision.changed) changed.add(field);
    updated.set(holder.id, { holder, changed });
  }
}

function settledRow(row: Row, decision: Decision, warnings: RowIssue[], emailColumn: string | null): Settled {
  const recordId = decision.holder.id;
  switch (decision.kind) {
    case 'create':
      return { row, outcome: 'create', recordId, issues: [...warnings, ...said(decision, emailColumn)] };
    case 'update':
      return { row, outcome: 'update', recordId, issues: [...warnings, ...said(decision, emailColumn)] };
    case 'same':
      return {
        row,
        outcome: 'skip',
        recordId,
        issues: decision.lost.length > 0 ? [say.repeats(decision.lost)] : [say.unchanged()],
      };
    case 'there':
      return { row, outcome: 'skip', recordId, issues: [say.isThere()] };
  }
}

function said(
  decision: Extract<Decision, { kind: 'create' | 'update' }>,
  emailColumn: string | null,
): RowIssue[] {
  const issues: RowIssue[] = [];
  if (decision.keptApart) issues.push(say.keptApart(emailColumn));
  if (decision.kind === 'create') return issues;
  if (decision.emailTaken) issues.push(say.emailTaken(emailColumn));
  if (decision.lost.length > 0) issues.push(say.repeats(decision.lost));
  return issues;
}

/** What a new lead gets where its row says nothing. */
export const completion =
  (fallback: { stageId: string; sourceId: string | null }) =>
  (values: LeadValues): LeadValues => {
    const sourceId = values.sourceId ?? fallback.sourceId;
    return {
      ...values,
      sourceId,
      stageId: values.stageId ?? fallback.stageId,
      score: values.score ?? startingScore({ ...values, sourceId }),
    };
  };

/** Turns rows whose lead could not be written, because somebody else's holds its place, into skipped ones. */
export function refuse(settlement: Settlement, ids: ReadonlySet<string>): void {
  for (const settled of settlement.rows) {
    if (settled.recordId === null || !ids.has(settled.recordId) || settled.outcome === 'skip') continue;
    Object.assign(settled, { outcome: 'skip', recordId: null, issues: [say.ownedByOther()] });
  }
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
