// One lead through every layer: by the typed client and by REST, audited, worked on by a job, unseen by the neighbour.
import { beforeAll, expect, it } from 'vitest';
import { keptMails } from '../../server/auth/mail-outbox.ts';
import { runJobs } from '../support/jobs.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeTenant, type TestTenant } from '../support/factories.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let globex: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  [acme, globex] = [await makeTenant(), await makeTenant()];
});

it('a lead made by the typed client is read by REST, and the neighbour gets 404', async () => {
  const { id } = await api
    .client(acme.user)
    .leads.create.mutate({ name: 'Ada Lovelace', email: 'ada@engine.example' });

  const own = await api.rest(acme.user)('GET', `/leads/${id}`);
  expect(own.status).toBe(200);
  expect(own.body).toMatchObject({
    id,
    name: 'Ada Lovelace',
    email: 'ada@engine.example',
    version: 1,
    owner: { id: acme.user.userId },
  });

  const foreign = await api.rest(globex.admin)('GET', `/leads/${id}`);
  expect(foreign.status).toBe(404);
  expect(foreign.body).toMatchObject({ error: 'NotFound' });
});

it('a lead made by REST answers 201 with its address and is found by its words at once', async () => {
  const made = await api.rest(acme.user)<{ id: string }>('POST', '/leads', {
    name: 'Grace Hopper',
    company: 'Eckert–Mauchly',
  });
  expect(made.status).toBe(201);
  expect(made.headers.get('location')).toBe(`/api/leads/${made.body.id}`);

  const found = await api.rest(acme.user)<{ items: { id: string }[]; count: number }>(
    'GET',
    '/leads?q=eckert%20gra',
  );
  expect(found.body.items.map(({ id }) => id)).toEqual([made.body.id]);
  expect(found.body.count).toBe(1);

  const elsewhere = await api.rest(globex.admin)<{ items: unknown[] }>('GET', '/leads?q=eckert');
  expect(elsewhere.body.items).toEqual([]);
});

it('the creation is in the audit log with who, through which door, and in which request', async () => {
  const made = await api.rest(acme.user)<{ id: string }>(
    'POST',
    '/leads',
    { name: 'Audited' },
    { 'X-Request-Id': 'audit-me-please' },
  );
  const events = await database.admin`
    select actor, user_id, source, request_id, action from audit.event where noun = 'lead' and ids @> array[${made.body.id}::uuid]`;
  expect([...events]).toEqual([
    {
      actor: 'user',
      user_id: acme.user.userId,
      source: 'api',
      request_id: 'audit-me-please',
      action: 'created',
    },
  ]);
});

it('a lead given to somebody else makes a job that writes them a mail, once', async () => {
  await api.client(acme.manager).leads.create.mutate({ name: 'For a colleague', ownerId: acme.user.userId });
  await runJobs(database);
  await runJobs(database);
  const mails = (await keptMails()).filter(({ to }) => to === acme.user.email);
  expect(mails.map(({ subject }) => subject)).toEqual(['For a colleague is yours now']);
});

it('a dry run says what it would have made and keeps nothing', async () => {
  const dry = await api.rest(acme.user)(
    'POST',
    '/leads',
    { name: 'Only pretending' },
    { 'X-Dry-Run': 'true' },
  );
  expect(dry.status).toBe(200);
  expect(dry.headers.get('x-dry-run')).toBe('true');
  const found = await api.rest(acme.user)<{ count: number }>('GET', '/leads?q=pretending');
  expect(found.body.count).toBe(0);
});
