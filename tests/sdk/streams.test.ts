// Answers that arrive piece by piece: a job that is followed over broken connections, and the file of failed rows.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { importRows, jobs } from '../../db/schema/index.ts';
import { ApiError, ConnectionError, createClient, type Client } from '../../sdk/src/index.ts';
import { givenImport } from '../imports/importing.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeTenant, type TestTenant } from '../support/factories.ts';
import { breakRoad, type Road } from './broken-road.ts';
import { clientOf, keyOf } from './caller.ts';

let database: TestDatabase;
let api: Api;
let road: Road;
let acme: TestTenant;
let crm: Client;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  road = await breakRoad(api.url);
  acme = await makeTenant();
  crm = await clientOf(road.url, acme.admin);
});
beforeEach(() => road.plan());

const refusal = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => expect.fail('was not refused'),
    (error: unknown) => error,
  );

describe('a job that is followed', () => {
  let id: string;

  beforeEach(async () => {
    id = uuidv7();
    const { tenantId } = acme;
    await arrange(acme, (tx) =>
      tx.insert(jobs).values({ tenantId, id, type: 'import.run', status: 'running', total: 10 }),
    );
  });

  const reach = (done: number, status = 'running') =>
    database.admin`update crm.jobs set done = ${done}, status = ${status} where id = ${id}`;

  /** Follows to the end; the job goes on each time it was seen. */
  async function seen(client = crm, options = {}): Promise<(string | number)[]> {
    const states: (string | number)[] = [];
    for await (const job of client.jobs.follow({ id }, options)) {
      states.push(job.status === 'running' ? job.done : job.status);
      if (job.status === 'running') await (job.done < 2 ? reach(job.done + 1) : reach(10, 'done'));
    }
    return states;
  }

  test('is answered in each new state, to its end', async () => {
    expect(await seen()).toEqual([0, 1, 2, 'done']);
    expect(road.seen).toHaveLength(1);
    expect(await seen()).toEqual(['done']);
  });

  test('is found again when the connection breaks or the server is away, and no state comes twice', async () => {
    road.plan('cut answer', { status: 503 }, 'cut answer', 'lost request');
    expect(await seen()).toEqual([0, 1, 2, 'done']);
    expect(road.seen.length).toBeGreaterThanOrEqual(5);
  });

  test('is given up when connection after connection brings nothing new', async () => {
    road.plan('cut answer', 'cut answer', 'cut answer');
    const states: number[] = [];
    const walk = async () => {
      for await (const job of crm.jobs.follow({ id }, { retries: 1 })) states.push(job.done);
    };
    expect(await refusal(walk())).toBeInstanceOf(ConnectionError);
    expect([states, road.seen.length]).toEqual([[0], 2]);
  });

  test('is given up, too, when nothing comes for longer than the deadline', async () => {
    const walk = async () => {
      for await (const job of crm.jobs.follow({ id }, { retries: 0, timeoutMs: 150 }))
        expect(job.done).toBe(0);
    };
    expect(await refusal(walk())).toBeInstanceOf(ConnectionError);
  });

  test('is left by an abort, with its reason', async () => {
    const leaving = new AbortController();
    const reason = new Error('seen enough');
    const walk = async () => {
      for await (const job of crm.jobs.follow({ id }, { signal: leaving.signal })) {
        expect(job.done).toBe(0);
        leaving.abort(reason);
      }
    };
    expect(await refusal(walk())).toBe(reason);
  });

  test('is left by leaving the loop', async () => {
    for await (const job of crm.jobs.follow({ id })) {
      expect(job.total).toBe(10);
      break;
    }
    expect(road.seen).toHaveLength(1);
  });

  test('is not there for another tenant, nor for nobody', async () => {
    const other = await clientOf(road.url, (await makeTenant()).admin);
    expect(await refusal(seen(other))).toMatchObject({ status: 404, slug: 'job.not_found' });
    const nobody = createClient({ url: road.url, apiKey: 'sf_live_nobody' });
    expect(await refusal(seen(nobody))).toBeInstanceOf(ApiError);
  });
});

describe('the file of failed rows', () => {
  let id: string;

  beforeAll(async () => {
    id = await givenImport(acme, 'Name,Email\r\nAda,ada@example.test\r\nBob,nobody@\r\n');
    const { tenantId } = acme;
    const row = { tenantId, importId: id, phase: 'preview', lineNo: 3 } as const;
    const issues = [{ code: 'email', column: 'Email', reason: 'No address.', suggestion: 'Correct it.' }];
    await arrange(acme, (tx) =>
      tx.insert(importRows).values({ ...row, rowNo: 2, outcome: 'fail', cells: ['Bob', 'nobody@'], issues }),
    );
  });

  test('comes with its name, as a whole or in pieces', async () => {
    const file = await crm.imports.errors({ id });
    expect(file.fileName).toMatch(/failed rows\.csv$/);
    const text = await file.text();
    expect(text).toContain('Bob,nobody@,3,Email,No address.,Correct it.');
    const { body } = await crm.imports.errors({ id, outcome: 'fail' });
    const streamed = await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).text();
    expect(streamed).toBe(text);
    expect(await (await crm.imports.errors({ id, outcome: 'skip' })).text()).not.toContain('Bob');
  });

  test('is asked for again when the request is lost, and refused like anything else', async () => {
    road.plan('lost request', { status: 503, headers: { 'retry-after': '0' } });
    expect(await (await crm.imports.errors({ id })).text()).toContain('Bob');
    const key = await keyOf((await makeTenant()).admin);
    const stranger = createClient({ url: road.url, apiKey: key });
    expect(await refusal(stranger.imports.errors({ id }))).toMatchObject({ status: 404 });
    const wrong = crm.imports.errors({ id, outcome: 'create' as never });
    expect(await refusal(wrong)).toMatchObject({ status: 400, error: 'BadRequest' });
  });

  test('is not begun after an abort', async () => {
    const reason = new Error('not needed');
    const aborted = crm.imports.errors({ id }, { signal: AbortSignal.abort(reason) });
    expect(await refusal(aborted)).toBe(reason);
    expect(road.seen).toEqual([]);
  });
});
