// A mutation repeated under its key: one effect, one answer, at every door.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import { idempotencyKeys } from '../../db/schema/index.ts';
import { withTenant } from '../../db/tenant.ts';
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { startApi, type Answer, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { hashOf } from '../../server/trpc/idempotency-key.ts';
import { insertImport } from '../support/records.ts';
import { runJobs } from '../support/jobs.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let key: string;

beforeAll(async () => {
  database = await createTestDatabase({ isPatient: true });
  api = await startApi();
  acme = await makeTenant();
});
beforeEach(() => {
  key = randomUUID();
});

type Body = Record<string, unknown>;
const create = (
  body: Body,
  headers: Record<string, string> = { 'Idempotency-Key': key },
  person = acme.user,
) => api.rest(person)('POST', '/leads', body, headers);

async function countOf(name: string): Promise<number> {
  const [row] = await database.admin`select count(*)::int as count from crm.leads where name = ${name}`;
  return (row as { count: number }).count;
}

async function keptKeys(of: string): Promise<number> {
  const [row] = await database.admin`
    select count(*)::int as count from crm.idempotency_keys where key = ${of}`;
  return (row as { count: number }).count;
}

const replayed = ({ headers }: Answer<unknown>): string | null => headers.get('idempotent-replayed');

describe('the same call with the same key', () => {
  it('has one effect and answers the same bytes, status and address', async () => {
    const name = `Once ${key}`;
    const answers = [await create({ name }), await create({ name })];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(answers[1]?.headers.get('location')).toBe(answers[0]?.headers.get('location'));
    expect(answers.map(replayed)).toEqual([null, 'true']);
    expect(await countOf(name)).toBe(1);
  });

  it('is the same whichever header it is in, and however its fields are ordered', async () => {
    const name = `Either ${key}`;
    const first = await create({ name, company: 'A' }, { 'X-Idempotency-Key': key });
    const second = await create({ company: 'A', name }, { 'Idempotency-Key': key });
    expect(second.body).toEqual(first.body);
    expect(replayed(second)).toBe('true');
    const both = await create({ name, company: 'A' }, { 'Idempotency-Key': key, 'X-Idempotency-Key': key });
    expect(replayed(both)).toBe('true');
  });

  it('keeps the status of a deletion, which has no body', async () => {
    const id = await makeLead(acme, { ownerId: acme.admin.userId });
    const remove = () =>
      api.rest(acme.admin)('DELETE', `/leads/${id}?version=1`, undefined, { 'Idempotency-Key': key });
    const answers = [await remove(), await remove()];
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    expect(answers.map(replayed)).toEqual([null, 'true']);
  });

  it('answers the typed client the same', async () => {
    const name = `Typed ${key}`;
    const post = async () => {
      const response = await fetch(`${api.url}/api/trpc/leads.create`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${await api.bearer(acme.user)}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': key,
        },
        body: JSON.stringify({ name }),
      });
      return { text: await response.text(), again: response.headers.get('idempotent-replayed') };
    };
    const [first, second] = [await post(), await post()];
    expect(second).toEqual({ text: first.text, again: 'true' });
    expect(await countOf(name)).toBe(1);
  });

  it('fifty times at once has one effect; whoever is not answered is told to wait', async () => {
    const name = `Fifty ${key}`;
    const answers = await Promise.all(Array.from({ length: 50 }, () => create({ name })));
    const good = answers.filter(({ status }) => status === 201);
    expect(good.length).toBeGreaterThan(0);
    expect(new Set(good.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    for (const { status, headers } of answers.filter((answer) => !good.includes(answer))) {
      expect(status).toBe(409);
      expect(headers.get('retry-after')).toMatch(/^\d+$/);
    }
    expect(await countOf(name)).toBe(1);
  });
});

describe('the same key with another call', () => {
  it('is a 422 that names the key, and does nothing', async () => {
    const [first, other] = [`First ${key}`, `Other ${key}`];
    await create({ name: first });
    const answer = await create({ name: other });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ details: { idempotencyKey: [expect.any(String)] } });
    expect(await countOf(other)).toBe(0);
  });

  it('is one too when only the operation or the door is another', async () => {
    const id = await makeLead(acme, { ownerId: acme.user.userId });
    const body = { version: 1 };
    const archive = await api.rest(acme.user)('POST', `/leads/${id}/archive`, body, {
      'Idempotency-Key': key,
    });
    expect(archive.status).toBe(200);
    const patch = await api.rest(acme.user)('PATCH', `/leads/${id}`, body, { 'Idempotency-Key': key });
    expect(patch.status).toBe(422);
    const typed = await fetch(`${api.url}/api/trpc/leads.archive`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await api.bearer(acme.user)}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      body: JSON.stringify({ id, version: 1 }),
    });
    expect(typed.status).toBe(422);
  });
});

describe('a key', () => {
  it('of somebody else repeats nothing, nor does a user’s in the hands of their own API key', async () => {
    const name = `Mine ${key}`;
    const { tenantId, userId } = acme.user;
    const made = await withAuth((tx) => createApiKey(tx, { tenantId, userId, name: 'A program' }));
    const withToken = { 'Idempotency-Key': key, Authorization: `Bearer ${made.key}` };
    const answers = [
      await create({ name }),
      await create({ name }, undefined, acme.manager),
      await create({ name }, withToken),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(3);
    expect(answers.map(replayed)).toEqual([null, null, null]);
  });

  const wrong: [string, Record<string, string>][] = [
    ['empty', { 'Idempotency-Key': '' }],
    ['longer than 255', { 'Idempotency-Key': 'x'.repeat(256) }],
    ['of unprintable characters', { 'Idempotency-Key': 'caf\u00e9' }],
    ['sent twice and differing', { 'Idempotency-Key': 'one', 'X-Idempotency-Key': 'two' }],
  ];
  it.each(wrong)('%s is a 400', async (_how, headers) => {
    const answer = await create({ name: `Wrong ${key}` }, headers);
    expect([answer.status, answer.body['error']]).toEqual([400, 'BadRequest']);
    expect(await countOf(`Wrong ${key}`)).toBe(0);
  });

  it('over a batch of several calls is a 400', async () => {
    const response = await fetch(`${api.url}/api/trpc/leads.create,leads.create?batch=1`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await api.bearer(acme.user)}`,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
      body: JSON.stringify({ 0: { name: `Batch ${key}` }, 1: { name: `Batch ${key}` } }),
    });
    expect(response.status).toBe(400);
    expect(await countOf(`Batch ${key}`)).toBe(0);
  });

  it('of 255 characters is one', async () => {
    const long = key.padEnd(255, '~');
    await create({ name: `Long ${key}` }, { 'Idempotency-Key': long });
    expect(await keptKeys(long)).toBe(1);
  });

  it('is not used up by a refusal, nor by a dry run', async () => {
    const refused = await create({ name: '' });
    expect(refused.status).toBe(422);
    const dry = await create({ name: `Dry ${key}` }, { 'Idempotency-Key': key, 'X-Dry-Run': 'true' });
    expect(dry.status).toBe(200);
    expect(await keptKeys(key)).toBe(0);
    expect((await create({ name: `Dry ${key}` })).status).toBe(201);
    expect(await keptKeys(key)).toBe(1);
  });

  it('does not let a lost permission or session repeat an answer', async () => {
    const { user } = await makeTenant();
    const body = { name: `Gone ${key}` };
    expect((await create(body, undefined, user)).status).toBe(201);
    await database.admin`update auth.sessions set revoked_at = now() where id = ${user.sid}`;
    expect((await create(body, undefined, user)).status).toBe(401);
  });

  it('that is being worked on is a 409 with Retry-After, and nothing is done', async () => {
    const name = `Busy ${key}`;
    await database.admin
      .begin(async (sql) => {
        await sql`insert into crm.idempotency_keys (tenant_id, principal_id, key, method_path, request_hash)
                values (${acme.tenantId}, ${`user:${acme.user.userId}`}, ${key}, 'rest leads.create', '')`;
        const answer = await create({ name });
        expect([answer.status, answer.headers.get('retry-after')]).toEqual([409, '1']);
        throw new Error('the other call fails');
      })
      .catch(() => undefined);
    expect((await create({ name })).status).toBe(201);
    expect(await countOf(name)).toBe(1);
  });

  it('is held through work of several steps: meanwhile a 409, given back by a refusal, free after a minute', async () => {
    const importId = await insertImport(acme);
    const configure = () =>
      api.rest(acme.user)('POST', `/imports/${importId}/configure`, {}, { 'Idempotency-Key': key });
    // its file is nowhere, so it is refused or fails, and nothing is kept
    expect((await configure()).status).toBeGreaterThanOrEqual(400);
    expect(await keptKeys(key)).toBe(0);
    const hold = async (age: string) =>
      database.admin`
        insert into crm.idempotency_keys (tenant_id, principal_id, key, method_path, request_hash, created_at)
        values (${acme.tenantId}, ${`user:${acme.user.userId}`}, ${key}, 'rest imports.configure',
                ${hashOf({ id: importId })}, now() - ${age}::interval)`;
    await hold('59 seconds');
    expect([(await configure()).status, await keptKeys(key)]).toEqual([409, 1]);
    await database.admin`delete from crm.idempotency_keys where key = ${key}`;
    await hold('61 seconds');
    expect([(await configure()).status === 409, await keptKeys(key)]).toEqual([false, 0]);
  });

  it('is forgotten after a day: used again it is a new one, and the sweep removes the rest', async () => {
    const name = `Old ${key}`;
    const age = () =>
      database.admin`update crm.idempotency_keys set created_at = now() - interval '25 hours' where key = ${key}`;
    await create({ name });
    await age();
    expect(replayed(await create({ name }))).toBeNull();
    expect(replayed(await create({ name }))).toBe('true');
    expect(await countOf(name)).toBe(2);
    const fresh = randomUUID();
    await create({ name: `Fresh ${fresh}` }, { 'Idempotency-Key': fresh });
    await age();
    await database.admin`select graphile_worker.add_job('idempotency.sweep')`;
    await runJobs(database);
    expect([await keptKeys(key), await keptKeys(fresh)]).toEqual([0, 1]);
  });

  it('keeps its answer encrypted: the row tells nobody what was answered', async () => {
    const made = await create({ name: `Sealed ${key}` });
    const [row] = await database.admin<{ response_code: number; response_body: Buffer }[]>`
      select response_code, response_body from crm.idempotency_keys where key = ${key}`;
    expect(row?.response_code).toBe(201);
    expect(row?.response_body.toString('latin1')).not.toContain(String(made.body['id']));
  });

  it('of one tenant is invisible to another', async () => {
    await create({ name: `Walled ${key}` });
    const { user } = await makeTenant();
    const seen = await withTenant(user.context, { permission: null, readOnly: true }, (tx) =>
      tx.select().from(idempotencyKeys),
    );
    expect(seen).toEqual([]);
  });
});
