// What the nightly sweeps delete, by the jobs themselves, and what they leave: rows are moved back in time, not the clock.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withTenant } from '../../db/tenant.ts';
import { crons } from '../../server/jobs/cron.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { makeDeal } from '../support/deals.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeLeads, makeTenant, type TestTenant } from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { insertEntry, insertFile, insertTasks } from '../support/records.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  asAdmin = api.rest(acme.admin);
});

async function sweep(what: string): Promise<void> {
  expect(crons.map(({ task }) => task)).toContain(`${what}.sweep`);
  await database.admin`select graphile_worker.add_job(${`${what}.sweep`})`;
  await runJobs(database);
}

/** Puts a record into the trash by the product, and says that it was so many days ago. */
async function trash(plural: string, id: string, days: number, as = asAdmin): Promise<void> {
  const { body } = await as<{ version: number }>('GET', `/${plural}/${id}`);
  expect((await as('DELETE', `/${plural}/${id}?version=${body.version}`)).status).toBe(204);
  await database.admin`
    update ${database.admin(`crm.${plural}`)} set deleted_at = now() - make_interval(days => ${days}) where id = ${id}`;
}

const left = async (table: string, column: string, id: string): Promise<number> => {
  const rows = await database.admin`
    select from ${database.admin(table)} where ${database.admin(column)} = ${id}`;
  return rows.length;
};

/** What the house may ask of the database, with whatever numbers: what is younger than thirty days stays. */
const forced = (statement: string) =>
  withTenant(acme.system, { permission: null, label: 'test' }, (tx) => tx.execute(statement));

describe('the trash', () => {
  it('keeps what is there for less than thirty days, and deletes the rest with all that hangs on it', async () => {
    const lead = async (days: number) => {
      const { body } = await asAdmin<{ id: string }>('POST', '/leads', { name: 'Wanda Quist' });
      return { id: body.id, days };
    };
    const [old, young, back] = [await lead(31), await lead(29), await lead(31)];
    for (const { id } of [old, young]) {
      expect((await asAdmin('POST', `/leads/${id}/notes`, { body: 'Called.' })).status).toBe(201);
      expect((await asAdmin('PUT', `/leads/${id}/tags`, { tags: ['warm'] })).status).toBe(200);
      await insertFile(acme, { noun: 'lead', recordId: id });
      await database.admin`
        insert into crm.external_ids (tenant_id, noun, source, external_id, record_id)
        values (${acme.tenantId}, 'lead', 'csv', ${id}, ${id})`;
      await database.admin`
        insert into crm.notifications (tenant_id, user_id, kind, noun, record_id)
        values (${acme.tenantId}, ${acme.user.userId}, 'assignment', 'lead', ${id})`;
    }
    const [task] = await insertTasks(acme, [old.id]);
    for (const { id, days } of [old, young, back]) await trash('leads', id, days);
    expect((await asAdmin('POST', `/leads/${back.id}/restore`)).status).toBe(200);
    await sweep('trash');
    await sweep('files');
    const hanging = async (id: string) => [
      await left('crm.leads', 'id', id),
      (await left('crm.activities', 'lead_id', id)) > 0,
      await left('crm.record_tags', 'record_id', id),
      await left('crm.files', 'record_id', id),
      await left('crm.external_ids', 'record_id', id),
      await left('crm.notifications', 'record_id', id),
      (await left('crm.search_tokens', 'record_id', id)) > 0,
    ];
    expect(await hanging(old.id)).toEqual([0, false, 0, 0, 0, 0, false]);
    expect(await hanging(young.id)).toEqual([1, true, 1, 1, 1, 1, true]);
    expect((await asAdmin('GET', `/leads/${back.id}`)).status).toBe(200);
    expect((await asAdmin('POST', `/leads/${young.id}/restore`)).status).toBe(200);
    expect((await asAdmin('POST', `/leads/${old.id}/restore`)).status).toBe(404);
    // what was to be done about it stays, about nothing
    expect((await asAdmin('GET', `/tasks/${task!}`)).status).toBe(200);
    const [event] = await database.admin`
      select actor, request_id from audit.event
       where noun = 'lead' and action = 'deleted' and ${old.id}::uuid = any (ids) order by id desc limit 1`;
    expect(event).toMatchObject({ actor: 'system', request_id: 'trash.sweep' });
  });

  it('lets go of every noun, of deleted entries, and of more than fit into one transaction', async () => {
    const organizationId = await makeOrganization(acme);
    const contactId = await makeContact(acme, { organizationId });
    const staying = await makeContact(acme, { organizationId });
    const dealId = await makeDeal(acme, { organizationId, contactId });
    const leadId = await makeLead(acme);
    const [taskId] = await insertTasks(acme, [leadId]);
    const entry = await insertEntry(acme, { leadId, deletedAt: '2020-01-01T00:00:00Z' });
    const shared = await insertEntry(acme, { leadId, contactId });
    await trash('opportunities', dealId, 31);
    await trash('contacts', contactId, 31);
    await trash('organizations', organizationId, 31);
    await trash('tasks', taskId!, 31);
    const many = await makeLeads(
      acme,
      Array.from({ length: 450 }, () => ({ deletedAt: '2020-01-01T00:00:00Z' })),
    );
    await sweep('trash');
    const counts = await Promise.all([
      left('crm.opportunities', 'id', dealId),
      left('crm.contacts', 'id', contactId),
      left('crm.organizations', 'id', organizationId),
      left('crm.tasks', 'id', taskId!),
      left('crm.activities', 'id', entry),
      database.admin`select from crm.leads where id = any (${many})`.then((rows) => rows.length),
    ]);
    expect(counts).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await left('crm.activities', 'id', shared)).toBe(1);
    const { body } = await asAdmin<{ organization: unknown }>('GET', `/contacts/${staying}`);
    expect(body.organization).toBeNull();
  });

  it('of a tenant is emptied in that tenant alone, and by nobody but the house', async () => {
    const globex = await makeTenant();
    const [ours, theirs] = [await makeLead(acme), await makeLead(globex)];
    for (const id of [ours, theirs])
      await database.admin`update crm.leads set deleted_at = now() - interval '40 days' where id = ${id}`;
    const empty = (tenant: TestTenant, context = tenant.system) =>
      withTenant(context, { permission: null, label: 'test' }, (tx) =>
        tx.execute(`select crm.empty_trash('lead', 1, 100)`),
      );
    await expect(empty(acme, acme.admin.context)).rejects.toMatchObject({ code: 'SF403' });
    expect([await left('crm.leads', 'id', ours), await left('crm.leads', 'id', theirs)]).toEqual([1, 1]);
    // no matter how few days are asked for, thirty are kept
    const young = await makeLead(acme, { deletedAt: new Date().toISOString() });
    await empty(acme);
    const ids = [ours, young, theirs];
    expect(await Promise.all(ids.map((id) => left('crm.leads', 'id', id)))).toEqual([0, 1, 1]);
  });
});

it('what was read or put away is forgotten after ninety days, and what was never read after twice as many', async () => {
  const told = async (days: number, marks: { read_at?: Date; archived_at?: Date }): Promise<string> => {
    const [row] = await database.admin<{ id: string }[]>`
      insert into crm.notifications ${database.admin({
        tenant_id: acme.tenantId,
        user_id: acme.user.userId,
        kind: 'assignment',
        created_at: new Date(Date.now() - days * 86_400_000),
        ...marks,
      })} returning id`;
    return row!.id;
  };
  const now = new Date();
  const ids = [
    await told(91, { read_at: now }),
    await told(91, { archived_at: now }),
    await told(89, { read_at: now }),
    await told(179, {}),
    await told(181, {}),
  ];
  await sweep('notifications');
  const still = () => Promise.all(ids.map((id) => left('crm.notifications', 'id', id)));
  expect(await still()).toEqual([0, 0, 1, 1, 0]);
  ids.push(await told(29, { read_at: now }));
  await forced('select crm.forget_told(-1, 100)');
  expect(await still()).toEqual([0, 0, 0, 0, 0, 1]);
});

it('rows of bulk edits are forgotten after thirty days, the edits are not', async () => {
  const edit = async (): Promise<string> => {
    const ids = [await makeLead(acme), await makeLead(acme)];
    const { body } = await asAdmin<{ id: string }>('POST', '/leads/bulk', { do: 'archive', ids });
    return body.id;
  };
  const [old, young] = [await edit(), await edit()];
  await database.admin`update crm.bulk_edits set created_at = now() - interval '31 days' where id = ${old}`;
  await sweep('bulk');
  expect([await left('crm.bulk_rows', 'edit_id', old), await left('crm.bulk_edits', 'id', old)]).toEqual([
    0, 1,
  ]);
  await forced('select crm.forget_bulk_rows(-1, 100)');
  expect(await left('crm.bulk_rows', 'edit_id', young)).toBe(2);
});

it('words that no record has any more are forgotten, and none while somebody writes', async () => {
  const create = (name: string) => asAdmin<{ id: string }>('POST', '/leads', { name });
  const words = async (): Promise<string[]> => {
    const rows = await database.admin<{ word: string }[]>`
      select word from crm.search_words where tenant_id = ${acme.tenantId} order by word`;
    return rows.map(({ word }) => word);
  };
  const gone = (await create('Bartholomew Finch')).body.id;
  await create('Theodora Finch');
  expect(await words()).toEqual(['bartholomew', 'finch', 'theodora']);
  await database.admin`insert into crm.search_words (tenant_id, word) values (${acme.tenantId}, 'finch')`;
  await trash('leads', gone, 31);
  await sweep('trash');
  await database.admin.begin(async (writer) => {
    await writer`
      insert into crm.search_tokens (tenant_id, token, kind, noun, record_id)
      values (${acme.tenantId}, 'bartholomew', 'name', 'lead', gen_random_uuid())`;
    await sweep('search');
    expect(await words()).toContain('bartholomew');
    await writer`delete from crm.search_tokens where tenant_id = ${acme.tenantId} and token = 'bartholomew'`;
  });
  await sweep('search');
  expect(await words()).toEqual(['finch', 'theodora']);
});
