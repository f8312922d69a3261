import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import * as client from '../../db/client.ts';
import type * as transaction from '../../db/transaction.ts';
import { errorCode, unavailable } from '../../db/errors.ts';
import { uuidv7 } from '../../db/ids.ts';
import { leads } from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { withTenant, type TenantOptions, type Tx } from '../../db/tenant.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { PATIENCE } from '../support/patience.ts';

const SIZE = 2;
let database: TestDatabase;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase({ poolSize: SIZE, patience: 1_500 });
  acme = await makeTenant();
});
afterEach(async () => {
  // Whatever a test did, every connection comes back.
  await vi.waitFor(() => {
    const { open, idle, waiting } = client.laneCounts().app ?? { open: 0, idle: 0, waiting: 0 };
    expect({ out: open - idle, waiting }).toEqual({ out: 0, waiting: 0 });
  }, PATIENCE);
});

const write = <T>(fn: (tx: Tx) => Promise<T>, options: Partial<TenantOptions> = {}): Promise<T> =>
  withTenant(acme.user.context, { permission: 'lead:create', label: 'test.write', ...options }, fn);
const insert = (tx: Tx, name: string, id: string = uuidv7()) =>
  tx.insert(leads).values({ tenantId: acme.tenantId, id, name, stageId: acme.stageId });
const namesLike = async (pattern: string): Promise<string[]> => {
  const rows = await database.admin<
    { name: string }[]
  >`select name from crm.leads where name like ${pattern} order by 1`;
  return rows.map(({ name }) => name);
};
const codeOf = (work: Promise<unknown>): Promise<string | null> =>
  work.then(
    () => 'nothing was refused',
    (error: unknown) => errorCode(error),
  );
const gate = (): { open: () => void; opened: Promise<void> } => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { open: () => resolve(undefined), opened: promise };
};

describe('all or nothing', () => {
  test('what the function throws rolls everything back and reaches the caller unchanged', async () => {
    const reason = new Error('changed my mind');
    const work = write(async (tx) => {
      await insert(tx, 'undone');
      throw reason;
    });
    await expect(work).rejects.toBe(reason);
    expect(await namesLike('undone')).toEqual([]);
  });

  test('an error that was swallowed does not pass for a commit', async () => {
    const work = write(async (tx) => {
      await insert(tx, 'swallowed');
      await tx.execute(sql`select 1 / 0`).catch(() => undefined);
    });
    expect(await codeOf(work)).toBe('SFROLLED');
    expect(await namesLike('swallowed')).toEqual([]);
  });

  test('a dry run answers and keeps nothing', async () => {
    const seen = await write(
      async (tx) => {
        await insert(tx, 'rehearsed');
        return tx.$count(leads, eq(leads.name, 'rehearsed'));
      },
      { dryRun: true },
    );
    expect(seen).toBe(1);
    expect(await namesLike('rehearsed')).toEqual([]);
  });

  test('a savepoint undoes its part alone', async () => {
    const id = await makeLead(acme, { name: 'saved 0' });
    await write(async (tx) => {
      await insert(tx, 'saved 1');
      await expect(tx.savepoint(() => insert(tx, 'saved 2', id))).rejects.toMatchObject({ code: '23505' });
      await tx.savepoint(() => insert(tx, 'saved 3'));
    });
    expect(await namesLike('saved%')).toEqual(['saved 0', 'saved 1', 'saved 3']);
  });

  test('Drizzle’s own nested transaction is refused', async () => {
    await expect(write((tx) => tx.transaction(() => Promise.resolve()))).rejects.toThrow(/savepoint/);
  });

  test('a deadlock is run again where the function allows it, and both sides get through', async () => {
    const [one, two] = [await makeLead(acme), await makeLead(acme)];
    const [firstHeld, secondHeld] = [gate(), gate()];
    const cross = (mine: string, theirs: string, held: () => void, wait: Promise<void>) =>
      write(
        async (tx) => {
          const rename = (id: string) => tx.update(leads).set({ title: 'crossed' }).where(eq(leads.id, id));
          await rename(mine);
          held();
          await wait;
          await rename(theirs);
        },
        { retry: true },
      );
    await Promise.all([
      cross(one, two, firstHeld.open, secondHeld.opened),
      cross(two, one, secondHeld.open, firstHeld.opened),
    ]);
    const crossed = await database.admin`select title from crm.leads where id in (${one}, ${two})`;
    expect(crossed).toEqual([{ title: 'crossed' }, { title: 'crossed' }]);
  });
});

describe('the error that is thrown', () => {
  const read = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> => write(fn, { readOnly: true });
  const failing = (tx: Tx) => tx.execute(sql`select 1 / ${0}::int`);

  test.each(['a read', 'a write'])(
    'of %s is the cause, also where a statement behind it is noticed first',
    async (kind) => {
      const run = kind === 'a read' ? read : write;
      const noticedLate = run(async (tx) => {
        const [first, second] = [failing(tx), tx.execute(sql`select ${2}::int`)];
        await Promise.allSettled([first]);
        await second;
      });
      expect(await codeOf(noticedLate)).toBe('22012');
      expect(await codeOf(run((tx) => Promise.all([tx.execute(sql`select 1`), failing(tx)])))).toBe('22012');
    },
  );

  test('is that of the newest cause where an earlier one was rolled back to a savepoint', async () => {
    const twice = write(async (tx) => {
      await tx.savepoint(() => failing(tx)).catch(() => undefined);
      const [first, second] = [tx.execute(sql`select no_such_column`), tx.execute(sql`select ${2}::int`)];
      await Promise.allSettled([first]);
      await second;
    });
    expect(await codeOf(twice)).toBe('42703');
  });
});

describe('one at a time', () => {
  test('a transaction inside a transaction is refused, whichever the doors', async () => {
    const nothing = (): Promise<void> => Promise.resolve();
    expect(await codeOf(write(() => write(nothing)))).toBe('SFNEST');
    expect(await codeOf(write(() => withAuth(nothing)))).toBe('SFNEST');
    expect(await codeOf(withAuth(() => write(nothing)))).toBe('SFNEST');
  });

  test('work that a transaction started and that outlives it may open its own', async () => {
    const over = gate();
    let later: Promise<void> | undefined;
    await write(() => {
      later = over.opened.then(async () => {
        await write((tx) => insert(tx, 'afterwards'));
      });
      return Promise.resolve();
    });
    over.open();
    await later;
    expect(await namesLike('afterwards')).toEqual(['afterwards']);
  });

  test('a statement that comes after the end is refused instead of running in somebody else’s transaction', async () => {
    let leaked: Tx | undefined;
    await write((tx) => {
      leaked = tx;
      return Promise.resolve();
    });
    expect(await codeOf(Promise.resolve(leaked?.execute(sql`select ${1}::int`)))).toBe('SFOVER');
  });

  test('a module loaded twice shares the pools and the nesting guard', async () => {
    // spelled so that the bundler does not resolve it at build time
    const again = (file: string): Promise<unknown> => import(/* @vite-ignore */ `${file}?copy=2`);
    const secondClient = (await again('../../db/client.ts')) as typeof client;
    const secondDoor = (await again('../../db/transaction.ts')) as typeof transaction;
    expect(secondClient.lanes).not.toBe(client.lanes);
    expect(secondClient.lanes('app')).toBe(client.lanes('app'));
    expect(secondClient.pool('admin')).toBe(client.pool('admin'));
    const door = {
      pool: 'app',
      readOnly: true,
      dryRun: false,
      label: 'second',
      settings: '',
      enter: () => Promise.resolve(),
    } as const;
    expect(await codeOf(write(() => secondDoor.transact(door, () => Promise.resolve())))).toBe('SFNEST');
  });
});

describe('connections', () => {
  test('when all are taken a transaction waits a while, fails with SF503, and the next succeed', async () => {
    const { open, opened } = gate();
    const holders = Array.from({ length: SIZE }, () => write(() => opened));
    const refused = await write((tx) => tx.entered).catch((error: unknown) => error);
    expect(errorCode(refused)).toBe('SF503');
    expect(unavailable(refused)).toBe(true);
    const waiting = write((tx) => insert(tx, 'patient'));
    open();
    await Promise.all([...holders, waiting]);
    expect(await namesLike('patient')).toEqual(['patient']);
    expect(client.laneCounts().app?.open).toBeLessThanOrEqual(SIZE);
  });

  test('a connection killed in mid-transaction takes the whole transaction with it, and the next query works', async () => {
    const work = write(async (tx) => {
      await insert(tx, 'half done');
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await database.admin`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`;
      await insert(tx, 'the other half');
    });
    const error = await work.catch((reason: unknown) => reason);
    expect(unavailable(error), errorCode(error) ?? '').toBe(true);
    expect(await namesLike('%half%')).toEqual([]);
    await write((tx) => insert(tx, 'whole'));
    expect(await namesLike('whole')).toEqual(['whole']);
  });

  test('killed between its last statement and its commit, nothing is written and nobody is told otherwise', async () => {
    const work = write(async (tx) => {
      await insert(tx, 'uncommitted');
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await database.admin`select pg_terminate_backend(${row?.pid ?? 0}, 5000)`;
    });
    expect(unavailable(await work.catch((reason: unknown) => reason))).toBe(true);
    expect(await namesLike('uncommitted')).toEqual([]);
  });

  test('connections killed while idle are replaced', async () => {
    await Promise.all(Array.from({ length: SIZE }, () => write((tx) => tx.entered)));
    await database.admin`
      select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and usename = 'streamflow_app'`;
    await Promise.all(Array.from({ length: SIZE }, (_, at) => write((tx) => insert(tx, `reborn ${at}`))));
    expect(await namesLike('reborn%')).toHaveLength(SIZE);
  });

  test('one left in the middle of a COPY is closed, not handed on', async () => {
    const bulk = (fn: (tx: Tx) => Promise<void>) => write(fn, { pool: 'import' });
    const work = bulk(async (tx) => {
      await tx.raw`create temp table batch (name text) on commit drop`;
      const stream = await tx.raw`copy pg_temp.batch from stdin`.writable();
      stream.on('error', () => undefined);
      stream.write('one\n');
      throw new Error('gave up');
    });
    await expect(work).rejects.toThrow('gave up');
    const copied: unknown[] = [];
    await bulk(async (tx) => {
      await tx.raw`create temp table batch (name text) on commit drop`;
      const stream = await tx.raw`copy pg_temp.batch from stdin`.writable();
      await new Promise<void>((resolve, reject) => {
        stream.on('error', reject);
        stream.on('finish', resolve);
        stream.end('one\ntwo\n');
      });
      copied.push(...(await tx.raw`select name from pg_temp.batch order by name`));
    });
    expect(copied).toEqual([{ name: 'one' }, { name: 'two' }]);
  });

  test('the raw connection is there on the import pool only', async () => {
    await expect(write((tx) => Promise.resolve(tx.raw))).rejects.toThrow(/import pool/);
  });

  test('each pool has its time limits', async () => {
    const limits = (tx: Tx) =>
      tx.execute(sql`
        select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
               current_setting('idle_in_transaction_session_timeout') as idle`);
    expect(await write(limits)).toEqual([{ statement: '5s', lock: '2s', idle: '10s' }]);
    expect(await write(limits, { pool: 'import' })).toMatchObject([{ statement: '1min' }]);
  });

  test('closing waits for the transactions under way', async () => {
    const { open, opened } = gate();
    const work = write(async (tx) => {
      await insert(tx, 'last one');
      await opened;
      await insert(tx, 'last two');
    });
    await vi.waitFor(() => {
      expect(client.laneCounts().app?.open).toBeGreaterThan(client.laneCounts().app?.idle ?? 0);
    }, PATIENCE);
    const closed = client.closePools();
    open();
    await work;
    await closed;
    database.admin = client.pool('admin');
    expect(await namesLike('last%')).toEqual(['last one', 'last two']);
  });
});
