// The only SQL about the rows of an import that people look at: the first of each outcome, and those that did not go in.
import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import type { ImportNoun } from '../../../app/contracts/import-fields.ts';
import type { ImportRow, RowOutcome } from '../../../app/contracts/import-records.ts';
import type { RowIssue } from '../../../app/contracts/imports.ts';
import { importRows } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { recordTables } from '../../records/tables.ts';

interface RowsWanted {
  id: string;
  noun: ImportNoun;
  phase: 'preview' | 'run';
  outcome: RowOutcome;
  /** row number behind which to begin */
  after: number;
  limit: number;
}

export async function findRows(
  tx: Tx,
  { id, noun, phase, outcome, after, limit }: RowsWanted,
): Promise<ImportRow[]> {
  const { table } = recordTables[noun];
  const rows = await tx
    .select({
      rowNo: importRows.rowNo,
      lineNo: importRows.lineNo,
      // a record that a preview only foresees, or that is not to be seen, is no place to go to
      recordId: sql<string | null>`${table.id}`,
      cells: importRows.cells,
      issues: importRows.issues,
    })
    .from(importRows)
    .leftJoin(
      table,
      and(
        eq(table.tenantId, importRows.tenantId),
        eq(table.id, importRows.recordId),
        isNull(table.deletedAt),
      ),
    )
    .where(
      and(
        eq(importRows.tenantId, tx.context.tenantId),
        eq(importRows.importId, id),
        eq(importRows.phase, phase),
        ofOutcome(outcome),
        gt(importRows.rowNo, after),
      ),
    )
    .orderBy(asc(importRows.rowNo))
    .limit(limit);
  return rows.map((row) => ({
    ...row,
    cells: Array.isArray(row.cells) ? row.cells.map(String) : [],
    issues: row.issues as RowIssue[],
  }));
}

/** Rows with a warning are created or updated all the same, so they are told by what is said about them. */
const ofOutcome = (outcome: RowOutcome) =>
  outcome === 'warn'
    ? and(
        inArray(importRows.outcome, ['create', 'update', 'warn']),
        sql`jsonb_array_length(${importRows.issues}) > 0`,
      )
    : eq(importRows.outcome, outcome);
