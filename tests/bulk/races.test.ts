// Taking many back while somebody else writes: what cannot be taken back is left out and said, and the others are taken back.
import { beforeAll, expect, it } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import type { Api } from '../support/api.ts';
import { behind } from '../support/behind.ts';
import type { TestDatabase } from '../support/database.ts';
import { makeLeads, makeTenant } from '../support/factories.ts';
import { mark } from '../support/mark.ts';
import { bulk, countOf, openBulk, undo } from './world.ts';

let database: TestDatabase;
let api: Api;

beforeAll(async () => {
  ({ database, api } = await openBulk());
});

it('of deleted leads the one whose address somebody takes at this moment stays deleted', async () => {
  const acme = await makeTenant();
  const asManager = api.rest(acme.manager);
  const [taken, free] = [`ada-${mark()}@example.test`, `grace-${mark()}@example.test`];
  const ids = await makeLeads(acme, [
    { name: 'Ada', email: taken },
    { name: 'Grace', email: free },
  ]);
  const { body } = await bulk(asManager, { ids, do: 'delete' });
  expect([body.changed, await countOf(asManager, '')]).toEqual([2, 0]);
  const undone = await behind(
    database,
    (other) => other`
      insert into crm.leads (tenant_id, id, name, stage_id, email)
      values (${acme.tenantId}, ${uuidv7()}, 'Another Ada', ${acme.stageId}, ${taken})`,
    () => undo(asManager, body.id),
  );
  expect([undone.status, undone.body.changed, undone.body.refused]).toEqual([
    200,
    1,
    [{ id: ids[0], reason: 'taken' }],
  ]);
  expect(await countOf(asManager, '')).toBe(2);
});
