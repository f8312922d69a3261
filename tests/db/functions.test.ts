import { beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '../support/database.ts';
import { createTestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});

describe('crm.fold', () => {
  const words: [string, string][] = [
    ['ACME Ltd', 'acme ltd'],
    ['Łódź', 'lodz'],
    ['Straße GROẞ', 'strasse gross'],
    ['Ærøskøbing', 'aeroskobing'],
    ['İstanbul Ilıca', 'istanbul ilica'],
    ['Crème Brûlée', 'creme brulee'],
    ['Cre\u0301me', 'creme'],
    ['Þór Œuvre Đặng', 'thor oeuvre dang'],
    ['ＡＢＣ ﬁn', 'abc fin'],
    ['Ὀδυσσεύς', 'οδυσσευς'],
    ['Ёжик', 'ежик'],
    ['株式会社 한국', '株式会社 한국'],
    ['', ''],
  ];
  test.each(words)('%s becomes %s', async (word, folded) => {
    const [row] =
      await database.admin`select crm.fold(${word}) as once, crm.fold(crm.fold(${word})) as twice`;
    expect(row).toEqual({ once: folded, twice: folded });
  });

  test('takes nothing for nothing', async () => {
    expect([...(await database.admin`select crm.fold(null) as folded`)]).toEqual([{ folded: null }]);
  });
});

describe('crm.uuidv7', () => {
  test('is of version 7, tells its time, and sorts by it', async () => {
    const rows = await database.admin<{ id: string; off: number }[]>`
      select id, extract(epoch from clock_timestamp() - crm.uuid_time(id))::float8 as off
        from (select crm.uuidv7() as id from generate_series(1, 50)) made`;
    for (const { id, off } of rows) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Math.abs(off)).toBeLessThan(60);
    }
    expect(new Set(rows.map(({ id }) => id)).size).toBe(50);
  });
});

describe('the catalog', () => {
  const empty = async (query: string): Promise<void> =>
    expect([...(await database.admin.unsafe(query))]).toEqual([]);

  test('every foreign key has an index that starts with its columns', () =>
    empty(`
      select conrelid::regclass::text, conname from pg_constraint k
       where contype = 'f' and connamespace::regnamespace::text in ('crm', 'auth', 'audit', 'platform')
         and not exists (
           select from pg_index i where i.indrelid = k.conrelid and i.indisvalid
              and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)`));

  test('every key and index of a tenant table starts with its tenant, and every foreign key carries it', () =>
    empty(`
      select c.oid::regclass::text, i.indexrelid::regclass::text as culprit
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        join pg_index i on i.indrelid = c.oid
       where c.relnamespace::regnamespace::text in ('crm', 'audit') and i.indkey[0] <> a.attnum
         -- a key over all tenants says why
         and not (i.indisunique and coalesce(obj_description(i.indexrelid, 'pg_class'), '') ~ '^@global .')
      union all
      select k.conrelid::regclass::text, k.conname from pg_constraint k
        join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'tenant_id'
       where k.contype = 'f' and k.connamespace::regnamespace::text in ('crm', 'audit') and k.conkey[1] <> a.attnum`));

  test('every function says what it is for, and those of definers pin their search path', () =>
    empty(`
      select p.oid::regprocedure::text from pg_proc p
       where p.pronamespace::regnamespace::text in ('crm', 'auth', 'audit', 'platform')
         and (obj_description(p.oid, 'pg_proc') is null
              or p.prosecdef and not ('search_path=pg_catalog, pg_temp' = any (coalesce(p.proconfig, '{}'))))`));

  test('every policy says what it is for', () =>
    empty(`
      select polrelid::regclass::text, polname from pg_policy p
        join pg_class c on c.oid = p.polrelid
       where obj_description(p.oid, 'pg_policy') is null`));

  test('nothing is executable by everybody', () =>
    empty(`
      select p.oid::regprocedure::text from pg_proc p
       where p.pronamespace::regnamespace::text in ('crm', 'auth', 'audit', 'platform', 'graphile_worker')
         and has_function_privilege('public', p.oid, 'execute')`));
});
