// What a static check is, and how one is run: a SELECT over the catalog whose rows are the faults.
// Reads only, and needs no privilege beyond connecting, except where a check says so.
import type { Sql } from 'postgres';
import { withPrefix } from '../roles.ts';
import { VOCABULARY } from './vocabulary.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low';
export const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

export interface Check {
  /** Stable: "<family>.<fault>". */
  id: string;
  severity: Severity;
  /** The rule that a finding breaks. */
  title: string;
  /** What can happen where it is broken. */
  why: string;
  /** Over the vocabulary; answers (object, fact, evidence, remedy), one row for each fault. */
  query: string;
  /** Reads what only an administrator may read. */
  adminOnly?: boolean;
}

export interface Finding {
  check: string;
  severity: Severity;
  object: string;
  /** What is wrong with it. */
  fact: string;
  /** SQL that shows it. */
  evidence: string;
  /** SQL that mends it. */
  remedy: string;
}

/** A connection or a transaction on one. */
export type Queryable = Pick<Sql, 'unsafe'>;

/** Names are printed with their schema, and nothing in a temporary schema can stand in for the catalog. */
export const CATALOG_ONLY = 'set local search_path = pg_catalog, pg_temp';

export const checkQuery = (check: Check, prefix: string): string =>
  withPrefix(
    `with recursive ${VOCABULARY}\nselect object, fact, evidence, remedy from (${check.query}) as faults`,
    prefix,
  );

/** The faults one check finds, in a stable order. Runs inside a transaction that has CATALOG_ONLY set. */
export async function findFaults(tx: Queryable, check: Check, prefix: string): Promise<Finding[]> {
  const rows = await tx.unsafe<Omit<Finding, 'check' | 'severity'>[]>(checkQuery(check, prefix));
  return rows
    .map(({ object, fact, evidence, remedy }) => ({
      check: check.id,
      severity: check.severity,
      object,
      fact,
      evidence,
      remedy,
    }))
    .sort((a, b) => (a.object < b.object ? -1 : 1));
}
