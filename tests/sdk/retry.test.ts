// What happens on the way is repeated, and a write that is repeated has exactly one effect.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ApiError, ConnectionError, type Client } from '../../sdk/src/index.ts';
import { secondsIn } from '../../sdk/src/errors.ts';
import { pause, waitBefore } from '../../sdk/src/retry.ts';
import type { Outcome } from '../../sdk/src/transport.ts';
import { startApi } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';
import { breakRoad, type Mishap, type Road } from './broken-road.ts';
import { clientOf } from './caller.ts';

let database: TestDatabase;
let acme: TestTenant;
let road: Road;
let crm: Client;
const outcomes: Outcome[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  road = await breakRoad((await startApi()).url);
  acme = await makeTenant();
  crm = await clientOf(road.url, acme.admin, { onResponse: (outcome) => outcomes.push(outcome) });
});
beforeEach(() => {
  road.plan();
  outcomes.length = 0;
});

const leadsCalled = async (name: string): Promise<string[]> => {
  const rows = await database.admin`select id from crm.leads where name = ${name}`;
  return rows.map((row) => row['id'] as string);
};
const keysSeen = (): Set<unknown> => new Set(road.seen.map(({ headers }) => headers['idempotency-key']));
const at = (status: number): Mishap => ({ status, headers: { 'retry-after': '0' } });

describe('a write', () => {
  test.each<[string, Mishap[], (number | undefined)[]]>([
    ['whose request was lost', ['lost request'], [undefined, 200]],
    ['whose answer was lost', ['lost answer'], [undefined, 200]],
    ['whose answer broke off', ['cut answer'], [undefined, 200]],
    ['that met a restart', [at(503)], [503, 200]],
    ['that came too often', [at(429)], [429, 200]],
    ['that met a bad gateway', [{ status: 502 }], [502, 200]],
    [
      'that met one after the other',
      ['lost answer', at(503), 'lost request'],
      [undefined, 503, undefined, 200],
    ],
  ])('%s is repeated under its key and has one effect', async (name, mishaps, expected) => {
    road.plan(...mishaps);
    const { id } = await crm.leads.create({ name });
    expect(await leadsCalled(name)).toEqual([id]);
    expect(outcomes.map(({ status }) => status)).toEqual(expected);
    expect(road.seen).toHaveLength(expected.length);
    expect([...keysSeen()]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  test('that fails to the end says so, and the same key later still has one effect', async () => {
    const idempotencyKey = 'order-4711';
    road.plan('lost answer', 'lost answer');
    const lost = crm.leads.create({ name: 'Kept Key' }, { idempotencyKey, retries: 1 });
    await expect(lost).rejects.toThrow(ConnectionError);
    const { id } = await crm.leads.create({ name: 'Kept Key' }, { idempotencyKey });
    expect(await leadsCalled('Kept Key')).toEqual([id]);
    await expect(crm.leads.create({ name: 'Another' }, { idempotencyKey })).rejects.toMatchObject({
      status: 422,
    });
  });

  test('with a file is repeated too: one import, whatever happened on the way', async () => {
    const importer = await clientOf(road.url, (await makeTenant()).admin);
    road.plan('lost answer', at(503));
    const { jobId } = await importer.leads.import({ file: new File(['Name\nNora\n'], 'leads.csv') });
    expect((await importer.imports.list()).items).toMatchObject([{ jobId }]);
  });

  test('made twice is two writes: each call has a key of its own', async () => {
    await crm.leads.create({ name: 'Twice' });
    await crm.leads.create({ name: 'Twice' });
    expect(await leadsCalled('Twice')).toHaveLength(2);
  });

  test('that is refused is not repeated', async () => {
    await expect(crm.leads.create({ name: '' })).rejects.toMatchObject({ status: 422 });
    expect(road.seen).toHaveLength(1);
  });
});

describe('a read', () => {
  test('is repeated without a key, three times unless told otherwise', async () => {
    road.plan(at(503), at(503), at(503));
    await crm.leads.list();
    expect(outcomes.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
    expect([...keysSeen()]).toEqual([undefined]);
    expect(new Set(outcomes.map(({ requestId }) => requestId)).size).toBe(1);
    road.plan(at(503), at(503), at(503), at(503));
    await expect(crm.leads.list()).rejects.toMatchObject({ status: 503, error: 'Unavailable' });
    road.plan(at(503));
    await expect(crm.leads.list({}, { retries: 0 })).rejects.toThrow(ApiError);
  });

  test('that gets no answer in time is repeated, and says so when it is the last', async () => {
    road.plan('silence');
    await crm.leads.list({}, { timeoutMs: 1_500 });
    expect(outcomes.map(({ status }) => status)).toEqual([undefined, 200]);
    road.plan('silence');
    const late = crm.leads.list({}, { timeoutMs: 50, retries: 0 });
    await expect(late).rejects.toThrow('StreamFlow did not answer in time (leads.list).');
  });

  test('is ended by its signal while it waits for the answer and while it waits to try again', async () => {
    for (const mishap of ['silence', { status: 503, headers: { 'retry-after': '30' } }] as const) {
      const leaving = new AbortController();
      road.plan(mishap);
      const call = crm.leads.list({}, { signal: leaving.signal });
      await expect.poll(() => road.seen.length).toBe(1);
      const reason = new Error('closed');
      leaving.abort(reason);
      await expect(call).rejects.toBe(reason);
      expect(road.seen).toHaveLength(1);
    }
  });

  test('answered with something that is no answer of ours is a refusal with that status', async () => {
    road.plan({
      status: 403,
      body: '<h1>Blocked by the proxy</h1>',
      headers: { 'x-request-id': 'of-the-proxy' },
    });
    await expect(crm.leads.list()).rejects.toMatchObject({
      status: 403,
      error: 'Forbidden',
      message: 'The server answered 403.',
      requestId: 'of-the-proxy',
      slug: undefined,
    });
    road.plan({ status: 404, body: 'null' });
    await expect(crm.leads.list({}, { requestId: 'mine-0002' })).rejects.toMatchObject({
      requestId: 'mine-0002',
    });
  });
});

describe('the wait before the next attempt', () => {
  const refused = (status: number, retryAfter?: number): ApiError =>
    new ApiError(status, { error: 'Unavailable', message: '', requestId: '' }, retryAfter);
  const lost = new ConnectionError('', '', undefined);

  test('doubles, up to a limit, half of it by chance', () => {
    const waits = (chance: number) => [1, 2, 3, 9].map((attempt) => waitBefore(lost, attempt, () => chance));
    expect(waits(1)).toEqual([250, 500, 1_000, 8_000]);
    expect(waits(0)).toEqual([125, 250, 500, 4_000]);
  });

  test('is never shorter than what Retry-After asks for, and none when that is too long', () => {
    expect(waitBefore(refused(429, 7), 1, () => 0)).toBe(7_125);
    expect(waitBefore(refused(503, 61), 1)).toBeUndefined();
  });

  test.each([
    [500, undefined, true],
    [502, undefined, true],
    [429, undefined, true],
    [409, 1, true],
    [409, undefined, false],
    [423, 30, false],
    [400, undefined, false],
    [404, undefined, false],
    [422, undefined, false],
  ])('after %i with Retry-After %s: %s', (status, retryAfter, isRepeated) => {
    expect(waitBefore(refused(status, retryAfter), 1) !== undefined).toBe(isRepeated);
  });

  test('knows no mistake of the program', () => expect(waitBefore(new TypeError('x'), 1)).toBeUndefined());

  test('ends at once when it is aborted already', async () => {
    const reason = new Error('gone');
    await expect(pause(60_000, AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test('is read from seconds and from dates', () => {
    const now = Date.parse('2026-05-01T12:00:00Z');
    expect(secondsIn('120', now)).toBe(120);
    expect(secondsIn('Fri, 01 May 2026 12:00:30 GMT', now)).toBe(30);
    expect(secondsIn('Fri, 01 May 2026 11:00:00 GMT', now)).toBe(0);
    for (const none of [null, '', 'soon']) expect(secondsIn(none, now)).toBeUndefined();
  });
});
