// Generated from the router: who is nobody, who holds nothing, and whose ids are somebody else's.
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { and, eq } from 'drizzle-orm';
import { uuidv7 } from '../../db/ids.ts';
import { roles, tasks, userRoles } from '../../db/schema/index.ts';
import { toAppError } from '../../server/errors.ts';
import { createCaller } from '../../server/trpc/caller.ts';
import { createReply, type RequestContext } from '../../server/trpc/context.ts';
import { permissionsDocument, refusalsIn } from '../../server/trpc/permissions-document.ts';
import { procedures } from '../../server/trpc/operations.ts';
import {
  insertApiKey,
  insertBulkEdit,
  insertNotification,
  insertEntry,
  insertFile,
  insertOpportunity,
  insertImport,
  insertInvited,
  insertJob,
  insertRole,
  insertTag,
  insertView,
  openSudo,
} from '../support/records.ts';
import { makeContact, makeOrganization, makeOrganizations } from '../support/customers.ts';
import { insertField } from '../support/custom-fields.ts';
import { createTestDatabase } from '../support/database.ts';
import {
  arrange,
  makeLead,
  makePerson,
  makeTenant,
  type TestPerson,
  type TestTenant,
} from '../support/factories.ts';
import { insertTeam } from '../support/teams.ts';
import { makeCustomer, makeDeal, salesOf } from '../support/deals.ts';
import { idKeys, sampleInput } from '../support/sample-input.ts';

const all = procedures();
const ofTenants = all.filter(({ meta }) => meta.requires !== 'public' && meta.requires !== 'account');

let acme: TestTenant;
let globex: TestTenant;
let powerless: TestPerson;
const foreign = new Map<string, string>();

beforeAll(async () => {
  await createTestDatabase();
  [acme, globex] = [await makeTenant(), await makeTenant()];
  powerless = await makePowerless(acme);
  await openSudo(acme.admin);
  const leadId = await makeLead(globex, { ownerId: globex.user.userId });
  const taskId = await makeTask(globex, leadId);
  const activityId = await insertEntry(globex, { leadId, authorId: globex.user.userId });
  const { importId, jobId } = { importId: await insertImport(globex), jobId: await insertJob(globex) };
  const nouns: Record<string, string> = {
    leads: leadId,
    tasks: taskId,
    teams: await insertTeam(globex),
    activities: activityId,
    jobs: jobId,
    imports: importId,
  };
  for (const [noun, id] of Object.entries(nouns)) foreign.set(noun, id);
  const customer = await makeCustomer(globex);
  foreign
    .set('opportunities', await makeDeal(globex))
    .set('pipelines', (await salesOf(globex)).id)
    .set('customFields', await insertField(globex))
    .set('organizationId', customer.organizationId)
    .set('contactId', customer.contactId)
    .set('invites', await insertInvited(globex))
    .set('roles', (await insertRole(globex)).id)
    .set('users', globex.user.userId)
    .set('apiKeys', await insertApiKey(globex))
    .set('bulk', await insertBulkEdit(globex))
    .set('notifications', await insertNotification({ ...globex, userId: globex.admin.userId }))
    .set('leadId', leadId)
    .set('tagId', await insertTag(globex))
    .set('tags', await insertTag(globex))
    .set('views', await insertView(globex))
    .set('fileId', await insertFile(globex, { noun: 'lead', recordId: leadId }))
    .set('teamId', await insertTeam(globex))
    .set('managerId', globex.user.userId)
    .set('ownerId', globex.user.userId)
    .set('stageId', globex.stageId)
    .set('sourceId', uuidv7());
  const organizationId = await makeOrganization(globex);
  foreign.set('organizations', organizationId).set('parentId', organizationId);
  const opportunityId = await insertOpportunity(globex);
  foreign.set('opportunities', opportunityId).set('opportunityId', opportunityId);
  foreign.set('contactId', await makeContact(globex)).set('assigneeId', globex.user.userId);
  foreign.set('contacts', await makeContact(globex)).set('organizationId', organizationId);
});

describe('a procedure without a permission', () => {
  it('does not exist', () => {
    expect(all.filter(({ meta }) => !meta.requires).map(({ name }) => name)).toEqual([]);
  });

  it('is public only where one signs in, up or out, and of the account only where there is no tenant yet', () => {
    const outside = all
      .filter(({ meta }) => meta.requires === 'public' || meta.requires === 'account')
      .map(({ name }) => name);
    expect(outside.filter((name) => !/^(auth|operators)\./.test(name))).toEqual([]);
  });
});

const document = readFileSync(new URL('../../docs/permissions.md', import.meta.url), 'utf8');
const documented = refusalsIn(document);

it('docs/permissions.md is what the router says: run `npm run openapi`', () => {
  expect(document).toBe(permissionsDocument());
  expect([...documented.keys()].sort()).toEqual(all.map(({ name }) => name).sort());
});

/** What asks for a role; being signed in is all the rest asks for, and tried here it would sign people out. */
const judged = all.filter(
  (procedure) => ofTenants.includes(procedure) || procedure.name.startsWith('operators.'),
);

describe.each(judged)('$name', ({ name }) => {
  it.each(['admin', 'manager', 'user'] as const)('answers %s as docs/permissions.md says', async (role) => {
    const answer = await call(acme[role], name, undefined).then(
      () => null,
      (error: unknown) => toAppError(error),
    );
    const isRefused = answer?.slug === 'auth.forbidden' || answer?.slug === 'operator.required';
    expect([name, role, isRefused]).toEqual([name, role, documented.get(name)?.[role]]);
    if (isRefused) expect(answer.status).toBe(403);
  });
});

describe.each(ofTenants)('$name', ({ name, inputs, meta }) => {
  it('answers 401 to nobody', async () => {
    expect(await refusal(call(null, name, undefined))).toMatchObject({ code: 'Unauthorized' });
  });

  it('answers 403 to a role without its permission, and names it; what every member may is no matter of a role', async () => {
    const asked = call(powerless, name, undefined);
    if (meta.requires === 'member') expect(await refused(asked)).not.toBe('Forbidden');
    else
      expect(await refusal(asked)).toMatchObject({
        code: 'Forbidden',
        data: { permission: meta.requires },
      });
  });

  it.each(idKeys(inputs[0]))('answers 404 to another tenant’s id as %s, and changes nothing', async (key) => {
    const own = await makeLead(acme, { ownerId: acme.admin.userId });
    const ids = await ownIds(name, own);
    const input = sampleInput(inputs[0], (field) =>
      field === key ? foreignId(name, field) : (ids.get(idName(name, field)) ?? own),
    );
    expect(await refusal(call(acme.admin, name, input))).toMatchObject({ code: 'NotFound' });
  });
});

/** Procedures whose `id` is not of the noun they are filed under. */
const ID_OF: Readonly<Record<string, string>> = {
  'tasks.ofLead': 'leads',
  'tasks.ofContact': 'contacts',
  'tasks.ofOrganization': 'organizations',
  'tasks.ofOpportunity': 'opportunities',
  'roles.assign': 'users',
  'roles.access': 'users',
  'teams.setMember': 'users',
};

function idName(procedure: string, key: string): string {
  const [noun = ''] = procedure.split('.');
  if (key === 'id') return ID_OF[procedure] ?? noun;
  return noun === 'teams' && key === 'parentId' ? 'teamId' : key;
}

function foreignId(procedure: string, key: string): string {
  const id = foreign.get(idName(procedure, key));
  if (!id) throw new Error(`No foreign record for ${procedure}'s ${key}; make one in beforeAll.`);
  return id;
}

async function ownIds(procedure: string, leadId: string): Promise<Map<string, string>> {
  const [organizationId, parentId] = await makeOrganizations(acme, [{}, {}]);
  const sales = await salesOf(acme);
  const isDeal = procedure.startsWith('opportunities.');
  const customer = isDeal ? await makeCustomer(acme) : undefined;
  return new Map([
    ['organizations', organizationId ?? ''],
    ['organizationId', organizationId ?? ''],
    ['parentId', parentId ?? ''],
    ['contacts', await makeContact(acme)],
    ['contactId', await makeContact(acme)],
    ['opportunityId', await insertOpportunity(acme)],
    ['assigneeId', acme.user.userId],
    ['leads', leadId],
    ['teams', await insertTeam(acme)],
    ['teamId', await insertTeam(acme)],
    ['tags', await insertTag(acme)],
    ['views', await insertView(acme)],
    ['tagId', await insertTag(acme)],
    ['managerId', acme.user.userId],
    ['users', acme.user.userId],
    ['leadId', leadId],
    ['tasks', await makeTask(acme, leadId)],
    ['ownerId', acme.user.userId],
    ['stageId', isDeal ? sales.stage('proposal') : acme.stageId],
    ['opportunities', isDeal ? await makeDeal(acme) : ''],
    ['pipelines', sales.id],
    ['customFields', await insertField(acme)],
    ...Object.entries(customer ?? {}),
  ]);
}

function call(person: TestPerson | null, name: string, input: unknown): Promise<unknown> {
  const context: RequestContext = {
    edge: { requestId: 'rights-test', ip: '127.0.0.1', userAgent: 'vitest', door: 'rest' },
    principal: person && {
      kind: 'session',
      accountId: person.accountId,
      sid: person.sid,
      epoch: 1,
      tenantId: person.tenantId,
      userId: person.userId,
    },
    reply: createReply(),
    dryRun: false,
  };
  const procedure = name
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], createCaller(context));
  return (procedure as (input: unknown) => Promise<unknown>)(input);
}

/** The code of a refusal, null where there is none. */
const refused = (running: Promise<unknown>): Promise<string | null> =>
  running.then(
    () => null,
    (error: unknown) => toAppError(error).code,
  );

async function refusal(running: Promise<unknown>): Promise<unknown> {
  const outcome = await running.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  if ('value' in outcome) throw new Error(`Not refused: ${JSON.stringify(outcome.value)}`);
  const { code, data } = toAppError(outcome.error);
  return { code, data };
}

async function makePowerless(tenant: TestTenant): Promise<TestPerson> {
  const person = await makePerson(tenant, 'user');
  await arrange(tenant, async (tx) => {
    const { tenantId } = tenant;
    const roleId = uuidv7();
    await tx.insert(roles).values({ tenantId, id: roleId, key: 'onlooker', name: 'Onlooker' });
    await tx
      .delete(userRoles)
      .where(and(eq(userRoles.tenantId, tenantId), eq(userRoles.userId, person.userId)));
    await tx.insert(userRoles).values({ tenantId, userId: person.userId, roleId });
  });
  return person;
}

async function makeTask(tenant: TestTenant, leadId: string): Promise<string> {
  const id = uuidv7();
  await arrange(tenant, (tx) =>
    tx.insert(tasks).values({ tenantId: tenant.tenantId, id, title: 'Call back', leadId }),
  );
  return id;
}
