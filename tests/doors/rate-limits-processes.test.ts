// Limits over two web processes: those that must be exact are, and a page beyond its limit says so to a person.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { names } from '../../server/auth/credentials.ts';
import { signAccessToken } from '../../server/auth/tokens.ts';
import { env } from '../../server/env.ts';
import { toAppError } from '../../server/errors.ts';
import { requireRoomFor, type ExactClass } from '../../server/limits/exact-limits.ts';
import { createReply, type RequestContext } from '../../server/trpc/context.ts';
import { createCallerFactory, router, tenant } from '../../server/trpc/procedures.ts';
import { BOUNDARY, csv, formBytes } from '../imports/form.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';
import { startWeb, type Web } from '../support/site.ts';

let database: TestDatabase;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  acme = await makeTenant();
});

describe('of exports and AI requests', () => {
  const run = promisify(execFile);
  const child = fileURLToPath(new URL('limits-child.ts', import.meta.url));

  const inChild = async (kind: ExactClass, userId: string): Promise<number> => {
    const addresses = Object.entries(database.urls).map(([role, url]) => [
      `DATABASE_URL_${role.toUpperCase()}`,
      url,
    ]);
    const { stdout } = await run(process.execPath, [child, kind, userId, '20'], {
      env: { ...process.env, ...(Object.fromEntries(addresses) as Record<string, string>) },
    });
    return Number(stdout);
  };

  it.each([
    ['export', 5],
    ['ai', 10],
  ] as const)('%s: two processes together let exactly %i through', async (kind, limit) => {
    const [one, two] = await Promise.all([inChild(kind, acme.user.userId), inChild(kind, acme.user.userId)]);
    expect(one + two).toBe(limit);
    const refusal = await requireRoomFor(kind, acme.user.userId).catch(toAppError);
    expect(refusal).toMatchObject({ code: 'TooManyRequests', slug: 'limit.reached' });
    await requireRoomFor(kind, acme.manager.userId);
  });

  it('the window over, there is room again', async () => {
    await database.admin`update auth.rate_limits set expires_at = now() where key like 'export:%'`;
    await requireRoomFor('export', acme.user.userId);
  });

  it('a procedure only names its limit', async () => {
    const made = router({
      export: tenant('lead:read', { limit: 'export' }).query(() => 'rows'),
    });
    const { admin } = acme;
    const caller = createCallerFactory(made)(contextOf(admin));
    for (let n = 0; n < 5; n += 1) expect(await caller.export()).toBe('rows');
    expect(await caller.export().catch(toAppError)).toMatchObject({ slug: 'limit.reached', status: 429 });
  });
});

function contextOf({ accountId, sid, tenantId, userId }: TestPerson): RequestContext {
  return {
    edge: { requestId: 'limits-test', ip: '127.0.0.1', userAgent: 'vitest', door: 'rest' },
    principal: { kind: 'session', accountId, sid, epoch: 1, tenantId, userId },
    reply: createReply(),
    dryRun: false,
  };
}

describe('two web processes', () => {
  let webs: Web[];

  beforeAll(async () => {
    const settings = {
      PUBLIC_ORIGIN: env.PUBLIC_ORIGIN,
      LIMIT_IMPORT_PER_HOUR: '5',
      LIMIT_IMPORT_AT_ONCE: '2',
      LIMIT_PAGE_USER_PER_SECOND: '1',
    };
    webs = [await startWeb(database, settings), await startWeb(database, settings)];
  }, 180_000);

  it('begin exactly as many imports together as may be at once, and as may be within the hour', async () => {
    const { tenantId, userId } = acme.admin;
    const { key } = await withAuth((tx) => createApiKey(tx, { tenantId, userId, name: 'A program' }));
    const upload = async (n: number): Promise<number> => {
      const response = await fetch(`${webs[n % 2]?.url ?? ''}/api/leads/import`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${key}`,
          'Content-Type': `multipart/form-data; boundary=${BOUNDARY}`,
        },
        body: new Uint8Array(formBytes([csv(`Name\r\nAda ${n}\r\n`)])),
      });
      await response.text();
      return response.status;
    };
    const begun: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      const statuses = await Promise.all(Array.from({ length: 8 }, (_, n) => upload(n)));
      expect(new Set(statuses.filter((status) => status !== 202))).toEqual(new Set([429]));
      begun.push(statuses.filter((status) => status === 202).length);
      await database.admin`update crm.jobs set status = 'done' where tenant_id = ${tenantId}`;
    }
    expect(begun).toEqual([2, 2, 1, 0]);
  });

  it('a page beyond the limit is a 429 that a person understands, and says when to come back', async () => {
    const { accountId, userId, tenantId, sid } = acme.user;
    const token = await signAccessToken('streamflow-web', {
      sub: accountId,
      uid: userId,
      tid: tenantId,
      sid,
      ep: 1,
      amr: ['pwd'],
      auth_time: Math.floor(Date.now() / 1000),
    });
    const statuses: number[] = [];
    for (let tries = 0; tries < 100; tries += 1) {
      const response = await fetch(`${webs[0]?.url ?? ''}/leads`, {
        headers: { Cookie: `${names.access}=${token}`, Accept: 'text/html' },
        redirect: 'manual',
      });
      statuses.push(response.status);
      const html = await response.text();
      if (response.status !== 429) continue;
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(response.headers.get('retry-after')).toBe('1');
      expect(html).toContain('Too many requests');
      expect(html).toContain('Try again in a second.');
      break;
    }
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
  });
});
