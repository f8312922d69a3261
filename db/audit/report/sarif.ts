// The report in SARIF 2.1.0, which code hosts show beside the code: a result for each finding and each failed proof.
import type { AuditReport } from '../audit.ts';
import { failedProofs } from '../audit.ts';
import type { Severity } from '../check.ts';
import { CHECKS } from '../checks.ts';

const LEVEL: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};
const PROOF_RULE = 'proof.failed';

interface Result {
  ruleId: string;
  level: string;
  message: { text: string };
  locations: unknown[];
  partialFingerprints: Record<string, string>;
}

export function asSarif(report: AuditReport): string {
  const rules = [
    ...CHECKS.map(({ id, title, why }) => ({
      id,
      shortDescription: { text: title },
      fullDescription: { text: why },
    })),
    {
      id: PROOF_RULE,
      shortDescription: { text: 'every attack by another tenant is stopped, and proven to be' },
    },
  ];
  const results = [
    ...report.findings.map(({ check, severity, object, fact, remedy }) =>
      result(check, LEVEL[severity], object, `${fact}. Remedy: ${remedy};`),
    ),
    ...failedProofs(report).map(({ relation, command, context, outcome, said }) =>
      result(PROOF_RULE, 'error', `${relation}:${command}:${context}`, `${outcome} ${said}`.trim()),
    ),
  ];
  return JSON.stringify(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'rls:audit', rules } }, results }],
    },
    null,
    2,
  );
}

function result(ruleId: string, level: string, object: string, text: string): Result {
  return {
    ruleId,
    level,
    message: { text: `${object}: ${text}` },
    locations: [{ logicalLocations: [{ fullyQualifiedName: object }] }],
    partialFingerprints: { object: `${ruleId}:${object}` },
  };
}
