import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../../db/seed/sign-ins.ts';
import type { Launched } from './support/launched.ts';
import { launcher, stateOf } from './support/launched.ts';
import { freePort } from '../support/ports.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();
const launch = launcher();
const START = 'scripts/start.ts';
const READY = /StreamFlow is ready/;

describe('npm start', { timeout: 180_000 }, () => {
  let data: string;
  let env: Record<string, string>;
  let origin: string;
  let running: Launched;

  beforeAll(async () => {
    const build = launch('scripts/build.ts');
    expect(await build.exit, build.output()).toBe(0);
    data = folder();
    const port = String(await freePort());
    env = { STREAMFLOW_DATA_DIR: data, PORT: port };
    origin = `http://localhost:${port}`;
    running = launch(START, { env });
    await running.says(READY);
  }, 180_000);

  test('in an empty folder makes roles, schema and demo, and serves the sign-in page', async () => {
    expect(running.output()).toMatch(/provisioned[\s\S]*Migrated[\s\S]*Demo tenants seeded/);
    const page = await fetch(`${origin}/login`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Sign in');
  });

  test('lets every documented demo sign-in in', async () => {
    expect(running.output()).toContain(DEMO_PASSWORD);
    for (const { email } of DEMO_SIGN_INS) {
      const answer = await fetch(`${origin}/login`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin },
        body: new URLSearchParams({ email, password: DEMO_PASSWORD }),
      });
      expect(answer.status, email).toBe(302);
      expect(answer.headers.getSetCookie().join(), email).toContain('sf_at=');
    }
  });

  test('npm run sql shows a tenant its own rows, as the app sees them', async () => {
    const people = async (...args: string[]): Promise<string[]> => {
      const sql = launch('scripts/sql.ts', {
        env,
        args: ['select email from crm.users order by 1', '--json', ...args],
      });
      expect(await sql.exit, sql.output()).toBe(0);
      return (JSON.parse(sql.output().replace(/^Note.*$/m, '')) as { email: string }[]).map(
        ({ email }) => email,
      );
    };
    const canary = ['admin@canary.test', 'manager@canary.test', 'user@canary.test'];
    expect(await people('--tenant', 'canary')).toEqual(canary);
    expect(await people('--tenant', 'canary', '--user', 'user@canary.test')).toEqual(canary);
    expect(await people('--tenant', 'globex')).toEqual(['admin@globex.test', 'pat@canary.test']);
    expect(await people('--as', 'app')).toEqual([]);
    const unknown = launch('scripts/sql.ts', { env, args: ['select 1', '--tenant', 'nobody'] });
    expect(await unknown.exit).toBe(1);
    expect(unknown.output()).toMatch(/No tenant "nobody"\. Known: canary, globex/);
    const denied = launch('scripts/sql.ts', { env, args: ['delete from crm.leads', '--as', 'auditor'] });
    expect(await denied.exit).toBe(1);
    expect(denied.output()).toMatch(/^ERROR (42501|25006): /);
  });

  test('again finds everything done, and is up without provisioning, migrating or seeding', async () => {
    running.kill('SIGINT');
    expect(await running.exit).toBe(0);
    const again = launch(START, { env });
    await again.says(READY);
    expect(again.output()).not.toMatch(/provisioned|Migrated|seeded|Pages built/);
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    expect(stateOf(data).children.map(({ name }) => name)).toEqual(['web', 'worker']);
    again.kill('SIGTERM');
    expect(await again.exit).toBe(0);
  });

  test('in production refuses the data folder that holds the demo sign-ins', async () => {
    const production = { ...env, NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://crm.example.com' };
    const start = launch(START, { env: production });
    expect(await start.exit).toBe(78);
    expect(start.output()).toMatch(/demo sign-in .* refused in production/);
  });
});
