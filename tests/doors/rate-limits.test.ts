// How many calls one may make: what every API answer says about it, who is counted with whom, and how a refusal reads.
import { request, type IncomingHttpHeaders } from 'node:http';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { env, parseEnv } from '../../server/env.ts';
import { CallLimits, type Caller } from '../../server/limits/call-limits.ts';
import { childEnvironment } from '../../scripts/start/child-environment.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makePerson, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';

const usual = { ...env };
const POLICY = /^"\w+";q=\d+;w=\d+(, "\w+";q=\d+;w=\d+)*$/;
const STATE = /^"\w+";r=\d+;t=\d+(, "\w+";r=\d+;t=\d+)*$/;

let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
});
beforeEach(async () => {
  Object.assign(env, usual);
  acme = await makeTenant();
});

const list = (person: TestPerson | null, headers: Record<string, string> = {}) =>
  api.rest(person)('GET', '/leads', undefined, headers);
const lists = (person: TestPerson | null, count: number, headers: Record<string, string> = {}) =>
  Promise.all(Array.from({ length: count }, async () => (await list(person, headers)).status));

interface Heard {
  status: number;
  headers: IncomingHttpHeaders;
}

/** Exactly this method and address, which fetch would not send. */
const raw = (method: string, path: string, body = ''): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const sent = request(api.url + path, { method, agent: false }, (answer) => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    sent.on('error', reject).end(body);
  });

/** Calls until it is refused: with a call a second allowed, that is soon. */
async function untilRefused<T extends { status: number }>(call: () => Promise<T>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const answer = await call();
    if (answer.status === 429) return answer;
  }
  throw new Error('Never refused');
}

const countOf = (statuses: number[], status: number): number =>
  statuses.filter((one) => one === status).length;

describe('as shipped', () => {
  const settings = parseEnv({});
  const ip = '192.0.2.1';
  const user = (n: number): Caller => ({ tenantId: 'acme', userId: `u${n}`, keyId: null, ip });

  /** Calls let through at once, and those let through a second later. */
  function passed(callers: (n: number) => Caller, kind: 'api' | 'page' = 'api'): [number, number] {
    let now = 0;
    const limits = new CallLimits(
      () => settings,
      () => now,
    );
    const many = (): number =>
      Array.from({ length: 2_000 }, (_, n) => limits.spend(kind, callers(n))).filter(({ wait }) => wait === 0)
        .length;
    const atOnce = many();
    now += 1;
    return [atOnce, many()];
  }

  it('the limits are those of the documentation', () => {
    expect(passed(() => user(1))).toEqual([60, 20]);
    expect(passed(() => ({ ...user(1), keyId: 'k1' }))).toEqual([60, 20]);
    expect(passed((n) => user(n))).toEqual([300, 100]);
    expect(passed(() => ({ tenantId: null, userId: null, keyId: null, ip }))).toEqual([60, 20]);
    expect(passed(() => user(1), 'page')).toEqual([90, 30]);
    expect(passed((n) => user(n), 'page')).toEqual([900, 300]);
    expect(settings).toMatchObject({
      LIMIT_FACTOR: 1,
      CHALLENGE_BITS: 15,
      LIMIT_SIGN_UP_PER_HOUR: 5,
      LIMIT_RESET_PER_HOUR: 3,
      LIMIT_AI_PER_MINUTE: 10,
      LIMIT_DUPLICATES_PER_MINUTE: 60,
      LIMIT_EXPORT_PER_HOUR: 5,
      LIMIT_IMPORT_PER_HOUR: 30,
      LIMIT_IMPORT_AT_ONCE: 2,
    });
  });

  it('the embedded demo on a loopback address has twenty times as much, and nothing else has', () => {
    const factorOf = (raw: Record<string, string>) =>
      childEnvironment(parseEnv(raw), '/tmp', { kek: '' }, {} as never)['LIMIT_FACTOR'];
    expect(factorOf({})).toBe('20');
    expect(factorOf({ HOST: '0.0.0.0' })).toBeUndefined();
    expect(factorOf({ DATABASE_URL: 'postgres://x@db.example.com/y' })).toBeUndefined();
  });
});

describe('every API answer', () => {
  it('says how much there is and how much is left, whatever else it says', async () => {
    const { user } = acme;
    const answers = [
      await list(user),
      await list(null),
      await api.rest(user)('GET', '/leads/not-an-id'),
      await api.rest(user)('POST', '/leads', { name: '' }),
      await api.rest(user)('GET', '/shoes'),
      await api.rest(null)('GET', '/openapi.json'),
      await api.rest(user)('GET', '/trpc/auth.me'),
      await api.rest(user)('POST', '/trpc/leads.create', { name: '' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 400, 422, 404, 200, 200, 422]);
    for (const { headers } of answers) {
      expect(headers.get('ratelimit-policy')).toMatch(POLICY);
      expect(headers.get('ratelimit')).toMatch(STATE);
      expect([...headers.keys()].filter((name) => name.startsWith('x-ratelimit'))).toEqual([]);
    }
  });

  it('says it as well when it is refused before anybody is known', async () => {
    const batch = Array.from({ length: 11 }, () => 'auth.me').join(',');
    const heard = await Promise.all([
      raw('DELETE', '/api/leads'),
      raw('PROPFIND', '/api/leads'),
      raw('GET', '/api/%E0%A4%A'),
      raw('POST', '/api/leads', 'x'.repeat(1_100_000)),
      raw('GET', `/api/trpc/${batch}?batch=1`),
    ]);
    expect(heard.map(({ status }) => status)).toEqual([405, 405, 400, 413, 400]);
    for (const { headers } of heard) {
      expect(headers).toMatchObject({
        ratelimit: expect.stringMatching(/^"address";r=\d+;t=\d+$/) as string,
        'ratelimit-policy': expect.stringMatching(/^"address";q=\d+;w=\d+$/) as string,
      });
    }
  });

  it('counts down', async () => {
    // none comes back while this runs
    Object.assign(env, { LIMIT_API_TENANT_PER_SECOND: 0.001, LIMIT_API_TENANT_BURST: 6 });
    const left = async () =>
      /"tenant";r=(\d+)/.exec((await list(acme.user)).headers.get('ratelimit') ?? '')?.[1];
    expect([await left(), await left(), await left()]).toEqual(['5', '4', '3']);
  });
});

describe('beyond the limit', () => {
  beforeEach(() => {
    env.LIMIT_API_USER_PER_SECOND = 1;
  });

  it('a call is a 429 with the envelope and Retry-After', async () => {
    const refused = await untilRefused(() => list(acme.user));
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('ratelimit')).toMatch(/^"user";r=0;t=3, "tenant";r=\d+;t=\d+$/);
    expect(refused.body).toMatchObject({
      error: 'TooManyRequests',
      hint: 'Try again in a second.',
      requestId: expect.any(String) as string,
    });
  });

  it('a refused mutation does nothing', async () => {
    const name = `Too fast ${acme.slug}`;
    let made = 0;
    await untilRefused(async () => {
      const answer = await api.rest(acme.user)('POST', '/leads', { name });
      if (answer.status === 201) made += 1;
      return answer;
    });
    const { body } = await api.rest(acme.manager)<{ count: number }>('GET', '/leads?q=too+fast');
    expect(body.count).toBe(made);
  });

  it('it is one for the typed client, too, in its own words', async () => {
    const refusal = await untilRefused(() =>
      api
        .client(acme.user)
        .leads.list.query({})
        .then(
          () => ({ status: 200, data: undefined }),
          (error: unknown) => {
            const { data } = error as { data: { httpStatus: number } };
            return { status: data.httpStatus, data };
          },
        ),
    );
    expect(refusal.data).toMatchObject({ error: 'TooManyRequests', requestId: expect.any(String) as string });
  });

  it('others of the tenant go on, and so does a key of the same person', async () => {
    await untilRefused(() => list(acme.user));
    expect((await list(acme.manager)).status).toBe(200);
    const { tenantId, userId } = acme.user;
    const { key } = await withAuth((tx) => createApiKey(tx, { tenantId, userId, name: 'A program' }));
    const withKey = { Authorization: `Bearer ${key}` };
    expect(await lists(null, 3, withKey)).toEqual([200, 200, 200]);
    expect((await untilRefused(() => list(null, withKey))).headers.get('ratelimit')).toContain('"key";r=0');
  });

  it('each call of a batch counts, and the batch is let through whole or not at all', async () => {
    env.LIMIT_API_USER_PER_SECOND = 3;
    const batch = async (calls: number) => {
      const names = Array.from({ length: calls }, () => 'auth.me').join(',');
      const response = await fetch(`${api.url}/api/trpc/${names}?batch=1`, {
        headers: { Authorization: `Bearer ${await api.bearer(acme.user)}` },
      });
      const body = (await response.json()) as { error?: { data: { error: string } } }[];
      return { status: response.status, said: [...new Set(body.map(({ error }) => error?.data.error))] };
    };
    let before = 0;
    const refused = await untilRefused(async () => {
      const answer = await batch(7);
      before += answer.status === 200 ? 1 : 0;
      return answer;
    });
    expect(refused.said).toEqual(['TooManyRequests']);
    expect(before).toBeLessThan(3);
  });

  it('an upload and a download are refused as well', async () => {
    const id = '00000000-0000-7000-8000-000000000000';
    const upload = () => api.rest(acme.user)('POST', '/leads/import', 'x');
    const download = () => api.rest(acme.user)('GET', `/imports/${id}/errors.csv`);
    for (const call of [upload, download]) {
      expect((await untilRefused(call)).body).toMatchObject({ error: 'TooManyRequests' });
    }
  });
});

describe('a tenant', () => {
  it('shares one limit among its people, and leaves other tenants theirs', async () => {
    Object.assign(env, { LIMIT_API_TENANT_PER_SECOND: 1, LIMIT_API_TENANT_BURST: 4 });
    const people = [acme.user, acme.manager, acme.admin, await makePerson(acme, 'user')];
    const statuses = (await Promise.all(people.map((person) => lists(person, 5)))).flat();
    expect(countOf(statuses, 200)).toBeGreaterThanOrEqual(4);
    expect(countOf(statuses, 200)).toBeLessThan(10);
    expect((await list((await makeTenant()).user)).status).toBe(200);
  });
});

describe('an address that nobody is known at', () => {
  it('has one limit, whatever it claims to be forwarded from', async () => {
    env.LIMIT_API_ADDRESS_PER_SECOND = 1;
    const statuses = await Promise.all(
      Array.from({ length: 20 }, async (_, n) => {
        const answer = await list(null, {
          'X-Forwarded-For': `203.0.113.${n}`,
          Forwarded: `for=203.0.113.${n}`,
        });
        return answer.status;
      }),
    );
    expect(countOf(statuses, 401)).toBeLessThan(10);
    expect(countOf(statuses, 429)).toBeGreaterThan(10);
  });

  it('does not use up what is left to those who are known there', async () => {
    env.LIMIT_API_ADDRESS_PER_SECOND = 1;
    await untilRefused(() => list(null));
    expect((await list(acme.user)).status).toBe(200);
  });
});
