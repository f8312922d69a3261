import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { auditDatabase, failedProofs, isGreen } from '../../db/audit/audit.ts';
import type { Check, Finding } from '../../db/audit/check.ts';
import { CATALOG_ONLY, findFaults } from '../../db/audit/check.ts';
import { CHECKS } from '../../db/audit/checks.ts';
import type { Inventory } from '../../db/audit/inventory.ts';
import { readInventory } from '../../db/audit/inventory.ts';
import { connect } from '../../db/connect.ts';
import { createTestDatabase } from '../support/database.ts';
import { PATIENCE } from '../support/patience.ts';
import { TEST_SEED } from '../support/seed.ts';
import { FAULTS } from './rls/faults.ts';
import { rolesAtRest } from './rls/roles-at-rest.ts';
import type { World } from './rls/world.ts';
import { chooseWorld, random } from './rls/world.ts';

const PREFIX = 'streamflow';

const { urls } = await createTestDatabase();
let sql: Sql;
let inventory: Inventory;

beforeAll(async () => {
  sql = connect(urls.admin, 'test');
  inventory = await readInventory(sql, PREFIX);
});
afterAll(() => sql.end());

/** In a transaction that is rolled back; the fault never exists for anybody else on the server. */
async function undone<T>(run: () => Promise<T>): Promise<T> {
  await sql.unsafe(`begin; ${CATALOG_ONLY}`);
  try {
    return await run();
  } finally {
    await sql.unsafe('rollback');
  }
}

/** As the auditor, who must be able to see every fault, save those only an administrator can. */
async function faultsNow(check: Check): Promise<Finding[]> {
  if (check.adminOnly) return findFaults(sql, check, PREFIX);
  await sql.unsafe('set local role streamflow_auditor');
  try {
    return await findFaults(sql, check, PREFIX);
  } finally {
    await sql.unsafe('reset role');
  }
}

async function apply(findings: Finding[]): Promise<void> {
  for (const { remedy } of findings) await sql.unsafe(remedy);
}

describe('the audit of a database as migrated', () => {
  test('is green: no finding, no leak, nothing left unproven', { timeout: 120_000 }, async () => {
    const report = await rolesAtRest(inject('cluster').adminUrl, () =>
      auditDatabase({ auditorUrl: urls.auditor, adminUrl: urls.admin }),
    );
    expect(report.findings).toEqual([]);
    expect(failedProofs(report)).toEqual([]);
    expect(isGreen(report)).toBe(true);
    expect(report.checks).toHaveLength(CHECKS.length);

    const ofTenants = report.inventory.relations.filter(
      ({ kind, class: declared }) => kind === 'table' && declared !== 'global',
    );
    const proven = new Set(report.proofs?.map(({ relation }) => relation));
    const views = report.inventory.relations
      .filter(({ kind, name }) => kind === 'view' && name.startsWith('crm.'))
      .map(({ name }) => name);
    expect(views).toContain('crm.leads_seen');
    expect([...proven].sort()).toEqual([...ofTenants.map(({ name }) => name), ...views].sort());
    const commands = [
      'select',
      'count',
      'insert',
      'update',
      'delete',
      'upsert',
      'merge',
      'move to another tenant',
    ];
    for (const { name } of ofTenants) {
      const cells = report.proofs!.filter(({ relation }) => relation === name);
      for (const command of commands) {
        const contexts = cells.filter((cell) => cell.command === command).map(({ context }) => context);
        expect(contexts.sort(), `${name} ${command}`).toEqual([
          'empty',
          'foreign',
          'malformed',
          'own',
          'unset',
        ]);
      }
    }
  });

  test('has one hash until something changes', async () => {
    const hash = async (): Promise<string> =>
      (await auditDatabase({ auditorUrl: urls.auditor, only: 'proofs' })).catalogHash;
    // Roles belong to the whole cluster, where another file may be at work: twice the same is enough.
    let before = '';
    await vi.waitFor(async () => {
      before = await hash();
      expect(await hash()).toBe(before);
    }, PATIENCE);
    await sql.unsafe("comment on table crm.leads is '@record renamed'");
    expect(await hash()).not.toBe(before);
  });
});

describe(`a planted fault (TEST_SEED=${TEST_SEED})`, () => {
  const next = random(TEST_SEED);

  test('exists for every check', () => {
    const planted = [...new Set(FAULTS.map(({ check }) => check))].sort();
    expect(planted).toEqual(CHECKS.map(({ id }) => id).sort());
  });

  test.each(FAULTS.map((fault) => [fault.check, fault.what, fault] as const))(
    '%s: %s is found and mended',
    async (id, _what, fault) => {
      const world: World = await chooseWorld(sql, inventory, next);
      const check = CHECKS.find((known) => known.id === id)!;
      await undone(async () => {
        const before = await faultsNow(check);
        expect(before).toEqual([]);
        if (fault.rewrite) {
          const found = await faultsNow({ ...check, query: fault.rewrite(check.query) });
          expect(found).toHaveLength(1);
          return;
        }
        await sql.unsafe(fault.plant(world));
        const found = await faultsNow(check);
        expect(found.length, fault.plant(world)).toBeGreaterThan(0);
        for (const { evidence } of found) await sql.unsafe(evidence);
        await apply(found);
        expect(await faultsNow(check), found.map(({ remedy }) => remedy).join('\n')).toEqual([]);
      });
    },
  );
});
