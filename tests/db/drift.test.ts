import { beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import type { Described } from './live-schema.ts';
import {
  defaultedInCode,
  defaultedInDatabase,
  describedInCode,
  describedInDatabase,
  wordsInCode,
  wordsInDatabase,
} from './live-schema.ts';

let database: TestDatabase;
let live: Described;
beforeAll(async () => {
  database = await createTestDatabase();
  live = await describedInDatabase(database.admin);
});

describe('the tables in db/schema are the tables that the migrations make', () => {
  const aspects: [keyof Described, string][] = [
    ['tables', 'the same tables exist on both sides'],
    ['columns', 'every column has the same name, type and nullability'],
    ['generated', 'the same columns are generated'],
    ['primaryKeys', 'primary keys have the same columns in the same order'],
    ['uniques', 'unique constraints have the same names and columns'],
    ['foreignKeys', 'foreign keys join the same columns'],
  ];
  test.each(aspects)('%s: %s', (aspect) => {
    expect(describedInCode()[aspect]).toEqual(live[aspect]);
  });

  test('a column that code may leave out of an insert has a default in the database', async () => {
    const filled = await defaultedInDatabase(database.admin);
    expect(defaultedInCode().filter((column) => !filled.has(column))).toEqual([]);
  });

  test('the words a column type allows are those its check allows', async () => {
    const allowed = await wordsInDatabase(database.admin);
    const said = wordsInCode();
    expect(said.size).toBeGreaterThan(10);
    for (const [column, words] of said)
      expect({ column, words }).toEqual({ column, words: allowed.get(column) });
  });

  test('a column added behind the schema is noticed', async () => {
    await database.admin.begin(async (sql) => {
      await sql`alter table crm.leads add column shadow text`;
      const changed = await describedInDatabase(sql as never);
      expect(changed.columns).toContain('crm.leads.shadow text');
      expect(describedInCode().columns).not.toEqual(changed.columns);
      await sql`alter table crm.leads drop column shadow`;
    });
  });
});
