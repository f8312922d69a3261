// Every field of a lead, hidden or read-only, at every door that gives it out or takes it.
import { operatorsOf, type FilterField } from '../../app/contracts/list.ts';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { leadCreate, leadDetail, leadFilters, leadPatch, leadSorts } from '../../app/contracts/leads.ts';
import { ruledFields, inputsOf as inputsOfField } from '../../app/contracts/field-rules.ts';
import { withTenant } from '../../db/tenant.ts';
import { writeTokens } from '../../server/features/search/search.queries.ts';
import { startApi, type Api, type Rest } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { arrange, makeTenant, type TestTenant } from '../support/factories.ts';
import {
  CASES,
  changesTo,
  FIELDS,
  HIDEABLE,
  makeSecretLead,
  SECRET,
  setRule,
  type Lead,
  type World,
} from './ruled.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let world: World;
let asUser: Rest;
let asAdmin: Rest;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
  world = await makeSecretLead(database, acme);
  asUser = api.rest(acme.user);
  asAdmin = api.rest(acme.admin);
  const { leadId: id } = world;
  await arrange(acme, (tx) =>
    writeTokens(tx, 'lead', {
      id,
      name: SECRET['name']!,
      company: SECRET['company']!,
      email: SECRET['email']!,
      phone: SECRET['phone']!,
      phoneE164: '+12075550199',
      ownerId: acme.user.userId,
      teamId: null,
    }),
  );
  // something in the history for every column
  await database.admin`update crm.leads set company = company || '.', title = title || '.', email = 'x' || email,
    phone = phone || '0', website = website || '/', industry = industry || '.', description = description || '.',
    score = 36, address = '{"street": "Canary Wharf 8"}', source_id = null where id = ${id}`;
  await database.admin`update crm.leads set company = rtrim(company, '.'), title = rtrim(title, '.'), email = substr(email, 2),
    phone = left(phone, -1), website = rtrim(website, '/'), industry = rtrim(industry, '.'), score = 37,
    description = rtrim(description, '.'), address = '{"street": "Canary Wharf 9"}',
    source_id = (select id from crm.lead_sources where tenant_id = ${acme.tenantId} and key = 'partner') where id = ${id}`;
});

const rule = (rules: Record<string, 'hidden' | 'read_only'>) => setRule(acme, rules);

/** Whether an answer has the value anywhere; a score is told by its name, as numbers stand everywhere. */
function tells(answer: unknown, field: string): boolean {
  const text = JSON.stringify(answer);
  return field === 'score' ? /"score":3[67]/.test(text) : text.includes(SECRET[field] ?? 'never');
}

const history = () =>
  withTenant(acme.user.context, { permission: null, label: 'test' }, async (tx) => [
    ...(await tx.execute(sql`select before, after from audit.history('lead', ${world.leadId})`)),
  ]);

describe('the list of fields', () => {
  it('is the database’s own', async () => {
    const rows = await database.admin<{ field: string; hideable: boolean }[]>`
      select field, hideable from crm.ruled_fields where noun = 'lead' order by field`;
    const said = FIELDS.map(([field, { isNeeded }]) => ({ field, hideable: !isNeeded }));
    expect([...rows]).toEqual(said.sort((a, b) => (a.field < b.field ? -1 : 1)));
  });

  it('has every input of a lead but those that permissions guard', () => {
    const ruled = FIELDS.flatMap(([field, one]) => inputsOfField(field, one));
    const inputs = [...Object.keys(leadPatch.shape), ...Object.keys(leadCreate.shape)];
    // a tenant's own fields are read and written by whoever may the record
    const guarded = ['id', 'version', 'ownerId', 'archived', 'externalSource', 'externalId', 'custom'];
    expect([...new Set(inputs)].filter((input) => !guarded.includes(input)).sort()).toEqual(ruled.sort());
  });

  it('has every output of a lead that is no bookkeeping', () => {
    const bookkeeping = ['id', 'owner', 'archived', 'createdAt', 'createdBy', 'updatedAt', 'version', 'tags'];
    const derived = [
      'converted',
      'custom',
      'phoneE164',
      'keptApart',
      'possibleDuplicates',
      'externalIds',
      'hiddenFields',
      'lockedFields',
    ];
    const outputs = Object.keys(leadDetail.shape).filter(
      (key) => ![...bookkeeping, ...derived].includes(key),
    );
    expect(outputs.sort()).toEqual(Object.keys(ruledFields.lead).sort());
  });
});

describe.each(HIDEABLE)('%s, hidden', (field) => {
  it('is given out by no door, and the record says so', async () => {
    expect(tells((await asUser('GET', `/leads/${world.leadId}`)).body, field)).toBe(true);
    expect(tells(await history(), field)).toBe(field !== 'source');
    await rule({ [field]: 'hidden' });
    const one = await asUser<Lead>('GET', `/leads/${world.leadId}`);
    expect(one.body).toMatchObject({ [field]: null, hiddenFields: [field], lockedFields: [field] });
    const client = api.client(acme.user);
    const answers = {
      one: one.body,
      list: (await asUser('GET', '/leads')).body,
      dashboard: (await asUser('GET', '/dashboard/my-leads')).body,
      client: [await client.leads.get.query({ id: world.leadId }), await client.leads.list.query({})],
      history: await history(),
      conflict: (await asUser('PATCH', `/leads/${world.leadId}`, { version: 900, ...harmless(field) })).body,
    };
    expect(answers.list).toMatchObject({ count: 1, items: [{ id: world.leadId }], hiddenFields: [field] });
    expect(JSON.stringify(answers.history)).toContain('{"hidden":true}');
    expect(answers.dashboard).toMatchObject({ hiddenFields: [field] });
    expect(
      Object.entries(answers)
        .filter(([, answer]) => tells(answer, field))
        .map(([door]) => door),
    ).toEqual([]);
    if (field === 'email') expect(one.body).toMatchObject({ keptApart: false, possibleDuplicates: [] });
    if (field === 'phone') expect(one.body).toMatchObject({ phoneE164: null });
  });

  it('finds no record', async () => {
    await rule({ [field]: 'hidden' });
    const { body } = await asUser<{ count: number }>('GET', `/leads?q=${encodeURIComponent(SECRET[field]!)}`);
    expect(body.count).toBe(0);
  });

  it('takes part in no filter and no sort', async () => {
    await rule({ [field]: 'hidden' });
    const asked = Object.entries<FilterField>(leadFilters).find(([name]) => name === field)?.[1];
    const operators = asked ? operatorsOf(asked) : [];
    for (const operator of operators) {
      const value = field === 'score' ? '.30' : ['empty', 'filled'].includes(operator) ? '' : '.partner';
      const answer = await asUser('GET', `/leads?f=${field}.${operator}${value}`);
      expect(answer).toMatchObject({
        status: 400,
        body: { slug: 'list.grammar', details: { f: [expect.stringContaining(field)] } },
      });
    }
    if ((leadSorts as readonly string[]).includes(field))
      expect(await asUser('GET', `/leads?sort=${field}`)).toMatchObject({
        status: 400,
        body: { details: { sort: [expect.any(String)] } },
      });
    if (field === 'source') expect((await asUser('GET', '/leads?source=partner')).status).toBe(400);
  });
});

/** A change of another field. */
const harmless = (field: string) =>
  field === 'title' ? { industry: 'Falconry' } : { title: 'Grand Vizier' };

describe.each(CASES)('$field, $access', ({ field, rule: one, access }) => {
  it.each(inputsOfField(field, one))(
    'is not changed by %s through PATCH, and nothing else is',
    async (input) => {
      await rule({ [field]: access });
      const before = await asAdmin<Lead>('GET', `/leads/${world.leadId}`);
      const answer = await asUser('PATCH', `/leads/${world.leadId}`, {
        version: before.body.version,
        [input]: changesTo(world)[input],
      });
      expect(answer).toMatchObject({
        status: 403,
        body: { slug: 'field.locked', details: { [input]: ['Your role may not change this field.'] } },
      });
      expect((await asAdmin('GET', `/leads/${world.leadId}`)).body).toEqual(before.body);
    },
  );

  it('is refused in PUT when it would change, and left alone when it is missing or sent back as read', async () => {
    await rule({ [field]: access });
    const { body: whole } = await asAdmin<Lead>('GET', `/leads/${world.leadId}`);
    const put = (body: object) =>
      asUser<Lead>('PUT', `/leads/${world.leadId}`, body as Record<string, unknown>);
    const [input = ''] = inputsOfField(field, one);
    const changed = await put({
      ...sentBack(whole),
      version: whole.version,
      [input]: changesTo(world)[input],
    });
    expect(changed).toMatchObject({ status: 403, body: { details: { [input]: [expect.any(String)] } } });
    const seen = (await asUser<Lead>('GET', `/leads/${world.leadId}`)).body;
    const same = await put({ ...sentBack(seen), version: seen.version });
    expect([same.status, same.body]).toEqual([200, expect.anything()]);
    const { [input]: _left, ...rest } = sentBack(seen);
    if (input !== 'name') expect((await put({ ...rest, version: same.body.version })).status).toBe(200);
    expect((await asAdmin<Lead>('GET', `/leads/${world.leadId}`)).body[field]).toEqual(whole[field]);
  });

  it('is refused in a new lead, which the house fills as for anybody', async () => {
    await rule({ [field]: access });
    const [input = ''] = inputsOfField(field, one);
    const answer = await asUser('POST', '/leads', { name: 'New', [input]: changesTo(world)[input] });
    if (one.isNeeded) expect(answer.status).toBe(201);
    else
      expect(answer).toMatchObject({
        status: 403,
        body: { slug: 'field.locked', details: { [input]: [expect.any(String)] } },
      });
    const made = await asUser<{ id: string }>('POST', '/leads', { name: 'Without' });
    expect(made.status).toBe(201);
    await database.admin`delete from crm.leads where name in ('New', 'Without', 'Somebody Else')`;
  });

  it('is not changed by a raw statement either', async () => {
    await rule({ [field]: access });
    const [columns] = await database.admin<{ names: string[] }[]>`
      select array(select c from unnest(f.columns) c where c not in ('email_norm', 'first_name', 'last_name')) as names
        from crm.ruled_fields f where f.noun = 'lead' and f.field = ${field}`;
    for (const column of columns!.names) {
      const value =
        {
          score: '1',
          source_id: `'${world.source}'`,
          stage_id: `'${world.stage}'`,
          address: `'{}'`,
          email_apart: 'true',
        }[column] ?? `'x'`;
      const write = withTenant(acme.user.context, { permission: null, label: 'test' }, (tx) =>
        tx.execute(sql.raw(`update crm.leads set ${column} = ${value} where id = '${world.leadId}'`)),
      );
      await expect(write, column).rejects.toMatchObject({ code: 'SF430', detail: field });
    }
  });
});

/** What a program sends back of a lead it has read. */
it('a score that is left to the house counts what the lead has, seen by the writer or not', async () => {
  const scored = async (as: Rest): Promise<unknown> => {
    const { body: seen } = await as<Lead>('GET', `/leads/${world.leadId}`);
    const { score: _mine, ...rest } = sentBack(seen);
    const put = { ...rest, version: seen.version };
    expect((await as('PUT', `/leads/${world.leadId}`, put)).status).toBe(200);
    return (await asAdmin<Lead>('GET', `/leads/${world.leadId}`)).body['score'];
  };
  const whole = await scored(asAdmin);
  await rule({ email: 'hidden', phone: 'hidden' });
  expect(await scored(asUser)).toBe(whole);
  expect(whole).toBeGreaterThanOrEqual(50);
});

function sentBack(lead: Lead): Record<string, unknown> {
  const { name, company, title, email, phone, website, industry, description, address, score } = lead;
  const source = lead['source'] as { id: string } | null;
  const all = { name, company, title, email, phone, website, industry, description, address };
  return {
    ...all,
    ...(score !== null && { score }),
    sourceId: source?.id ?? null,
    stageId: (lead['stage'] as { id: string }).id,
  };
}
