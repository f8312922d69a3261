import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { withConnection } from '../../db/connection.ts';
import type { Database } from '../../scripts/start/database.ts';
import { openDatabase } from '../../scripts/start/database.ts';
import { makePlaces, placesOf } from '../../scripts/start/places.ts';
import { prepare } from '../../scripts/start/prepare.ts';
import { databaseUrls } from '../../scripts/start/urls.ts';
import type { RawEnv } from '../../server/env.ts';
import { parseEnv } from '../../server/env.ts';
import type { Secrets } from '../../server/secrets.ts';
import { ensureSecrets } from '../../server/secrets.ts';
import { launcher } from './support/launched.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();
const launch = launcher();

describe('with DATABASE_URL an external server', () => {
  const prefix = `ext_${randomBytes(4).toString('hex')}`;
  const name = `${prefix}_crm`;
  const adminUrl = inject('cluster').adminUrl;
  let settings: RawEnv;
  let data: string;
  let secrets: Secrets;
  let database: Database;

  beforeAll(async () => {
    data = folder();
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    settings = {
      DATABASE_URL: url.href,
      ROLE_PREFIX: prefix,
      STREAMFLOW_DEMO: 'false',
      STREAMFLOW_DATA_DIR: data,
    };
    makePlaces(placesOf(data));
    secrets = ensureSecrets(data);
    const env = parseEnv(settings);
    database = await openDatabase(env, placesOf(data), secrets, () => undefined);
    await prepare(database, env, secrets, data);
  });
  afterAll(() =>
    withConnection(adminUrl, async (sql) => {
      await sql.unsafe(`drop database "${name}" with (force)`);
      const roles = await sql<
        { rolname: string }[]
      >`select rolname from pg_roles where starts_with(rolname, ${prefix})`;
      for (const { rolname } of roles)
        await sql.unsafe(`drop owned by "${rolname}" cascade; drop role "${rolname}"`);
    }),
  );

  test('is provisioned and migrated under its own role names, and no server of ours is started', async () => {
    expect(database.kept).toBeNull();
    expect(existsSync(path.join(data, 'postgres'))).toBe(false);
    const [row] = await withConnection(
      database.urls.app,
      (sql) =>
        sql<
          { who: string; leads: string }[]
        >`select current_user as who, count(*)::text as leads from crm.leads`,
    );
    expect(row).toEqual({ who: `${prefix}_app`, leads: '0' });
  });

  test('that is ready already is left alone by the next start', async () => {
    const before = await verifiers();
    await prepare(database, parseEnv(settings), secrets, data);
    expect(await verifiers()).toEqual(before);
  });

  test('whose database was dropped meanwhile is made anew, whatever the last start noted', async () => {
    await withConnection(adminUrl, (sql) => sql.unsafe(`drop database "${name}" with (force)`));
    await prepare(database, parseEnv(settings), secrets, data);
    const rows = await withConnection(
      database.urls.operator,
      (sql) => sql`select name from platform.migrations`,
    );
    expect(rows.length).toBeGreaterThan(2);
  });

  test('holding a demo sign-in is refused in production', async () => {
    const production = parseEnv({ ...settings, NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://crm.test' });
    await prepare(database, production, secrets, data);
    await withConnection(
      database.urls.admin ?? '',
      (sql) =>
        sql`insert into auth.accounts (email, email_norm) values ('Admin@canary.test', 'admin@canary.test')`,
    );
    await expect(prepare(database, production, secrets, data)).rejects.toThrow(
      /demo sign-in admin@canary\.test/,
    );
  });

  test('given role by role, without administrator, is used as it is when it is migrated and refused when it is not', async () => {
    const { urls } = database;
    const byRole = {
      DATABASE_URL_APP: urls.app,
      DATABASE_URL_AUTH: urls.auth,
      DATABASE_URL_JOBS: urls.jobs,
      DATABASE_URL_IMPORT: urls.import,
      DATABASE_URL_OPERATOR: urls.operator,
      DATABASE_URL_AUDITOR: urls.auditor,
    };
    const env = parseEnv({ ...byRole, ROLE_PREFIX: prefix, STREAMFLOW_DEMO: 'false' });
    const opened = await openDatabase(env, placesOf(data), secrets, () => undefined);
    expect(opened.urls.app).toBe(urls.app);
    await prepare(opened, env, secrets, data);
    const empty = new URL(urls.operator);
    empty.pathname = '/postgres';
    const wrong = { ...opened, urls: { ...opened.urls, operator: empty.href } };
    await expect(prepare(wrong, env, secrets, data)).rejects.toThrow(/npm run migrate/);
  });

  test('answers npm run sql as one of its roles', async () => {
    const sql = launch('scripts/sql.ts', {
      env: settings as Record<string, string>,
      args: ['select current_user::text as who, 7 as n, null as nothing', '--as', 'auditor', '--json'],
    });
    expect(await sql.exit).toBe(0);
    expect(JSON.parse(sql.output())).toEqual([{ who: `${prefix}_auditor`, n: 7, nothing: null }]);
  });

  const verifiers = (): Promise<unknown> =>
    withConnection(
      adminUrl,
      (sql) =>
        sql`select rolname, rolpassword from pg_authid where starts_with(rolname, ${prefix}) order by 1`,
    );
});

describe('the address of a role', () => {
  const secrets = ensureSecrets(folder());

  test('keeps host, options and database of DATABASE_URL and takes its own name and password', () => {
    const env = parseEnv({
      DATABASE_URL: 'postgres://root:x@db.test:6432/crm?sslmode=require',
      ROLE_PREFIX: 'eu',
    });
    const urls = databaseUrls(env, secrets, env.DATABASE_URL);
    expect(urls.app).toBe(`postgres://eu_app:${secrets.roles.app}@db.test:6432/crm?sslmode=require`);
    expect(urls.admin).toBe('postgres://root:x@db.test:6432/crm?sslmode=require');
  });

  test('given in the settings wins', () => {
    const env = parseEnv({
      DATABASE_URL: 'postgres://root:x@db.test/crm',
      DATABASE_URL_APP: 'postgres://a:b@pool.test/crm',
    });
    expect(databaseUrls(env, secrets, env.DATABASE_URL).app).toBe('postgres://a:b@pool.test/crm');
  });

  test('never points at the maintenance database', () => {
    const env = parseEnv({ DATABASE_URL: 'postgres://root:x@db.test/postgres' });
    expect(new URL(databaseUrls(env, secrets, env.DATABASE_URL).app).pathname).toBe('/streamflow');
  });
});
