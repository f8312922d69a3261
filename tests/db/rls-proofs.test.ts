import type { Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CATALOG_ONLY, findFaults } from '../../db/audit/check.ts';
import { CHECKS } from '../../db/audit/checks.ts';
import type { Cell } from '../../db/audit/proofs/outcome.ts';
import { FAILED, judgeAttack, judgeControl } from '../../db/audit/proofs/outcome.ts';
import { proveIsolation } from '../../db/audit/proofs/prove.ts';
import { connect } from '../../db/connect.ts';
import { createTestDatabase } from '../support/database.ts';

const PREFIX = 'streamflow';
const { urls } = await createTestDatabase();
let sql: Sql;
beforeAll(() => {
  sql = connect(urls.admin, 'test');
});
afterAll(() => sql.end());

const prove = (...relations: string[]): Promise<Cell[]> =>
  proveIsolation({ adminUrl: urls.admin, prefix: PREFIX, relations });
const failed = (cells: Cell[]): string[] =>
  cells
    .filter(({ outcome }) => FAILED.includes(outcome))
    .map(({ command, context, outcome }) => `${outcome} ${command} ${context}`);

/** Applies the remedies of these checks, as the person who read the report would. */
async function mend(ids: string[]): Promise<void> {
  for (const check of CHECKS.filter(({ id }) => ids.includes(id))) {
    await sql.begin(async (tx) => {
      await tx.unsafe(CATALOG_ONLY);
      const found = await findFaults(tx, check, PREFIX);
      expect(found.length, check.id).toBeGreaterThan(0);
      for (const { remedy } of found) await tx.unsafe(remedy);
    });
  }
}

interface Hole {
  what: string;
  relation: string;
  plant: string;
  /** Among the failed proofs. */
  leaks: string[];
  checks: string[];
}

const HOLES: Hole[] = [
  {
    what: 'row level security switched off',
    relation: 'crm.leads',
    plant: 'alter table crm.leads disable row level security',
    leaks: [
      'LEAK select foreign',
      'LEAK select unset',
      'LEAK count empty',
      'LEAK update foreign',
      'LEAK merge malformed',
    ],
    checks: ['rls.disabled'],
  },
  {
    what: 'an isolation policy that lets everything through',
    relation: 'crm.import_rows',
    plant: 'alter policy tenant_isolation on crm.import_rows using (true) with check (true)',
    leaks: ['LEAK select foreign', 'LEAK insert foreign', 'LEAK upsert unset', 'LEAK delete foreign'],
    checks: ['policy.isolation-altered'],
  },
  {
    what: 'an isolation policy that checks no writes',
    relation: 'crm.tags',
    plant: 'alter policy tenant_isolation on crm.tags with check (true)',
    leaks: ['LEAK insert foreign', 'LEAK insert empty'],
    checks: ['policy.isolation-split'],
  },
  {
    what: 'an isolation policy that takes no tenant for all tenants',
    relation: 'crm.teams',
    plant: `alter policy tenant_isolation on crm.teams
      using (tenant_id = crm.current_tenant_id() or crm.current_tenant_id() is null)`,
    leaks: ['LEAK select unset', 'LEAK select empty', 'LEAK count unset'],
    checks: ['policy.isolation-altered'],
  },
  {
    what: 'a second permissive policy',
    relation: 'audit.event',
    plant: 'create policy support on audit.event for select to streamflow_app using (true)',
    leaks: ['LEAK select foreign', 'LEAK count foreign'],
    checks: ['policy.extra'],
  },
  {
    what: 'rows that may be moved to another tenant',
    relation: 'crm.tags',
    plant: `grant update (tenant_id) on crm.tags to streamflow_app;
      alter policy tenant_isolation on crm.tags using (true) with check (true)`,
    leaks: ['LEAK move to another tenant own', 'LEAK move to another tenant foreign'],
    checks: ['grant.tenant-update', 'policy.isolation-altered'],
  },
  {
    what: 'a foreign key without tenant_id',
    relation: 'crm.record_tags',
    plant: `create unique index planted_key on crm.teams (id);
      alter table crm.record_tags add column planted uuid constraint planted references crm.teams (id)`,
    leaks: ['LEAK foreign key planted own'],
    checks: ['foreign.simple', 'key.unique'],
  },
  {
    what: 'an open partition',
    relation: 'crm.webhook_events',
    plant: `do $$ declare part regclass; begin
      for part in select inhrelid from pg_inherits where inhparent = 'crm.webhook_events'::regclass loop
        execute format('grant select on %s to streamflow_app', part);
        execute format('alter table %s disable row level security', part);
      end loop; end $$`,
    leaks: ['LEAK select partition'],
    checks: ['rls.partition'],
  },
  {
    what: 'records without visibility',
    relation: 'crm.tasks',
    plant: 'drop policy record_visibility on crm.tasks',
    leaks: ['LEAK select a colleague’s record foreign'],
    checks: ['visibility.missing'],
  },
  {
    what: 'records that only reading keeps from colleagues',
    relation: 'crm.tasks',
    plant: 'drop policy record_visibility_update on crm.tasks',
    leaks: ['LEAK update all, naming none, and so a colleague’s record foreign'],
    checks: ['visibility.reads-only'],
  },
  {
    what: 'files that colleagues delete unseen',
    relation: 'crm.files',
    plant: 'alter policy record_visibility_delete on crm.files using (true)',
    leaks: ['LEAK delete all, naming none, and so a colleague’s record foreign'],
    checks: ['visibility.reads-only'],
  },
  {
    what: 'records without any visibility',
    relation: 'crm.tasks',
    plant: `drop policy record_visibility on crm.tasks; drop policy record_visibility_update on crm.tasks`,
    leaks: ['LEAK select a colleague’s record foreign', 'LEAK update a colleague’s record foreign'],
    checks: ['visibility.missing', 'visibility.reads-only'],
  },
  {
    what: 'a view with its owner’s rights',
    relation: 'crm.planted',
    plant:
      'create view crm.planted as select * from crm.contacts; grant select on crm.planted to streamflow_app',
    leaks: ['LEAK select foreign', 'LEAK count unset'],
    checks: ['view.definer'],
  },
];

describe('the proofs', () => {
  test.each(HOLES.map((hole) => [hole.what, hole] as const))(
    'find %s, and are satisfied once it is mended',
    async (_what, { relation, plant, leaks, checks }) => {
      await sql.unsafe(plant);
      const found = failed(await prove(relation));
      for (const leak of leaks) {
        expect(
          found.some((cell) => cell.startsWith(leak)),
          `${leak} in\n${found.join('\n')}`,
        ).toBe(true);
      }
      await mend(checks);
      expect(failed(await prove(relation))).toEqual([]);
    },
  );

  test('say NOT PROVEN for a table they cannot write into, until its comment helps', async () => {
    await sql.unsafe(`
      create table crm.riddle (tenant_id uuid not null, id uuid not null, word text not null check (word ~ '^q{3}z$'), primary key (tenant_id, id));
      comment on table crm.riddle is '@derived from nothing';
      select crm.protect_table('crm.riddle')`);
    const before = await prove('crm.riddle');
    expect(new Set(before.map(({ outcome }) => outcome))).toEqual(new Set(['NOT PROVEN']));
    expect(before[0]!.said).toContain('@example');
    await sql.unsafe("comment on column crm.riddle.word is 'The answer. @example qqqz'");
    expect(failed(await prove('crm.riddle'))).toEqual([]);
  });

  test('leave no row behind', async () => {
    const rows = await sql<[{ leads: number; tenants: number; events: number }]>`
      select (select count(*)::int from crm.leads) as leads, (select count(*)::int from platform.tenants) as tenants,
             (select count(*)::int from audit.event) as events`;
    await prove('crm.leads', 'platform.tenants');
    const again = await sql<[{ leads: number; tenants: number; events: number }]>`
      select (select count(*)::int from crm.leads) as leads, (select count(*)::int from platform.tenants) as tenants,
             (select count(*)::int from audit.event) as events`;
    expect(again[0]).toEqual(rows[0]);
  });
});

describe('what an answer proves', () => {
  const question = { control: 'works', malformed: false, isForeignKey: false } as const;

  test('a control works, is not granted, or proves nothing', () => {
    expect(judgeControl({ rows: 1 })).toBe('works');
    expect(judgeControl({ code: '42501', message: '' })).toBe('denied');
    expect(judgeControl({ rows: 0 })).toBe('NOT PROVEN');
    expect(judgeControl({ code: '23502', message: '' })).toBe('NOT PROVEN');
  });

  test('a row is a leak, whatever the control said', () => {
    expect(judgeAttack({ ...question, answer: { rows: 1 } })).toBe('LEAK');
    expect(judgeAttack({ ...question, control: null, answer: { rows: 3 } })).toBe('LEAK');
  });

  test('no row proves something only beside a control that works', () => {
    expect(judgeAttack({ ...question, answer: { rows: 0 } })).toBe('zero rows');
    expect(judgeAttack({ ...question, control: 'NOT PROVEN', answer: { rows: 0 } })).toBe('NOT PROVEN');
    expect(judgeAttack({ ...question, control: null, answer: { rows: 0 } })).toBe('NOT PROVEN');
  });

  test('only the errors that walls raise are refusals', () => {
    const error = (code: string) => ({ code, message: '' });
    expect(judgeAttack({ ...question, answer: error('42501') })).toBe('denied');
    expect(judgeAttack({ ...question, answer: error('23503') })).toBe('NOT PROVEN');
    expect(judgeAttack({ ...question, isForeignKey: true, answer: error('23503') })).toBe('denied');
    expect(judgeAttack({ ...question, answer: error('22P02') })).toBe('NOT PROVEN');
    expect(judgeAttack({ ...question, malformed: true, answer: error('22P02') })).toBe('denied');
    expect(judgeAttack({ ...question, answer: error('23505') })).toBe('NOT PROVEN');
  });
});
