import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { configDoc, envExample } from '../../server/env/document.ts';
import { settings } from '../../server/env/settings.ts';
import type { RawEnv } from '../../server/env.ts';
import { EnvFaults, parseEnv } from '../../server/env.ts';
import { launcher, projectRoot } from './support/launched.ts';
import { temporaryFolders } from './support/places.ts';

const folder = temporaryFolders();
const launch = launcher();

function faultsOf(raw: RawEnv): Record<string, string> {
  try {
    parseEnv(raw);
  } catch (error) {
    if (error instanceof EnvFaults) return Object.fromEntries(error.faults.map((f) => [f.name, f.problem]));
    throw error;
  }
  return {};
}

describe('settings', () => {
  test('nothing set is a complete configuration for the embedded demo', () => {
    const env = parseEnv({});
    expect(env).toMatchObject({
      PORT: 3000,
      HOST: '127.0.0.1',
      STREAMFLOW_DEMO: true,
      externalDatabase: false,
    });
    expect(env.PUBLIC_ORIGIN).toBe('http://localhost:3000');
  });

  test('the public origin follows the port', () => {
    expect(parseEnv({ PORT: '4000' }).PUBLIC_ORIGIN).toBe('http://localhost:4000');
  });

  test('every fault is named at once, with an example and without the value', () => {
    const raw = { PORT: 'abc', WEB_PROCESSES: '0', SMTP_URL: 'hunter2', LOG_LEVEL: 'loud' };
    expect(Object.keys(faultsOf(raw))).toEqual(['PORT', 'WEB_PROCESSES', 'LOG_LEVEL', 'SMTP_URL']);
    expect(() => parseEnv(raw)).toThrow(/PORT: not a whole number from 1 to 65535\. Example: PORT=4000/);
    expect(() => parseEnv(raw)).not.toThrow(/hunter2/);
  });

  test('a port that no browser opens is refused before anything starts', () => {
    expect(faultsOf({ PORT: '4190' })).toEqual({ PORT: 'a port that browsers refuse to open' });
    expect(faultsOf({ PORT: '4191' })).toEqual({});
  });

  test('every example is accepted by its own setting', () => {
    for (const [name, setting] of Object.entries(settings)) {
      expect(setting.schema.safeParse(setting.example).success, `${name}=${setting.example}`).toBe(true);
    }
  });

  test('a misspelt limit or database address is refused, since it would silently not hold', () => {
    expect(faultsOf({ LIMIT_IMPORTS: '3', DATABASE_URL_AP: 'postgres://x/y' })).toEqual({
      LIMIT_IMPORTS: 'no setting of StreamFlow',
      DATABASE_URL_AP: 'no setting of StreamFlow',
    });
  });

  test('production refuses plain http, a missing origin and the demo sign-ins', () => {
    expect(faultsOf({ NODE_ENV: 'production' })).toHaveProperty('PUBLIC_ORIGIN');
    const faults = faultsOf({
      NODE_ENV: 'production',
      PUBLIC_ORIGIN: 'http://crm.test',
      STREAMFLOW_DEMO: 'true',
    });
    expect(faults.PUBLIC_ORIGIN).toMatch(/http, refused/);
    expect(faults.STREAMFLOW_DEMO).toMatch(/refused in production/);
    const env = parseEnv({ NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://crm.test/' });
    expect(env).toMatchObject({ PUBLIC_ORIGIN: 'https://crm.test', STREAMFLOW_DEMO: false });
  });

  test('without DATABASE_URL every role needs its own address', () => {
    const faults = faultsOf({ DATABASE_URL_APP: 'postgres://app:x@db/streamflow' });
    expect(Object.keys(faults)).toEqual([
      'DATABASE_URL_AUTH',
      'DATABASE_URL_JOBS',
      'DATABASE_URL_IMPORT',
      'DATABASE_URL_OPERATOR',
      'DATABASE_URL_AUDITOR',
    ]);
    expect(faultsOf({ DATABASE_URL: 'postgres://admin:x@db/streamflow' })).toEqual({});
  });

  test('a secret may come from a file, but not from both places', () => {
    const file = path.join(folder(), 'smtp');
    writeFileSync(file, 'smtp://mail.test:25\n');
    expect(parseEnv({ SMTP_URL_FILE: file })).toMatchObject({
      SMTP_URL: 'smtp://mail.test:25',
      SIGNUP_NEUTRAL: true,
    });
    expect(faultsOf({ SMTP_URL_FILE: file, SMTP_URL: 'smtp://a.test' })).toHaveProperty('SMTP_URL_FILE');
    expect(faultsOf({ KEK_FILE: '/nowhere/kek' })).toEqual({ KEK_FILE: 'cannot be read (ENOENT)' });
  });

  test('a key for the AI provider and the webhook secret are required when their feature is switched on', () => {
    expect(Object.keys(faultsOf({ LLM_PROVIDER: 'openai', STRIPE_SECRET_KEY: 'x'.repeat(8) }))).toEqual([
      'LLM_API_KEY',
      'STRIPE_WEBHOOK_SECRET',
    ]);
  });

  test('the written documents are those of the list of settings', () => {
    expect(readFileSync(path.join(projectRoot, '.env.example'), 'utf8')).toBe(envExample());
    expect(readFileSync(path.join(projectRoot, 'docs/config.md'), 'utf8')).toBe(configDoc());
  });
});

describe('a process', () => {
  test('with wrong settings lists them all and exits with 78', async () => {
    const start = launch('scripts/start.ts', { env: { PORT: '99999', LLM_PROVIDER: 'magic' } });
    expect(await start.exit).toBe(78);
    expect(start.output()).toMatch(/2 settings are wrong/);
    expect(start.output()).toMatch(/PORT: .*Example: PORT=4000/);
    expect(start.output()).toMatch(/LLM_PROVIDER: .*Example: LLM_PROVIDER=openai/);
  });

  test('started by hand without database addresses says what sets them and exits with 78', async () => {
    const web = launch('tests/start/support/web.ts');
    expect(await web.exit).toBe(78);
    expect(web.output()).toMatch(/DATABASE_URL_APP and its siblings: missing.*npm start/);
  });
});
