// The report for a terminal: verdict first, then what is wrong with its remedy, then what was proven, table by table.
import type { AuditReport } from '../audit.ts';
import { failedProofs, isGreen } from '../audit.ts';
import type { Finding } from '../check.ts';
import type { Cell, Outcome } from '../proofs/outcome.ts';

const SIGN: Record<Outcome, string> = {
  works: 'works',
  denied: 'denied',
  'zero rows': 'none',
  LEAK: 'LEAK',
  'NOT PROVEN': 'OPEN',
};
/** What a table's column shows of all its contexts: the worst. */
const WORST: readonly Outcome[] = ['LEAK', 'NOT PROVEN', 'zero rows', 'denied', 'works'];
const SHOWN_PROOFS = 40;

export function asText(report: AuditReport): string {
  return [
    heading(report),
    ...report.findings.map(findingText),
    exceptions(report),
    proofs(report),
    failures(report),
    verdict(report),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function heading({ server, catalogHash, inventory, checks }: AuditReport): string {
  const { relations, functions } = inventory;
  const tables = relations.filter(({ kind }) => kind === 'table');
  const count = (kind: string): number => tables.filter((table) => table.class === kind).length;
  const policies = relations.reduce((sum, relation) => sum + relation.policies.length, 0);
  return [
    `PostgreSQL ${server}, catalog ${catalogHash.slice(0, 12)}`,
    `${tables.length} tables (${count('record')} @record, ${count('derived')} @derived, ${count('log')} @log, ${count('global')} @global), ` +
      `${policies} policies, ${functions.length} functions (${functions.filter(({ definer }) => definer).length} SECURITY DEFINER)`,
    checks === null ? 'static checks: not asked for' : `${checks.length} static checks`,
  ].join('\n');
}

function findingText(finding: Finding): string {
  return [
    `${finding.severity.toUpperCase()}  ${finding.check}  ${finding.object}`,
    `  ${finding.fact}`,
    `  evidence: ${finding.evidence};`,
    `  remedy:   ${finding.remedy};`,
  ].join('\n');
}

function exceptions({ exceptions: declared, checks }: AuditReport): string {
  if (checks === null || declared.length === 0) return '';
  const kinds = [...new Set(declared.map(({ kind }) => kind))];
  return [
    `Declared exceptions (${declared.length}), each with its reason in a COMMENT:`,
    ...kinds.flatMap((kind) => {
      const some = declared.filter((exception) => exception.kind === kind);
      const reasons = [...new Set(some.map(({ reason }) => reason))];
      return [
        `  ${kind}`,
        ...reasons.map((reason) => {
          const objects = some.filter((exception) => exception.reason === reason).map(({ object }) => object);
          return `    ${objects.join(', ')}\n      ${reason}`;
        }),
      ];
    }),
  ].join('\n');
}

function proofs({ proofs: cells }: AuditReport): string {
  if (!cells) return '';
  const columns = [
    'select',
    'count',
    'insert',
    'upsert',
    'update',
    'merge',
    'delete',
    'move',
    'key',
    'part',
    'seen',
  ];
  const rows = [...new Set(cells.map(({ relation }) => relation))].map((relation) => {
    const mine = cells.filter((cell) => cell.relation === relation);
    return [relation, ...columns.map((column) => sign(mine.filter((cell) => columnOf(cell) === column)))];
  });
  return [
    `Attacks by another tenant and without one (${cells.length} cells): none = met no row, denied = refused, – = there is none`,
    table([['relation', ...columns], ...rows]),
  ].join('\n');
}

/** key: foreign keys at another tenant's row · part: partitions named directly · seen: a colleague's record */
function columnOf({ command }: Cell): string {
  if (command.includes('partition')) return 'part';
  if (command.includes('colleague')) return 'seen';
  if (command.startsWith('foreign key')) return 'key';
  return command.split(' ')[0] ?? '';
}

function sign(cells: Cell[]): string {
  const attacks = cells.filter((cell) => cell.outcome !== 'works');
  const worst = WORST.find((outcome) => attacks.some((cell) => cell.outcome === outcome));
  return worst ? SIGN[worst] : '–';
}

function failures(report: AuditReport): string {
  const failed = failedProofs(report);
  const shown = failed.slice(0, SHOWN_PROOFS).map((cell) => {
    const said = cell.said ? `\n  ${cell.said}` : '';
    return `${cell.outcome}  ${cell.relation}  ${cell.command}, context ${cell.context}${said}\n  ${cell.statement}`;
  });
  const more = failed.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}

function verdict(report: AuditReport): string {
  const leaks = failedProofs(report).filter(({ outcome }) => outcome === 'LEAK').length;
  const open = failedProofs(report).length - leaks;
  const parts = [
    `${report.findings.length} findings`,
    report.proofs === null
      ? 'no proofs made'
      : `${leaks} leaks, ${open} not proven, of ${report.proofs.length} attacks`,
    ...(report.left.length > 0 ? [`not checked without an administrator: ${report.left.join(', ')}`] : []),
  ];
  return `${isGreen(report) ? 'GREEN' : 'RED'}: ${parts.join('; ')}`;
}

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows
    .map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
