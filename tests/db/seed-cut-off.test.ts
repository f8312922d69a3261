import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { seedCanary } from '../../db/seed/canary.ts';
import { seedMissing, SeedRefused } from '../../db/seed/index.ts';
import type { Person } from '../../db/seed/people.ts';
import { launcher } from '../start/support/launched.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeTenant, type TestTenant } from '../support/factories.ts';

const launch = launcher();
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

/** Starts the seed, waits until it stands before `table`, which somebody else holds, and kills it there. */
async function killedBefore(table: string): Promise<void> {
  const { admin, urls, name } = database;
  await admin.begin(async (holder) => {
    await holder`lock table ${holder(table)} in access exclusive mode`;
    const script = path.join(import.meta.dirname, 'seed-process.ts');
    const child = spawn(process.execPath, [script, JSON.stringify(urls)], { stdio: 'inherit' });
    const ended = once(child, 'exit');
    await vi.waitFor(
      async () => {
        const waiting =
          await admin`select 1 from pg_stat_activity where datname = ${name} and wait_event_type = 'Lock'`;
        expect(waiting.length).toBeGreaterThan(0);
      },
      { timeout: 25_000, interval: 50 },
    );
    child.kill('SIGKILL');
    await ended;
  });
}

const directory = () => database.admin`
  select a.email_norm as email, t.tenant_id, t.user_id, p.slug from auth.accounts a
    left join auth.account_tenants t on t.account_id = a.id
    left join platform.tenants p on p.tenant_id = t.tenant_id order by 1`;

const whoAndWhere = ({ email, slug }: Record<string, unknown>): unknown[] => [email, slug];

describe('a seed that was killed', () => {
  test('between accounts and tenant is completed by the next run, under the same ids', async () => {
    await killedBefore('crm.roles');
    const halfway = await directory();
    expect(halfway).toHaveLength(6);
    const kept = halfway.filter(({ tenant_id }) => tenant_id !== null);
    expect(kept.map(whoAndWhere)).toEqual([
      ['admin@globex.test', null],
      ['pat@canary.test', null],
    ]);

    expect(await seedMissing()).toEqual(['Globex', 'Canary Corp']);
    const whole = await directory();
    expect(whole.map(whoAndWhere)).toEqual([
      ['admin@canary.test', 'canary'],
      ['admin@globex.test', 'globex'],
      ['manager@canary.test', 'canary'],
      ['operator@streamflow.test', null],
      ['pat@canary.test', 'globex'],
      ['user@canary.test', 'canary'],
    ]);
    for (const { email, tenant_id, user_id } of kept) {
      expect(whole.find((row) => row.email === email)).toMatchObject({ tenant_id, user_id });
    }
  });

  test('never takes another tenant of a demo person for its own', async () => {
    const other = await makeTenant({ name: 'Elsewhere' });
    const { admin } = database;
    await admin`insert into auth.account_tenants (account_id, tenant_id, user_id, state)
      select id, ${other.tenantId}, ${other.user.userId}, 'active' from auth.accounts where email_norm = 'admin@canary.test'`;
    await admin`update platform.tenants set slug = 'canary-before' where slug = 'canary'`;
    expect(await seedMissing()).toEqual(['Canary Corp']);
    const [row] = await admin`select count(*)::int as n from crm.leads where tenant_id = ${other.tenantId}`;
    expect(row?.n).toBe(0);
  });
});

describe('a seed', () => {
  test('is refused beside tenants of somebody’s own, when told to be among the demo’s', async () => {
    await makeTenant({ name: 'Somebody' });
    expect(await seedMissing({ onlyAmongDemo: true })).toEqual([]);
    await database.admin`update platform.tenants set slug = 'globex-before' where slug = 'globex'`;
    await expect(seedMissing({ onlyAmongDemo: true })).rejects.toThrow(SeedRefused);
  });

  test('tells the same stories every time', async () => {
    const now = Date.UTC(2026, 2, 3, 16);
    const told = async (): Promise<unknown[]> => {
      const tenant = await makeTenant();
      await arrange(tenant, (tx) => seedCanary(tx, staffOf(tenant), now));
      return [
        ...(await database.admin`
        select l.name, l.company, l.score, l.created_at, a.occurred_at, a.kind, a.subject, a.body
          from crm.leads l join crm.activities a on a.tenant_id = l.tenant_id and a.lead_id = l.id
         where l.tenant_id = ${tenant.tenantId} order by l.name, a.occurred_at, a.kind`),
      ];
    };
    const first = await told();
    expect(first.length).toBeGreaterThan(500);
    expect(await told()).toEqual(first);
  });

  test('as a command is refused in production mode, in one sentence', async () => {
    const seed = launch('scripts/seed.ts', {
      env: { NODE_ENV: 'production', PUBLIC_ORIGIN: 'https://crm.example.com' },
    });
    expect(await seed.exit).toBe(2);
    expect(seed.output()).toMatch(/^The demo brings sign-ins .* refused in production mode\..*\n$/);
  });
});

const staffOf = (tenant: TestTenant): Person[] =>
  (['admin', 'manager', 'user'] as const).map((role) => {
    const { userId, name } = tenant[role];
    return { id: userId, name, role };
  });
