import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { auditDatabase } from '../../db/audit/audit.ts';
import { withGenerated } from '../../db/audit/report/markdown.ts';
import { asSarif } from '../../db/audit/report/sarif.ts';
import { asSqlFile } from '../../db/audit/report/sql-file.ts';
import { asText } from '../../db/audit/report/text.ts';
import { proveIsolation } from '../../db/audit/proofs/prove.ts';
import { connect } from '../../db/connect.ts';
import { createTestDatabase } from '../support/database.ts';
import { rolesAtRest } from './rls/roles-at-rest.ts';

const project = path.resolve(import.meta.dirname, '../..');
const { urls } = await createTestDatabase();
let sql: Sql;
let auditor: Sql;
beforeAll(() => {
  sql = connect(urls.admin, 'test');
  auditor = connect(urls.auditor, 'test');
});
afterAll(async () => {
  await sql.end();
  await auditor.end();
});

interface Run {
  code: number | null;
  out: string;
  errors: string;
}

interface PrintedReport {
  green: boolean;
  catalogHash: string;
  findings: { id: string; remedy: string }[];
  proofs: { id: string; outcome: string }[] | null;
}

interface Sarif {
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    results: {
      ruleId: string;
      level: string;
      locations: { logicalLocations: { fullyQualifiedName: string }[] }[];
    }[];
  }[];
}

/** Real for everybody on this database while `run` looks, and gone afterwards. */
async function withFault<T>(plant: string, undo: string, run: () => Promise<T>): Promise<T> {
  await sql.unsafe(plant);
  try {
    return await run();
  } finally {
    await sql.unsafe(undo);
  }
}

const atRest = <T>(run: () => Promise<T>): Promise<T> => rolesAtRest(inject('cluster').adminUrl, run);

function rlsAudit(...args: string[]): Promise<Run> {
  const child = spawn(process.execPath, ['scripts/rls-audit.ts', ...args], {
    cwd: project,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'test',
      DATABASE_URL_ADMIN: urls.admin,
      DATABASE_URL_AUDITOR: urls.auditor,
    },
  });
  let out = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, out, errors })));
}

const [hole, remedy] = ['disable', 'enable'].map(
  (how) => `alter table crm.leads ${how} row level security`,
) as [string, string];

describe('npm run rls:audit', () => {
  test('ends with 0 on a whole database', { timeout: 120_000 }, async () => {
    const whole = await atRest(() => rlsAudit());
    expect(whole.errors).toBe('');
    expect(whole.out).toMatch(/GREEN: 0 findings; 0 leaks, 0 not proven, of \d{4,} attacks/);
    expect(whole.out).toMatch(/^ {2}crm\.leads +none +none +denied/m);
    expect(whole.code).toBe(0);
  });

  test('ends with 1 on a finding, and with 0 after its remedy', async () => {
    const broken = await withFault(hole, remedy, () => atRest(() => rlsAudit('--json', '--only', 'static')));
    expect(broken.code).toBe(1);
    const report = JSON.parse(broken.out) as PrintedReport;
    expect(report).toMatchObject({
      green: false,
      proofs: null,
      catalogHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(report.findings).toEqual([
      expect.objectContaining({
        id: 'rls.disabled:crm.leads',
        severity: 'critical',
        object: 'crm.leads',
        remedy,
      }),
    ]);
    expect((await atRest(() => rlsAudit('--only', 'static'))).code).toBe(0);
  });

  test('ends with 1 on a leak', { timeout: 120_000 }, async () => {
    const broken = await withFault(hole, remedy, () => rlsAudit('--json', '--only', 'proofs'));
    expect(broken.code).toBe(1);
    const { proofs, findings } = JSON.parse(broken.out) as PrintedReport;
    expect(findings).toEqual([]);
    const leaks = proofs!.filter(({ outcome }) => outcome === 'LEAK').map(({ id }) => id);
    expect(leaks).toContain('crm.leads:select:foreign');
    // the view stands behind the table's wall and has none of its own
    expect(leaks.filter((id) => !/^crm\.leads(_seen)?:/.test(id))).toEqual([]);
  });

  test('refuses an unknown part with 2', async () => {
    const run = await rlsAudit('--only', 'everything');
    expect(run).toEqual({ code: 2, out: '', errors: 'Unknown part "everything". One of: static, proofs\n' });
  });
});

describe('what the audit leaves for others', () => {
  test('ops/sql/rls_audit.sql is what the checks say, and answers nothing as the auditor of a whole database', async () => {
    const file = readFileSync(path.join(project, 'ops/sql/rls_audit.sql'), 'utf8');
    expect(file, 'bring it up to date: npm run rls:audit -- --write').toBe(`${asSqlFile()}\n`);
    const statement = file.slice(file.indexOf('with recursive'), file.lastIndexOf('rollback;'));
    const faults = (): Promise<{ check: string }[]> =>
      auditor.begin(async (tx) => {
        await tx.unsafe('set local search_path = pg_catalog, pg_temp');
        return tx.unsafe<{ check: string }[]>(statement);
      });
    expect([...(await atRest(faults))]).toEqual([]);
    const found = await withFault(
      'alter table crm.tags no force row level security',
      'alter table crm.tags force row level security',
      () => atRest(faults),
    );
    expect(found.map(({ check }) => check)).toEqual(['rls.not-forced']);
  });

  test('docs/rls.md shows the matrix of the live catalog', async () => {
    const document = readFileSync(path.join(project, 'docs/rls.md'), 'utf8');
    const { inventory } = await auditDatabase({ auditorUrl: urls.auditor, only: 'static' });
    expect(withGenerated(document, inventory), 'bring it up to date: npm run rls:audit -- --write').toBe(
      document,
    );
  });

  test('the report for people names the hole, its remedy, and the attack that went through', async () => {
    const isolation = (text: string): string =>
      `alter policy tenant_isolation on crm.roles using (${text}) with check (${text})`;
    const text = await withFault(
      isolation('true'),
      isolation('tenant_id = crm.current_tenant_id()'),
      async () => {
        const seen = await auditDatabase({ auditorUrl: urls.auditor, only: 'static' });
        const relations = ['crm.roles'];
        return asText({
          ...seen,
          proofs: await proveIsolation({ adminUrl: urls.admin, prefix: 'streamflow', relations }),
        });
      },
    );
    expect(text).toContain('CRITICAL  policy.isolation-altered  crm.roles');
    expect(text).toContain('remedy:   drop policy if exists tenant_isolation on crm.roles; create policy');
    expect(text).toMatch(/^ {2}crm\.roles +LEAK/m);
    expect(text).toMatch(/^LEAK {2}crm\.roles {2}select, context unset$/m);
    expect(text).toMatch(/RED: \d+ findings; \d+ leaks/);
    expect(text).toContain('not checked without an administrator: role.password');
  });

  test('SARIF names a rule and a place for each result', async () => {
    const report = await withFault(
      'grant truncate on crm.tasks to streamflow_app',
      'revoke truncate on crm.tasks from streamflow_app',
      () => auditDatabase({ auditorUrl: urls.auditor, only: 'static' }),
    );
    const [run] = (JSON.parse(asSarif(report)) as Sarif).runs;
    const result = run!.results.find(({ ruleId }) => ruleId === 'grant.dangerous')!;
    expect(run!.tool.driver.rules.map(({ id }) => id)).toContain('grant.dangerous');
    expect(result.level).toBe('error');
    expect(result.locations[0]!.logicalLocations[0]!.fullyQualifiedName).toBe('crm.tasks to streamflow_app');
  });
});
