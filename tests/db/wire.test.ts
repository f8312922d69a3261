import { eq, sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closePools, configureDatabase, laneCounts } from '../../db/client.ts';
import { uuidv7 } from '../../db/ids.ts';
import { leads } from '../../db/schema/index.ts';
import type { Tx } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import { isoTime, safeNumber } from '../../db/wire.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { startWire, type Wire } from '../support/wire.ts';
import { PATIENCE } from '../support/patience.ts';

let acme: TestTenant;
let wire: Wire;
let leadId: string;

beforeAll(async () => {
  const { urls } = await createTestDatabase();
  acme = await makeTenant();
  leadId = await makeLead(acme);
  await closePools();
  const app = new URL(urls.app);
  wire = await startWire(Number(app.port));
  app.port = String(wire.port);
  configureDatabase({ ...urls, app: app.href }, { poolSize: 1 });
});

const list = (tx: Tx) =>
  tx.select({ id: leads.id }).from(leads).where(eq(leads.tenantId, acme.tenantId)).limit(50);
const rename = (tx: Tx) =>
  tx
    .update(leads)
    .set({ title: 'CEO' })
    .where(sql`${leads.tenantId} = ${acme.tenantId} and ${leads.id} = ${leadId}`);
const read = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(acme.user.context, { permission: 'lead:read', readOnly: true, label: 'lead.list' }, fn);
const write = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> =>
  withTenant(acme.user.context, { permission: 'lead:update', label: 'lead.update' }, fn);

const allIdle = (): Promise<void> =>
  vi.waitFor(() => {
    expect(laneCounts().app).toMatchObject({ open: 1, idle: 1 });
  }, PATIENCE);

/** Round trips until the caller has the answer, and until the connection is free again. */
async function tripsOf(work: () => Promise<unknown>): Promise<{ answered: number; ended: number }> {
  await allIdle();
  wire.reset();
  await work();
  const answered = wire.trips();
  await allIdle();
  return { answered, ended: wire.trips() };
}

describe('round trips, counted on the wire', () => {
  beforeEach(async () => {
    await read(list);
    await write(rename);
  });

  test('a read has its answer after one, and its commit is the second and last', async () => {
    expect(await tripsOf(() => read(list))).toEqual({ answered: 1, ended: 2 });
  });

  test('the rows of a list do not change that, nor do further statements that wait for nothing', async () => {
    const three = () => read((tx) => Promise.all([list(tx), tx.$count(leads), tx.entered]));
    await three();
    expect(await tripsOf(three)).toEqual({ answered: 1, ended: 2 });
  });

  test('a mutation waits for entry, for its statement and for its commit', async () => {
    expect(await tripsOf(() => write(rename))).toEqual({ answered: 3, ended: 3 });
  });

  test('a refused mutation costs the entry and the rollback', async () => {
    const refused = (): Promise<unknown> =>
      withTenant(acme.user.context, { permission: 'audit:read' }, list).catch((error: unknown) => error);
    await refused();
    expect(await tripsOf(refused)).toEqual({ answered: 2, ended: 2 });
  });
});

describe('statements', () => {
  test('are prepared once per connection and carry the procedure’s name', async () => {
    const prepared = (tx: Tx): Promise<{ statement: string }[]> =>
      tx.execute(
        sql`select statement from pg_prepared_statements where statement like ${'%from "crm"."leads"%'}`,
      );
    const twice = await read(async (tx) => {
      await list(tx);
      await list(tx);
      return prepared(tx);
    });
    const ours = twice.filter(({ statement }) => statement.startsWith('/* lead.list */ select "id" from'));
    expect(ours).toHaveLength(1);
  });

  test('that fail say so in the database’s words, without the SQL or its parameters', async () => {
    const duplicate = write((tx) =>
      tx.insert(leads).values({ tenantId: acme.tenantId, id: leadId, name: 'Geheim', stageId: acme.stageId }),
    );
    const error = await duplicate.catch((reason: unknown) => reason as Error & { code: string });
    expect(error).toMatchObject({ name: 'PostgresError', code: '23505', constraint_name: 'leads_pkey' });
    expect(JSON.stringify(error) + String(error)).not.toMatch(/Geheim|insert into/i);
  });
});

describe('a connection that is reset', () => {
  test('fails what is under way, and its rollback, instead of leaving them waiting', async () => {
    for (const hasAnswer of [true, false]) {
      const work = write(async (tx) => {
        if (hasAnswer) await tx.execute(sql`select 1`);
        const waiting = tx.execute(sql`select pg_sleep(60)`);
        waiting.then(undefined, () => undefined);
        await new Promise(setImmediate);
        wire.cut();
        await waiting;
      });
      await expect(work).rejects.toMatchObject({ code: expect.stringMatching(/^(ECONNRESET|CONNECTION_)/) });
      expect(laneCounts().app).toMatchObject({ open: 0, waiting: 0 });
    }
    expect(await read(list)).not.toHaveLength(0);
  });
});

describe('values', () => {
  test('times are ISO strings in UTC with microseconds, bigints numbers, JSON objects, bytes buffers', async () => {
    const [row] = await read((tx) =>
      tx.execute(sql`
        select '2026-03-29 02:30:00.123456+02'::timestamptz as at, date '2026-02-28' as day, 9007199254740991::bigint as big,
               '{"a":[1]}'::jsonb as json, '\\x00ff'::bytea as bytes, array[${leadId}::uuid] as ids, 0.1::float8 as float`),
    );
    expect(row).toEqual({
      at: '2026-03-29T00:30:00.123456Z',
      day: '2026-02-28',
      big: Number.MAX_SAFE_INTEGER,
      json: { a: [1] },
      bytes: Buffer.from([0, 255]),
      ids: [leadId],
      float: 0.1,
    });
  });

  test('an array travels as one parameter, whatever its length', async () => {
    for (const ids of [[], [leadId], [leadId, uuidv7()]]) {
      const rows = await read((tx) =>
        tx
          .select({ id: leads.id })
          .from(leads)
          .where(sql`${leads.id} = any(${sql.param(ids)}::uuid[])`),
      );
      expect(rows.map(({ id }) => id)).toEqual(ids.slice(0, 1));
    }
  });

  test('arrays come back element by element, whatever is in them', async () => {
    const texts = ['', 'NULL', 'a,b', '{x}', 'say "hi"', 'back\\slash', null];
    const [row] = await read((tx) =>
      tx.execute(sql`
        select ${sql.param(texts)}::text[] as texts, array[1, null, -3] as integers, array[true, false] as booleans,
               array['10.0.0.0/8'::cidr] as cidrs, array['lead'::name] as names, '{}'::text[] as nothing`),
    );
    expect(row).toEqual({
      texts,
      integers: [1, null, -3],
      booleans: [true, false],
      cidrs: ['10.0.0.0/8'],
      names: ['lead'],
      nothing: [],
    });
  });

  test('what Drizzle writes it reads back: JSON once encoded, times to the microsecond', async () => {
    const id = uuidv7();
    const values = { address: { city: 'Łódź "x"' }, lastActivityAt: '2026-01-02T03:04:05.678901Z' };
    await withTenant(acme.user.context, { permission: 'lead:create' }, (tx) =>
      tx.insert(leads).values({ tenantId: acme.tenantId, id, name: 'X', stageId: acme.stageId, ...values }),
    );
    const [row] = await read((tx) =>
      tx
        .select({ address: leads.address, lastActivityAt: leads.lastActivityAt })
        .from(leads)
        .where(eq(leads.id, id)),
    );
    expect(row).toEqual(values);
  });

  test('a bigint that a number cannot hold fails instead of being rounded', async () => {
    const work = read((tx) => tx.execute(sql`select 9007199254740993::bigint as big`));
    await expect(work).rejects.toThrow(RangeError);
    expect(() => safeNumber('9007199254740993')).toThrow(RangeError);
    expect(await read(list)).not.toHaveLength(0);
  });

  test('infinity and foreign offsets pass unharmed', () => {
    expect(isoTime('infinity')).toBe('infinity');
    expect(isoTime('2026-01-01 00:00:00+05:30')).toBe('2026-01-01T00:00:00+05:30');
  });
});
