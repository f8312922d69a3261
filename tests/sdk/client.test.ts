// The client against the real server, as a tenant's program: what it does, what it is refused, and how it says so.
import { beforeAll, describe, expect, test } from 'vitest';
import { ApiError, ConnectionError, createClient, type Client } from '../../sdk/src/index.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeLead, makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import { clientOf, keyOf } from './caller.ts';

let api: Api;
let acme: TestTenant;
let globex: TestTenant;
let crm: Client;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  [acme, globex] = [await makeTenant(), await makeTenant()];
  crm = await clientOf(api.url, acme.admin);
});

/** The refusal of a call that must be refused. */
const refusal = (call: Promise<unknown>): Promise<ApiError> =>
  call.then(
    () => expect.fail('was not refused'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ApiError);
      return error as ApiError;
    },
  );

describe('a lead', () => {
  test('is created, read, found, changed, archived, brought back and deleted', async () => {
    const { id } = await crm.leads.create({ name: 'Ada Lovelace', email: 'ada@example.test', score: 70 });
    const lead = await crm.leads.get({ id });
    expect(lead).toMatchObject({ name: 'Ada Lovelace', email: 'ada@example.test', score: 70, version: 1 });
    expect((await crm.leads.list({ q: 'lovelace' })).items.map((found) => found.id)).toEqual([id]);

    const changed = await crm.leads.update({ id, version: lead.version, company: 'Engines' });
    expect((await crm.leads.get({ id })).company).toBe('Engines');
    await crm.leads.archive({ id, version: changed.version });
    expect((await crm.leads.get({ id })).archived).toBe(true);
    await crm.leads.restore({ id });
    const { version } = await crm.leads.get({ id });
    await crm.leads.delete({ id, version });
    expect(await refusal(crm.leads.get({ id }))).toMatchObject({ status: 404 });
  });

  test('has notes, a timeline and tasks', async () => {
    const { id } = await crm.leads.create({ name: 'Grace Hopper' });
    await crm.leads.addNote({ id, body: 'Called, wants a compiler.' });
    const bodies: (string | null)[] = [];
    for await (const entry of crm.leads.activities.iterate({ id })) bodies.push(entry.body);
    expect(bodies).toContain('Called, wants a compiler.');
    const task = await crm.tasks.create({ title: 'Send the offer', leadId: id });
    const { items } = await crm.tasks.ofLead({ id });
    expect(items).toMatchObject([{ id: task.id, title: 'Send the offer', status: 'open' }]);
    await crm.tasks.setDone({ id: task.id, version: items[0]!.version });
    expect((await crm.tasks.ofLead({ id })).items[0]!.status).toBe('done');
  });

  test('is only tried out in a dry run', async () => {
    const { id } = await crm.leads.create({ name: 'Nobody At All' }, { dryRun: true });
    expect(await refusal(crm.leads.get({ id }))).toMatchObject({ status: 404 });
  });
});

test('calls without input are made with options alone', async () => {
  const me = await crm.me({ requestId: 'the-night-run-1' });
  expect(me).toMatchObject({ tenant: { id: acme.tenantId }, roles: ['admin'] });
  expect((await crm.leads.options()).stages.length).toBeGreaterThan(0);
  expect(await crm.jobs.list()).toEqual({ items: [] });
  expect(await crm.imports.list()).toEqual({ items: [] });
});

describe('a file of leads', () => {
  const csv = new File(['Mail,Who\nnora@example.test,Nora\n'], 'enquiries.csv', { type: 'text/csv' });

  test('is taken with its decisions, and the job can be watched', async () => {
    const importer = await clientOf(api.url, (await makeTenant()).admin);
    const mapping = { Mail: 'email', Who: 'name' };
    const { jobId } = await importer.leads.import({ file: csv, policy: 'skip', mapping });
    expect(await importer.jobs.get({ id: jobId })).toMatchObject({ status: 'queued' });
    const { items } = await importer.imports.list();
    expect(items).toMatchObject([{ fileName: 'enquiries.csv', jobId }]);
    expect(await importer.imports.get({ id: items[0]!.id })).toMatchObject({ duplicates: 'skip' });
  });

  test('is refused like anything else', async () => {
    const [empty, binary] = [new File([], 'leads.csv'), new File([new Uint8Array(600)], 'leads.csv')];
    expect(await refusal(crm.leads.import({ file: empty }))).toMatchObject({
      status: 422,
      slug: 'import.empty',
    });
    expect(await refusal(crm.leads.import({ file: binary }))).toMatchObject({ status: 415 });
    const wrong = crm.leads.import({ file: csv, mapping: { Mail: 'shoe' } });
    expect((await refusal(wrong)).details).toHaveProperty('mapping');
  });
});

describe('pages', () => {
  test('are walked to the end, each record once, in the order of the list', async () => {
    const ids = await makeLeads(
      globex,
      Array.from({ length: 23 }, (_, at) => ({ name: `Walker ${String(at).padStart(2, '0')}` })),
    );
    const walker = await clientOf(api.url, globex.admin);
    const walked: string[] = [];
    for await (const lead of walker.leads.iterate({ sort: 'name', limit: 5 })) walked.push(lead.id);
    expect(walked).toEqual(ids);
    const third = await walker.leads.list({ sort: 'name', limit: 5 });
    const rest: string[] = [];
    for await (const lead of walker.leads.list.iterate({ sort: 'name', after: third.next! }))
      rest.push(lead.id);
    expect(rest).toEqual(ids.slice(5));
  });

  test('are asked for only as far as one walks', async () => {
    const calls: string[] = [];
    const walker = await clientOf(api.url, globex.admin, { onRequest: ({ call }) => calls.push(call) });
    for await (const lead of walker.leads.iterate({ sort: 'name', limit: 2 }))
      if (lead.name === 'Walker 02') break;
    expect(calls).toEqual(['leads.list', 'leads.list']);
  });
});

describe('a refusal carries the envelope', () => {
  test('401: the key is nobody’s', async () => {
    const nobody = createClient({ url: api.url, apiKey: 'sf_live_nobody' });
    expect(await refusal(nobody.leads.list())).toMatchObject({
      status: 401,
      error: 'Unauthorized',
      slug: 'auth.required',
      details: {},
    });
  });

  test('403: the key’s scopes do not reach, and the permission is named', async () => {
    const key = await keyOf(acme.admin, { scopes: ['lead:read'] });
    const reader = createClient({ url: api.url, apiKey: key });
    await reader.leads.list();
    expect(await refusal(reader.leads.create({ name: 'No' }))).toMatchObject({
      status: 403,
      error: 'Forbidden',
      slug: 'auth.forbidden',
      data: { permission: 'lead:create' },
    });
  });

  test('404: another tenant’s lead', async () => {
    const id = await makeLead(globex);
    expect(await refusal(crm.leads.get({ id }))).toMatchObject({ status: 404, slug: 'lead.not_found' });
  });

  test('409: a taken e-mail, and a version that is old', async () => {
    const { id } = await crm.leads.create({ name: 'First', email: 'taken@example.test' });
    const taken = await refusal(crm.leads.create({ name: 'Second', email: 'taken@example.test' }));
    expect(taken).toMatchObject({ status: 409, error: 'Conflict', slug: 'lead.email_taken' });
    expect(JSON.stringify(taken.data)).toContain(id);
    await crm.leads.update({ id, version: 1, title: 'CTO' });
    const stale = await refusal(crm.leads.update({ id, version: 1, title: 'CEO' }));
    expect(stale).toMatchObject({ status: 409, slug: 'record.stale' });
  });

  test('422: field by field', async () => {
    const wrong = await refusal(crm.leads.create({ name: ' ', email: 'no-address', score: 101 }));
    expect(wrong).toMatchObject({ status: 422, error: 'Unprocessable', slug: 'input.invalid' });
    expect(Object.keys(wrong.details).sort()).toEqual(['email', 'name', 'score']);
  });

  test('400: a filter that does not exist', async () => {
    const wrong = await refusal(crm.leads.list({ f: ['shoe.is.large'] }));
    expect(wrong).toMatchObject({ status: 400, slug: 'list.grammar' });
    expect(wrong.details['f']![0]).toContain('Unknown filter field "shoe"');
  });

  test('413: refused by the edge, before any procedure', async () => {
    const large = await refusal(crm.leads.create({ name: 'x'.repeat(2_000_000) }));
    expect(large).toMatchObject({ status: 413, error: 'PayloadTooLarge', slug: 'body.too_large' });
  });

  test('and the request id, the caller’s own where given', async () => {
    const id = acme.tenantId;
    expect((await refusal(crm.leads.get({ id }, { requestId: 'mine-0001' }))).requestId).toBe('mine-0001');
    expect((await refusal(crm.leads.get({ id }))).requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('an abort', () => {
  test('before the call sends nothing and rejects with the reason', async () => {
    const sent: string[] = [];
    const aborted = await clientOf(api.url, acme.admin, { onRequest: ({ call }) => sent.push(call) });
    const reason = new Error('not needed any more');
    await expect(aborted.leads.list({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(sent).toEqual([]);
  });

  test('ends a walk over pages', async () => {
    const leaving = new AbortController();
    const walk = async (): Promise<void> => {
      for await (const lead of (await clientOf(api.url, globex.admin)).leads.iterate(
        { limit: 1 },
        { signal: leaving.signal },
      ))
        leaving.abort(new Error(`enough after ${lead.id.length}`));
    };
    await expect(walk()).rejects.toThrow('enough after 36');
  });
});

test('a server that is not there is a ConnectionError with its cause', async () => {
  const lost = createClient({ url: 'http://127.0.0.1:1', apiKey: 'sf_live_x', retries: 0 });
  const error: unknown = await lost.me({ requestId: 'lost-0001' }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ requestId: 'lost-0001', cause: expect.any(Error) as Error });
});
