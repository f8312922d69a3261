// An undo comes late: what somebody has decided about the record since stands, and whoever undoes is told so.
import { beforeAll, describe, expect, it } from 'vitest';
import { startApi, type Api } from '../support/api.ts';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeDeal } from '../support/deals.ts';
import { makeLead, makeTenant, type TestTenant } from '../support/factories.ts';
import { insertTasks } from '../support/records.ts';

let api: Api;
let acme: TestTenant;

beforeAll(async () => {
  await createTestDatabase();
  api = await startApi();
  acme = await makeTenant();
});

const MAKERS: readonly [plural: string, make: () => Promise<string>][] = [
  ['leads', () => makeLead(acme)],
  ['contacts', () => makeContact(acme)],
  ['organizations', () => makeOrganization(acme)],
  ['opportunities', () => makeDeal(acme)],
  ['tasks', async () => (await insertTasks(acme, [await makeLead(acme)]))[0]!],
];

describe.each(MAKERS)('of %s', (plural, make) => {
  it('what was deleted is taken back as it was left, not after it was taken back and deleted again', async () => {
    const [mine, theirs] = [api.rest(acme.admin), api.rest(acme.manager)];
    const id = await make();
    const restore = (version?: number, as = mine) =>
      as<{ slug?: string }>('POST', `/${plural}/${id}/restore`, { version });
    expect((await mine('DELETE', `/${plural}/${id}?version=1`)).status).toBe(204);
    expect((await restore(2)).status).toBe(200);
    expect((await mine('DELETE', `/${plural}/${id}?version=3`)).status).toBe(204);
    await restore(undefined, theirs);
    expect((await theirs('DELETE', `/${plural}/${id}?version=5`)).status).toBe(204);
    const late = await restore(4);
    expect([late.status, late.body.slug]).toEqual([409, 'record.stale']);
    expect((await mine('GET', `/${plural}/${id}`)).status).toBe(404);
    // without a version nobody is asked: it is taken out of the trash
    expect((await restore()).status).toBe(200);
  });
});

// tasks have no archive
it.each(MAKERS.filter(([plural]) => plural !== 'tasks'))(
  'of %s: taking out of the archive takes nothing out of the trash',
  async (plural, make) => {
    const rest = api.rest(acme.admin);
    const id = await make();
    const { body } = await rest<{ version: number }>('POST', `/${plural}/${id}/archive`, { version: 1 });
    await rest('DELETE', `/${plural}/${id}?version=${body.version}`);
    const late = await rest('POST', `/${plural}/${id}/restore`, { version: body.version });
    expect([late.status, (await rest('GET', `/${plural}/${id}`)).status]).toEqual([409, 404]);
  },
);
