// Generated from the router: every mutation there is honours an idempotency key at every door, or is listed with a reason.
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCaller } from '../../server/trpc/caller.ts';
import { createReply, type Door, type RequestContext } from '../../server/trpc/context.ts';
import { formKey } from '../../server/trpc/idempotency-key.ts';
import { procedures } from '../../server/trpc/operations.ts';
import { csv, formBytes, send, type Upload } from '../imports/form.ts';
import { startApi, type Api } from '../support/api.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makePerson, makeTenant, type TestTenant } from '../support/factories.ts';
import { insertApiKey, insertEntry, insertOpportunity, insertRole, openSudo } from '../support/records.ts';
import { makeTask, newsInput } from './own-inputs.ts';
import { makeCustomer, makeDeal, salesOf } from '../support/deals.ts';
import { makeFile } from '../support/files.ts';
import { sampleInput } from '../support/sample-input.ts';
import { fieldInput, tagInput, teamInput, viewInput } from './made-inputs.ts';

/** Mutations of an account that take no key, each with what makes a repetition harmless. */
const KEYLESS: Readonly<Record<string, string>> = {
  'auth.login': 'answers credentials, which are never stored; another login is another session',
  'auth.requestLoginCode': 'answers the same to everybody, and mails are limited',
  'auth.loginByCode': 'a code works once',
  'auth.refresh': 'has its own rule for lost answers and races',
  'auth.register': 'nobody is known yet, and an e-mail address signs up once',
  'auth.verifyEmail': 'the link works once',
  'auth.resendVerification': 'answers the same to everybody, and mails are limited',
  'auth.requestReset': 'answers the same to everybody, and mails are limited',
  'auth.confirmReset': 'the link works once',
  'auth.acceptInvite': 'the link works once',
  'auth.logout': 'a session that has ended stays ended',
  'auth.logoutEverywhere': 'sessions that have ended stay ended',
  'auth.endSession': 'a session that has ended stays ended',
  'auth.endOtherSessions': 'sessions that have ended stay ended',
  'auth.chooseTenant': 'answers credentials, and choosing twice is choosing once',
  'auth.sudo': 'proving it again proves it again',
  'auth.saveProfile': 'the same values saved twice are saved once',
  'auth.changePassword': 'the same password set twice is set once',
  'auth.changeEmail': 'nothing changes before the link of the mail is followed',
  'auth.setUpFactor': 'answers a secret that is shown once and replaces the one before',
  'auth.confirmFactor': 'a code works once',
  'auth.removeFactor': 'what is removed stays removed',
  'auth.renewRecoveryCodes': 'answers secrets that are shown once and replace those before',
};

const mutations = procedures().filter(({ type }) => type === 'mutation');
const ofTenants = mutations.filter(({ meta }) => meta.requires !== 'public' && meta.requires !== 'account');

let database: TestDatabase;
let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

it('no mutation is without a key and without a reason for it', () => {
  const others = mutations.filter((mutation) => !ofTenants.includes(mutation)).map(({ name }) => name);
  expect(others.filter((name) => !(name in KEYLESS))).toEqual([]);
});

const doors: Door[] = ['rest', 'trpc', 'page'];
const LEADS = 'Name,Email\r\nAda,ada@example.test\r\n';

describe.each(doors)('at the door %s', (door) => {
  beforeAll(async () => {
    acme = await makeTenant();
  });

  it.each(ofTenants)('$name is done once and answered twice', async ({ name, inputs }) => {
    const input = await inputFor(name, inputs[0]);
    const key = randomUUID();
    const call = async () => {
      const context = contextOf(door, key);
      const data = await procedureOf(context, name)(input);
      return { data, again: context.reply.headers['Idempotent-Replayed'] };
    };
    const first = await call();
    const before = await writes();
    expect(first.again).toBeUndefined();
    expect(await call()).toEqual({ data: first.data, again: 'true' });
    expect(await writes()).toBe(before);
  });
});

describe('an upload', () => {
  beforeAll(async () => {
    acme = await makeTenant();
  });
  const upload = (path: string, headers: Record<string, string>, key?: string): Promise<Upload> =>
    send(
      api,
      acme.user,
      new Uint8Array(formBytes([csv(LEADS), ...(key ? [{ name: '_key', value: key }] : [])])),
      { path, headers },
    );

  it('by the API is taken once and answered twice; another file under its key is refused', async () => {
    const headers = { 'Idempotency-Key': randomUUID() };
    const answers = [await upload('/api/leads/import', headers), await upload('/api/leads/import', headers)];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect(answers[1]?.headers.get('idempotent-replayed')).toBe('true');
    expect(await countImports()).toBe(1);
    const other = new Uint8Array(formBytes([csv('Name\r\nGrace\r\n')]));
    expect((await send(api, acme.user, other, { headers })).status).toBe(422);
    expect(await countImports()).toBe(1);
  });

  it('by the page goes to the same import twice', async () => {
    const before = await countImports();
    const key = randomUUID();
    const answers = [await upload('/import/upload', {}, key), await upload('/import/upload', {}, key)];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(answers[1]?.headers.get('location')).toBe(answers[0]?.headers.get('location'));
    expect(await countImports()).toBe(before + 1);
  });

  it('with a wrong key is refused before it is taken', async () => {
    const answer = await upload('/api/leads/import', { 'Idempotency-Key': 'a', 'X-Idempotency-Key': 'b' });
    expect(answer.status).toBe(400);
  });
});

function contextOf(door: Door, key: string): RequestContext {
  const { accountId, sid, tenantId, userId } = acme.admin;
  return {
    edge: { requestId: 'idempotency-test', ip: '127.0.0.1', userAgent: 'vitest', door },
    principal: { kind: 'session', accountId, sid, epoch: 1, tenantId, userId },
    reply: createReply(),
    dryRun: false,
    idempotency: door === 'page' ? formKey(key) : { key },
  };
}

function procedureOf(context: RequestContext, name: string): (input: unknown) => Promise<unknown> {
  const found = name
    .split('.')
    .reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], createCaller(context));
  return found as (input: unknown) => Promise<unknown>;
}

const asAdmin = (name: string) => procedureOf(contextOf('rest', randomUUID()), name);

/** A valid input, with the records it speaks of made anew. */
async function inputFor(name: string, schema: unknown): Promise<unknown> {
  const [noun = ''] = name.split('.');
  if (noun === 'imports') return importInput(name);
  if (noun === 'roles') return roleInput(name, schema);
  if (noun === 'users') return userInput(name, schema);
  if (noun === 'apiKeys') return apiKeyInput(name);
  if (noun === 'calendar') await openSudo(acme.admin);
  if (noun === 'notifications') return newsInput(acme, name, schema);
  if (noun === 'customFields') return fieldInput(acme, name);
  if (noun === 'tags') return tagInput(asAdmin, name, schema);
  if (noun === 'views') return viewInput(asAdmin, name, schema);
  if (noun === 'teams') return teamInput(acme, name);
  if (/[cC]onver/.test(name)) return conversionInput(name);
  if (name === 'bulk.undo') return undoneEdit();
  if (name === 'tasks.bulkAll') return { list: 'bucket=overdue', do: 'done' };
  if (name.endsWith('.bulkAll')) return { list: 'q=ada', do: 'archive' };
  if (name === 'tasks.bulk') return { ids: [randomUUID()], do: 'done' };
  if (name.endsWith('.removeTag')) return removableTag(name, schema);
  if (name.endsWith('.deleteFile')) return makeFile(acme, noun);
  if (noun === 'opportunities' || noun === 'pipelines') return dealInput(name, schema);
  if (name === 'invites.withdraw' || name === 'invites.resend') {
    const create = procedureOf(contextOf('rest', randomUUID()), 'invites.create');
    return create({ email: `${randomUUID()}@example.test`, role: 'user' });
  }
  const leadId = await makeLead(acme, { ownerId: acme.admin.userId });
  const [source] = await database.admin<{ id: string }[]>`
    select id from crm.lead_sources where tenant_id = ${acme.tenantId} limit 1`;
  const { userId: ownerId } = acme.user;
  const organizationId = await makeOrganization(acme);
  const ids: Record<string, string> = {
    ownerId,
    assigneeId: ownerId,
    stageId: acme.stageId,
    leadId,
    sourceId: source?.id ?? '',
    organizationId,
    parentId: organizationId,
    ...(noun === 'tasks' && {
      contactId: await makeContact(acme),
      opportunityId: await insertOpportunity(acme),
    }),
  };
  const made: Readonly<Record<string, () => Promise<string>>> = {
    tasks: () => makeTask(acme),
    organizations: () => makeOrganization(acme),
    contacts: () => makeContact(acme),
    activities: () => insertEntry(acme, { leadId, authorId: acme.admin.userId }),
  };
  const own = (await made[noun]?.()) ?? leadId;
  const input = sampleInput(schema, (field) => ids[field] ?? own);
  if (name === 'tasks.snooze') return { ...(input as object), until: 'tomorrow' };
  const isNamed = /^organizations\.(create|replace|update)$/.test(name);
  return isNamed ? { ...(input as object), name: randomUUID(), parentId: null } : input;
}

async function dealInput(name: string, schema: unknown): Promise<unknown> {
  if (name === 'pipelines.create') return { name: `Pipeline ${randomUUID()}` };
  if (name.startsWith('pipelines.')) {
    const create = procedureOf(contextOf('rest', randomUUID()), 'pipelines.create');
    const { id } = (await create({ name: 'Another' })) as { id: string };
    return sampleInput(schema, () => id);
  }
  const own = await makeDeal(acme, { ownerId: acme.admin.userId });
  const stageId = (await salesOf(acme)).stage('proposal');
  const ids: Record<string, string> = { stageId, ownerId: acme.user.userId, ...(await makeCustomer(acme)) };
  return sampleInput(schema, (field) => ids[field] ?? own);
}

async function roleInput(name: string, schema: unknown): Promise<unknown> {
  const { id, key } = await insertRole(acme);
  return name === 'roles.assign' ? { id: acme.user.userId, role: key } : sampleInput(schema, () => id);
}

async function userInput(name: string, schema: unknown): Promise<unknown> {
  const { userId } = await makePerson(acme, 'user');
  if (name === 'users.endSessions')
    await database.admin`
      update auth.sessions set sudo_until = now() + interval '10 minutes' where id = ${acme.admin.sid}`;
  return sampleInput(schema, () => userId);
}

async function apiKeyInput(name: string): Promise<unknown> {
  await openSudo(acme.admin);
  return name === 'apiKeys.create'
    ? { name: 'Nightly sync', scopes: ['lead:read'] }
    : { id: await insertApiKey(acme) };
}

/** A lead of its own, converted where that is to be taken back. */
async function conversionInput(name: string): Promise<unknown> {
  const input = { id: await makeLead(acme, { ownerId: acme.admin.userId }), version: 1 };
  if (name === 'leads.convert') return input;
  await procedureOf(contextOf('rest', randomUUID()), 'leads.convert')(input);
  return { id: input.id };
}

/** A record that has the tag which is to be taken off. */
async function removableTag(name: string, schema: unknown): Promise<unknown> {
  const add = name.replace('removeTag', 'addTag');
  const { id } = (await inputFor(add, schema)) as { id: string };
  const tag = await procedureOf(contextOf('rest', randomUUID()), add)({ id, name: 'Hot' });
  return { id, tagId: (tag as { id: string }).id };
}

/** An edit of a lead of its own. */
async function undoneEdit(): Promise<unknown> {
  const archive = procedureOf(contextOf('rest', randomUUID()), 'leads.bulk');
  const { id } = (await archive({ ids: [await makeLead(acme)], do: 'archive' })) as { id: string };
  return { id };
}

async function importInput(name: string): Promise<unknown> {
  // nothing works on the queue here, so places are freed by hand
  await database.admin`update crm.jobs set status = 'done' where tenant_id = ${acme.tenantId}`;
  const body = new Uint8Array(formBytes([csv(LEADS)]));
  const uploaded = await send(api, acme.admin, body, {
    path: '/import/upload',
    headers: { Accept: 'application/json' },
  });
  const id = uploaded.body.id ?? '';
  if (name === 'imports.cancel') await procedureOf(contextOf('rest', randomUUID()), 'imports.run')({ id });
  return name === 'imports.map' ? { id, columns: [{ index: 0, field: 'name' }] } : { id };
}

/** How much has been written down as done: every effect leaves an audit event. */
async function writes(): Promise<number> {
  const [row] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from audit.event where tenant_id = ${acme.tenantId}`;
  return row?.count ?? 0;
}

async function countImports(): Promise<number> {
  const [row] = await database.admin<{ count: number }[]>`
    select count(*)::int as count from crm.imports where tenant_id = ${acme.tenantId}`;
  return row?.count ?? 0;
}
