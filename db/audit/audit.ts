// In charge of one run of `rls:audit`: the static checks as the auditor, who may only read, and the proofs as an
// administrator, who may become the app role. Decides nothing about presentation (report/).
import type { Sql } from 'postgres';
import { withConnection } from '../connection.ts';
import { DEFAULT_PREFIX } from '../roles.ts';
import type { Check, Finding } from './check.ts';
import { CATALOG_ONLY, findFaults, SEVERITIES } from './check.ts';
import { CHECKS } from './checks.ts';
import type { DeclaredException, Inventory } from './inventory.ts';
import { catalogHash, readExceptions, readInventory } from './inventory.ts';
import type { Cell } from './proofs/outcome.ts';
import { FAILED } from './proofs/outcome.ts';
import { proveIsolation } from './proofs/prove.ts';

export interface AuditOptions {
  auditorUrl: string;
  /** Without it there are no proofs, and checks that only an administrator can make are left out and named. */
  adminUrl?: string;
  prefix?: string;
  only?: 'static' | 'proofs';
}

export interface AuditReport {
  server: string;
  catalogHash: string;
  inventory: Inventory;
  exceptions: DeclaredException[];
  /** Checks made; null when only the proofs were asked for. */
  checks: Pick<Check, 'id' | 'severity' | 'title'>[] | null;
  /** Checks that need an administrator and had none. */
  left: string[];
  findings: Finding[];
  /** null when only the static part was asked for, or no administrator was given. */
  proofs: Cell[] | null;
}

const NAME = 'rls-audit';

export async function auditDatabase(options: AuditOptions): Promise<AuditReport> {
  const { auditorUrl, adminUrl, only, prefix = DEFAULT_PREFIX } = options;
  const seen = await reading(auditorUrl, async (sql) => ({
    server: (
      await sql.unsafe<[{ version: string }]>("select current_setting('server_version') as version")
    )[0].version,
    catalogHash: await catalogHash(sql, prefix),
    inventory: await readInventory(sql, prefix),
    exceptions: await readExceptions(sql, prefix),
  }));
  const runStatic = only !== 'proofs';
  const made = CHECKS.filter((check) => runStatic && (!check.adminOnly || adminUrl));
  const findings = runStatic ? await findAll(made, auditorUrl, adminUrl, prefix) : [];
  const proofs = only !== 'static' && adminUrl ? await proveIsolation({ adminUrl, prefix }) : null;
  return {
    ...seen,
    checks: runStatic ? made.map(({ id, severity, title }) => ({ id, severity, title })) : null,
    left: runStatic ? CHECKS.filter((check) => !made.includes(check)).map(({ id }) => id) : [],
    findings,
    proofs,
  };
}

/** No finding, and no proof that leaks or stays open. */
export const isGreen = (report: AuditReport): boolean =>
  report.findings.length === 0 && failedProofs(report).length === 0;

export const failedProofs = ({ proofs }: AuditReport): Cell[] =>
  (proofs ?? []).filter(({ outcome }) => FAILED.includes(outcome));

async function findAll(
  checks: Check[],
  auditorUrl: string,
  adminUrl: string | undefined,
  prefix: string,
): Promise<Finding[]> {
  const found: Finding[] = [];
  const run = (url: string, some: Check[]): Promise<void> =>
    reading(url, async (sql) => {
      for (const check of some) found.push(...(await findFaults(sql, check, prefix)));
    });
  await run(
    auditorUrl,
    checks.filter((check) => !check.adminOnly),
  );
  if (adminUrl)
    await run(
      adminUrl,
      checks.filter((check) => check.adminOnly),
    );
  const rank = ({ severity }: Finding): number => SEVERITIES.indexOf(severity);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** One read-only transaction with one view of the catalog. */
async function reading<T>(url: string, run: (sql: Pick<Sql, 'unsafe'>) => Promise<T>): Promise<T> {
  return withConnection(
    url,
    async (sql) => {
      await sql.unsafe(`begin isolation level repeatable read read only; ${CATALOG_ONLY}`);
      try {
        return await run(sql);
      } finally {
        await sql.unsafe('rollback');
      }
    },
    NAME,
  );
}
