// Teams: made, moved in the tree, dissolved; whoever changes teams sees otherwise with their next request, and their
// records go along.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '../../db/ids.ts';
import { AT_ONCE } from '../../server/features/teams/teams.actions.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import {
  makeLead,
  makeLeads,
  makePerson,
  makeTenant,
  type TestPerson,
  type TestTenant,
} from '../support/factories.ts';
import { runJobs } from '../support/jobs.ts';
import { insertRole } from '../support/records.ts';
import { insertTeam } from '../support/teams.ts';

let database: TestDatabase;
let api: Api;
let acme: TestTenant;
let north: string;
let tim: TestPerson;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi();
});

beforeEach(async () => {
  acme = await makeTenant();
  north = await insertTeam(acme);
  const role = await insertRole(acme, {
    permissions: ['lead:read', 'team:read'],
    visibility: { lead: 'team' },
  });
  tim = await makePerson({ ...acme, roleIds: new Map([['user', role.id]]) }, 'user', { teamId: north });
});

const admin = (method: string, path: string, body?: Record<string, unknown>) =>
  api.rest(acme.admin)(method, path, body);
const put = (person: TestPerson, teamId: string | null) =>
  admin('PUT', `/users/${person.userId}/team`, { teamId });
const seen = async (person: TestPerson): Promise<number> =>
  (await api.rest(person)<{ count: number }>('GET', '/leads')).body.count;

describe('a changed membership', () => {
  it('acts on the next request: the newcomer’s records are the team’s, and no more when they leave', async () => {
    await makeLead(acme, { ownerId: acme.user.userId });
    expect(await seen(tim)).toBe(0);
    expect((await put(acme.user, north)).status).toBe(200);
    expect(await seen(tim)).toBe(1);
    expect((await put(acme.user, null)).status).toBe(200);
    expect(await seen(tim)).toBe(0);
  });

  it('shows whoever changes teams what their new team has', async () => {
    const south = await insertTeam(acme, { name: 'South' });
    await makeLead(acme, { ownerId: acme.user.userId, teamId: south });
    expect(await seen(tim)).toBe(0);
    await put(tim, south);
    expect(await seen(tim)).toBe(1);
  });

  it('brings more records than fit into one answer by a job', async () => {
    await makeLeads(
      acme,
      Array.from({ length: AT_ONCE + 5 }, () => ({ ownerId: acme.user.userId })),
    );
    await put(acme.user, north);
    expect(await seen(tim)).toBe(AT_ONCE);
    await runJobs(database);
    expect(await seen(tim)).toBe(AT_ONCE + 5);
  });
});

describe('a team', () => {
  it('is a line of the tree with its manager and people, who sees what lies below', async () => {
    const { status, body } = await admin('POST', '/teams', { name: 'All', managerId: tim.userId });
    expect(status).toBe(201);
    await makeLead(acme, { ownerId: acme.user.userId });
    const below = await insertTeam(acme, { name: 'Below', parentId: String(body['id']) });
    await put(acme.user, below);
    expect(await seen(tim)).toBe(1);
    const { items } = (await admin('GET', '/teams')).body as { items: Record<string, unknown>[] };
    expect(items).toMatchObject([
      { name: 'All', manager: { id: tim.userId }, parent: null, members: [] },
      { name: 'Below', parent: { name: 'All' }, members: [{ id: acme.user.userId }] },
      { name: 'North', members: [{ id: tim.userId }] },
    ]);
  });

  it('that is dissolved leaves its people and their records, and those below come up', async () => {
    const below = await insertTeam(acme, { name: 'Below', parentId: north });
    await makeLead(acme, { ownerId: acme.user.userId });
    await put(acme.user, north);
    expect((await admin('DELETE', `/teams/${north}?version=1`)).status).toBe(204);
    expect((await admin('GET', `/teams/${north}`)).status).toBe(404);
    expect((await admin('GET', `/teams/${below}`)).body).toMatchObject({ parent: null });
    expect(await seen(tim)).toBe(0);
    expect(await seen(acme.user)).toBe(1);
  });

  it('is not below itself, nor below one that is', async () => {
    const below = await insertTeam(acme, { name: 'Below', parentId: north });
    for (const parentId of [north, below])
      expect((await admin('PATCH', `/teams/${north}`, { version: 1, parentId })).body).toMatchObject({
        slug: 'team.circle',
      });
  });

  it.each([
    ['parentId', 404],
    ['managerId', 404],
  ])('with a %s that is not here is refused', async (field, status) => {
    expect((await admin('POST', '/teams', { name: 'X', [field]: uuidv7() })).status).toBe(status);
  });

  it('of another tenant is not there, and neither are its people', async () => {
    const other = await makeTenant();
    const foreign = await insertTeam(other);
    expect((await admin('GET', `/teams/${foreign}`)).status).toBe(404);
    expect((await put(acme.user, foreign)).status).toBe(404);
    expect((await put(other.user, north)).status).toBe(404);
  });

  it('is changed by those who may', async () => {
    expect((await api.rest(tim)('GET', '/teams')).status).toBe(200);
    expect((await api.rest(tim)('POST', '/teams', { name: 'Mine' })).status).toBe(403);
  });
});
