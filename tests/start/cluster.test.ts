import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { withConnection } from '../../db/connection.ts';
import type { Cluster, ClusterOptions } from '../../db/embedded.ts';
import { startCluster } from '../../db/embedded.ts';
import { readPostmaster } from '../../db/embedded/postmaster.ts';
import { isRunning } from '../../db/embedded/process.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();
const password = 'a/b:c@d';
const start = (dataDir: string, more: Partial<ClusterOptions> = {}): Promise<Cluster> =>
  startCluster({ dataDir, password, ...more });
/** For what has nothing to lose. */
const quick = (dataDir: string, more: Partial<ClusterOptions> = {}): Promise<Cluster> =>
  start(dataDir, { fsync: false, ...more });
const answers = (cluster: Cluster): Promise<string | undefined> =>
  withConnection(
    cluster.adminUrl,
    async (sql) => (await sql<{ n: string }[]>`select count(*)::text as n from kept`)[0]?.n,
  );

describe('a cluster', () => {
  let dataDir: string;
  let first: Cluster;

  beforeAll(async () => {
    dataDir = path.join(folder(), 'postgres');
    first = await start(dataDir);
    await withConnection(first.adminUrl, (sql) =>
      sql.unsafe('create table kept (n int); insert into kept values (1)'),
    );
  });
  afterAll(() => first.stop());

  test('listens on loopback alone and asks for the password', async () => {
    const seen = await withConnection(first.adminUrl, async (sql) => {
      const [row] = await sql`select current_setting('listen_addresses') as at, current_setting('jit') as jit,
        (select datlocprovider::text from pg_database where datname = 'template0') as locales`;
      return row;
    });
    expect(seen).toEqual({ at: '127.0.0.1', jit: 'off', locales: 'i' });
    const wrong = new URL(first.adminUrl);
    wrong.password = 'wrong';
    await expect(withConnection(wrong.href, (sql) => sql`select 1`)).rejects.toMatchObject({ code: '28P01' });
  });

  test('brings the extensions the product needs', async () => {
    const names = ['btree_gin', 'citext', 'fuzzystrmatch', 'pg_stat_statements', 'pg_trgm', 'unaccent'];
    const found = await withConnection(
      first.adminUrl,
      (sql) =>
        sql<
          { name: string }[]
        >`select name from pg_available_extensions where name = any(${names}) order by name`,
    );
    expect(found.map(({ name }) => name)).toEqual(names);
  });

  test('that already runs is adopted, not started again', async () => {
    const again = await start(dataDir);
    expect(again).toMatchObject({ adopted: true, pid: first.pid, port: first.port });
    expect(await answers(again)).toBe('1');
  });

  test('killed with -9 starts again with everything that was committed', async () => {
    process.kill(first.pid, 'SIGKILL');
    await first.exited;
    const next = await start(dataDir, { port: first.port });
    expect(next).toMatchObject({ adopted: false, port: first.port });
    expect(await answers(next)).toBe('1');
    first = next;
  });

  test('an adopted one reports its end, and stop ends it', async () => {
    const adopted = await start(dataDir);
    await adopted.stop();
    await adopted.exited;
    expect(isRunning(adopted.pid)).toBe(false);
    expect(readPostmaster(dataDir)).toBeNull();
    first = await start(dataDir);
    expect(await answers(first)).toBe('1');
  });

  test('started twice in the same instant is one server', async () => {
    await first.stop();
    const [one, two] = await Promise.all([start(dataDir), start(dataDir)]);
    expect(one.port).toBe(two.port);
    expect(one.pid).toBe(two.pid);
    first = one;
  });

  test('starts although a dead server left its pid, which another program carries now', async () => {
    await first.stop();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    onTestFinished(() => void other.kill());
    writeFileSync(
      path.join(dataDir, 'postmaster.pid'),
      `${String(other.pid)}\n${dataDir}\n1\n5432\n\n127.0.0.1\n\nready   \n`,
    );
    first = await start(dataDir);
    expect(first.adopted).toBe(false);
    expect(isRunning(other.pid ?? 0)).toBe(true);
  });

  test('writes no statement and no detail of a failed one into its log', async () => {
    const fail = withConnection(first.adminUrl, (sql) => sql.unsafe("select 'private@person.test'::int"));
    await expect(fail).rejects.toThrow();
    const unique = withConnection(first.adminUrl, (sql) =>
      sql.unsafe(
        "create temp table t (e text unique); insert into t values ('private@person.test'), ('private@person.test')",
      ),
    );
    await expect(unique).rejects.toMatchObject({ code: '23505' });
    expect(readFileSync(path.join(dataDir, 'server.log'), 'utf8')).not.toMatch(/insert into t|Key \(e\)/);
  });
});

describe('a start is refused with the way out', () => {
  test("when the data folder is another major version's, and nothing in it changes", async () => {
    const dataDir = path.join(folder(), 'postgres');
    const older = await quick(dataDir, { binaries: '16' });
    await withConnection(older.adminUrl, async (sql) => {
      const [row] = await sql<{ v: string }[]>`select current_setting('server_version_num') as v`;
      expect(Number(row?.v)).toBeGreaterThanOrEqual(160_000);
      expect(Number(row?.v)).toBeLessThan(170_000);
    });
    await older.stop();
    const before = readdirSync(dataDir).sort();
    await expect(quick(dataDir)).rejects.toThrow(/made by PostgreSQL 16; this release brings PostgreSQL 18/);
    await expect(quick(dataDir)).rejects.toThrow(/STREAMFLOW_DATA_DIR=/);
    expect(readdirSync(dataDir).sort()).toEqual(before);
  });

  test('when the folder holds something else', async () => {
    const dataDir = folder();
    writeFileSync(path.join(dataDir, 'thesis.txt'), 'draft');
    await expect(quick(dataDir)).rejects.toMatchObject({ reason: 'folder' });
    expect(readdirSync(dataDir)).toEqual(['thesis.txt']);
  });

  test('when the wished port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    await expect(quick(path.join(folder(), 'postgres'), { port })).rejects.toMatchObject({ reason: 'port' });
  });

  test('when the password is not the one the data was made with; the server does not stay behind', async () => {
    const dataDir = path.join(folder(), 'postgres');
    await (await quick(dataDir)).stop();
    await expect(quick(dataDir, { password: 'another' })).rejects.toMatchObject({ reason: 'password' });
    expect(readPostmaster(dataDir)).toBeNull();
  });
});

describe('a new data folder', () => {
  test('is complete or absent: what a killed initdb left is cleared away', async () => {
    const dataDir = path.join(folder(), 'postgres');
    const left = `${dataDir}.new-999999`;
    mkdirSync(path.join(left, 'base'), { recursive: true });
    const cluster = await quick(dataDir);
    onTestFinished(() => cluster.stop());
    expect(existsSync(left)).toBe(false);
    expect(readdirSync(path.dirname(dataDir))).toEqual(['postgres']);
  });

  test('may have a path longer than a socket address allows', async () => {
    const dataDir = path.join(folder(), 'long-'.repeat(20), 'postgres');
    const cluster = await quick(dataDir);
    onTestFinished(() => cluster.stop());
    await withConnection(cluster.adminUrl, async (sql) => {
      const [row] = await sql<{ at: string }[]>`select current_setting('unix_socket_directories') as at`;
      expect(row?.at.length).toBeLessThan(90);
    });
  });
});
