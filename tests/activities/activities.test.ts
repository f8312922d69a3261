// Timelines through the API: what is written down on a record, who may change it, and who sees it.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { insertEntries, insertEntry } from '../support/records.ts';

interface Entry {
  id: string;
  kind: string;
  subject: string | null;
  body: string | null;
  version: number;
  occurredAt: string;
  mentions: { id: string; name: string }[];
}
interface Page {
  items: Entry[];
  next: string | null;
}

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let asUser: Rest;
let asManager: Rest;
let lead: string;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  asUser = api.rest(acme.user);
  asManager = api.rest(acme.manager);
});
beforeEach(async () => {
  lead = await makeLead(acme, { ownerId: acme.user.userId });
});

const note = async (body: string, as = asUser): Promise<string> => {
  const made = await as<{ id: string }>('POST', `/leads/${lead}/notes`, { body });
  expect(made.status).toBe(201);
  return made.body.id;
};
const read = async (id: string): Promise<Entry> => (await asUser<Entry>('GET', `/activities/${id}`)).body;
const timeline = (query = '') => asUser<Page>('GET', `/leads/${lead}/activities${query}`);

describe('a timeline', () => {
  it('has calls, e-mails and meetings where they happened, newest first, and can be narrowed to kinds', async () => {
    await note('first');
    const call = { kind: 'call', subject: 'Offer', occurredAt: '2020-01-01T10:00:00+01:00' };
    expect((await asUser('POST', `/leads/${lead}/activities`, call)).status).toBe(201);
    await asUser('POST', `/leads/${lead}/activities`, { kind: 'meeting', body: 'Their office' });
    const { body } = await timeline();
    expect(body.items.map(({ kind }) => kind)).toEqual(['meeting', 'note', 'call']);
    expect(body.items[2]).toMatchObject({
      subject: 'Offer',
      body: null,
      occurredAt: '2020-01-01T09:00:00.000Z',
    });
    const narrowed = await timeline('?type=note,call');
    expect(narrowed.body.items.map(({ kind }) => kind)).toEqual(['note', 'call']);
  });

  it('is walked to its end, every entry once, also where many happened at one moment', async () => {
    const occurredAt = '2026-01-01T10:00:00Z';
    const ids = await insertEntries(
      acme,
      Array.from({ length: 65 }, () => ({ leadId: lead, occurredAt })),
    );
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { body }: { body: Page } = await timeline(next && `?after=${next}`);
      seen.push(...body.items.map(({ id }) => id));
      next = body.next;
    }
    expect(seen).toEqual([...ids].sort().reverse());
  });

  it('refuses a type there is not, naming those there are', async () => {
    const answer = await timeline('?type=note,gossip');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ details: { type: [expect.stringContaining('note, call, email')] } });
  });

  it('of a lead in the trash is gone, and so are its entries', async () => {
    const id = await note('x');
    expect((await asManager('DELETE', `/leads/${lead}?version=1`)).status).toBe(204);
    expect((await timeline()).status).toBe(404);
    expect((await asUser('GET', `/activities/${id}`)).status).toBe(404);
    expect((await asUser('PATCH', `/activities/${id}`, { version: 1, body: 'y' })).status).toBe(404);
  });

  it('follows its record: who does not see the lead sees no entry, also by its address', async () => {
    const narrow = await makeTenant();
    await database.admin`update crm.role_visibility set scope = 'own' where role_id = ${narrow.roleIds.get('user') ?? ''}`;
    const theirs = await makeLead(narrow, { ownerId: narrow.admin.userId });
    const made = await api.rest(narrow.admin)<{ id: string }>('POST', `/leads/${theirs}/notes`, {
      body: 'secret',
    });
    const asThem = api.rest(narrow.user);
    expect((await asThem('GET', `/activities/${made.body.id}`)).status).toBe(404);
    expect((await asThem('POST', `/leads/${theirs}/activities`, { kind: 'call' })).status).toBe(404);
  });
});

describe('an entry', () => {
  it('is changed by its author, by version', async () => {
    const id = await note('draft');
    expect(await asUser('PATCH', `/activities/${id}`, { version: 1, body: '**final**' })).toMatchObject({
      status: 200,
      body: { id, version: 2 },
    });
    expect(await read(id)).toMatchObject({ body: '**final**', version: 2 });
    const late = await asUser('PATCH', `/activities/${id}`, { version: 1, body: 'late' });
    expect(late).toMatchObject({ status: 409, body: { data: { current: { body: '**final**' } } } });
  });

  it('a patch of nothing changes nothing', async () => {
    const id = await note('as it is');
    const answer = await asUser('PATCH', `/activities/${id}`, { version: 1 });
    expect(answer).toMatchObject({ status: 200, body: { version: 1 } });
  });

  it('of somebody else is changed by nobody, and deleted by those who may', async () => {
    const id = await note('mine', asManager);
    expect(await asUser('PATCH', `/activities/${id}`, { version: 1, body: 'theirs' })).toMatchObject({
      status: 403,
      body: { slug: 'activity.not_author', hint: expect.stringContaining(acme.manager.name) },
    });
    expect(await asUser('DELETE', `/activities/${id}?version=1`)).toMatchObject({
      status: 403,
      body: { data: { permission: 'activity:delete' } },
    });
    const other = await note('deleted by a manager');
    expect((await asManager('DELETE', `/activities/${other}?version=1`)).status).toBe(204);
  });

  it('deleted leaves the timeline and comes back', async () => {
    const id = await note('here and gone');
    expect((await asUser('DELETE', `/activities/${id}?version=1`)).status).toBe(204);
    expect((await asUser('GET', `/activities/${id}`)).status).toBe(404);
    expect((await timeline()).body.items).toEqual([]);
    for (let times = 0; times < 2; times += 1)
      expect((await asUser('POST', `/activities/${id}/restore`, {})).status).toBe(200);
    expect((await timeline()).body.items.map((entry) => entry.id)).toEqual([id]);
  });

  it('of somebody else stays deleted unless one may delete', async () => {
    const id = await note('x', asManager);
    await asManager('DELETE', `/activities/${id}?version=1`);
    expect((await asUser('POST', `/activities/${id}/restore`, {})).status).toBe(403);
  });

  it('that made itself stays as it is', async () => {
    const id = await insertEntry(acme, { leadId: lead, kind: 'stage_change', authorId: acme.user.userId });
    for (const answer of [
      await asUser('PATCH', `/activities/${id}`, { version: 1, body: 'x' }),
      await asUser('DELETE', `/activities/${id}?version=1`),
    ])
      expect(answer).toMatchObject({ status: 409, body: { slug: 'activity.not_written' } });
  });
});

describe('a note', () => {
  it.each(['', '   ', '\u200b'])('of nothing to see (%j) is refused by field', async (body) => {
    const answer = await asUser('POST', `/leads/${lead}/notes`, { body });
    expect(answer).toMatchObject({ status: 422, body: { details: { body: [expect.any(String)] } } });
    const id = await note('x');
    expect((await asUser('PATCH', `/activities/${id}`, { version: 1, body })).status).toBe(422);
  });

  it('of 20,000 letters is taken, of one more refused, and of five megabytes too, with words', async () => {
    await note('x'.repeat(20_000));
    const long = await asUser('POST', `/leads/${lead}/notes`, { body: 'x'.repeat(20_001) });
    expect(long).toMatchObject({
      status: 422,
      body: { details: { body: [expect.stringContaining('20000')] } },
    });
    const huge = await asUser('POST', `/leads/${lead}/notes`, { body: 'x'.repeat(5_000_000) });
    expect(huge).toMatchObject({ status: 413, body: { message: expect.stringMatching(/\w/) } });
  });

  it('mentions people of the tenant, and nobody else', async () => {
    const stranger = (await makeTenant()).user;
    const { user, manager } = acme;
    const id = await note(
      `@${manager.name} and @[X](user:${user.userId}), not @[Eve](user:${stranger.userId})`,
    );
    const kept = await read(id);
    expect(kept.mentions.map((person) => person.id).sort()).toEqual([user.userId, manager.userId].sort());
    expect(kept.body).toContain(`@[${manager.name}](user:${manager.userId}) and`);
    expect(kept.body).not.toContain(stranger.userId);
    await asUser('PATCH', `/activities/${id}`, { version: 1, body: 'nobody' });
    expect((await read(id)).mentions).toEqual([]);
  });
});

it.each(['contact', 'organization', 'opportunity'])('a %s has a timeline of its own', async (noun) => {
  const id = await insertEntry(acme, { [`${noun}Id`]: await makeRecord(noun), ownerId: acme.user.userId });
  expect(await read(id)).toMatchObject({ record: { noun, name: `A ${noun}` } });
});

async function makeRecord(noun: string): Promise<string> {
  const name = `A ${noun}`;
  const { tenantId } = acme;
  const { admin } = database;
  if (noun === 'contact')
    return idOf(
      await admin`insert into crm.contacts (tenant_id, name) values (${tenantId}, ${name}) returning id`,
    );
  if (noun === 'organization')
    return idOf(
      await admin`insert into crm.organizations (tenant_id, name) values (${tenantId}, ${name}) returning id`,
    );
  return idOf(
    await admin`
    insert into crm.opportunities (tenant_id, title, pipeline_id, stage_id)
    select s.tenant_id, ${name}, s.pipeline_id, s.id from crm.stages s
      join crm.pipelines p on p.tenant_id = s.tenant_id and p.id = s.pipeline_id
     where s.tenant_id = ${tenantId} and p.noun = 'opportunity' order by s.position limit 1 returning id`,
  );
}

const idOf = ([row]: readonly Record<string, unknown>[]): string => String(row?.id);
