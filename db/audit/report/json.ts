import type { AuditReport } from '../audit.ts';
import { isGreen } from '../audit.ts';

/** For machines. `id` of a finding or a proof stays the same from run to run, so that two reports can be compared. */
export function asJson(report: AuditReport): string {
  const { findings, proofs, ...rest } = report;
  return JSON.stringify(
    {
      version: 1,
      green: isGreen(report),
      ...rest,
      findings: findings.map((finding) => ({ id: `${finding.check}:${finding.object}`, ...finding })),
      proofs:
        proofs?.map(({ statement: _rowsOfThisRun, ...cell }) => ({
          id: `${cell.relation}:${cell.command}:${cell.context}`,
          ...cell,
        })) ?? null,
    },
    null,
    2,
  );
}
