// The doors of an import from outside, over real HTTP: who may, what is answered, and how much is allowed.
import { keptFiles } from '../support/data-folder.ts';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { rolePermissions } from '../../db/schema/index.ts';
import { env } from '../../server/env.ts';
import { arrange } from '../support/factories.ts';
import { csv, formBytes, send } from './form.ts';
import { leads, LEADS, openWorld } from './world.ts';

const world = openWorld();

describe('POST /api/leads/import', () => {
  it('answers 202 with the job and where it is, and keeps the file as it came', async () => {
    const answer = await world.post([leads()]);
    expect(answer.status).toBe(202);
    expect(answer.headers.get('location')).toBe(`/api/jobs/${answer.body.jobId!}`);
    const [row] = await world.rows();
    expect(row).toMatchObject({ status: 'running', fileName: 'leads.csv', fileSize: LEADS.length });
    expect(keptFiles()).toContain(row?.filePath);
    const job = await world.api.rest(world.acme.user)('GET', `/jobs/${answer.body.jobId!}`);
    expect(job.body).toMatchObject({ type: 'import.run', status: 'queued', importId: row?.id });
  });

  it('takes policy, source and mapping in any order', async () => {
    const answer = await world.post([
      { name: 'mapping', value: '{"Email":"email","Name":"company"}' },
      leads(),
      { name: 'policy', value: 'skip' },
      { name: 'source', value: 'Old CRM' },
    ]);
    expect(answer.status).toBe(202);
    const [row] = await world.rows();
    expect(row?.settings).toMatchObject({ duplicates: 'skip', externalSource: 'Old CRM' });
    expect(row?.mapping).toMatchObject({ columns: [{ field: 'company' }, { field: 'email' }] });
  });

  it('as a dry run says what it would do and keeps nothing', async () => {
    const answer = await world.post([leads()], { 'X-Dry-Run': 'true' });
    expect([answer.status, answer.headers.get('x-dry-run')]).toEqual([200, 'true']);
    await world.nothingKept();
  });

  it('keeps no folder of the name it was given', async () => {
    await world.post([csv(LEADS, '../../etc/pass\u0007wd.csv')]);
    const [row] = await world.rows();
    expect(row?.fileName).toBe('passwd.csv');
    expect(row?.filePath).toBe(`files/${world.acme.tenantId}/imports/${row!.id}`);
  });
});

describe('who may', () => {
  const doors = ['/api/leads/import', '/import/upload'];

  it.each(doors)('nobody gets 401 from %s before a byte is kept', async (path) => {
    const answer = await send(world.api, null, new Uint8Array(formBytes([leads()])), {
      path,
      headers: { Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin' },
    });
    expect([answer.status, answer.body.error]).toEqual([401, 'Unauthorized']);
  });

  it.each(doors)('a role without import:create gets 403 from %s, and nothing is kept', async (path) => {
    const { tenantId, user } = world.acme;
    await arrange(world.acme, (tx) =>
      tx
        .delete(rolePermissions)
        .where(and(eq(rolePermissions.tenantId, tenantId), eq(rolePermissions.permission, 'import:create'))),
    );
    const answer = await send(world.api, user, new Uint8Array(formBytes([leads()])), {
      path,
      headers: { Accept: 'application/json' },
    });
    expect([answer.status, answer.body.error]).toEqual([403, 'Forbidden']);
    await world.nothingKept();
  });

  it('nobody gets 401 from the error file', async () => {
    const id = await world.uploaded();
    expect((await world.api.rest(null)('GET', `/imports/${id}/errors.csv`)).status).toBe(401);
  });

  it.each(doors)('a cookie from another site gets 403 from %s', async (path) => {
    const answer = await send(world.api, null, new Uint8Array(formBytes([leads()])), {
      path,
      headers: { Accept: 'application/json', Cookie: 'sf_at=x', 'Sec-Fetch-Site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
  });

  it('an import of another tenant is 404 at every door, with its errors too', async () => {
    const id = await world.uploaded();
    const foreign = world.api.rest(world.globex.admin);
    for (const path of [
      `/imports/${id}`,
      `/imports/${id}/rows?phase=run&outcome=fail`,
      `/imports/${id}/errors.csv`,
    ])
      expect([path, (await foreign('GET', path)).status]).toEqual([path, 404]);
    for (const verb of ['configure', 'map', 'preview', 'run', 'cancel']) {
      const body = verb === 'map' ? { columns: [] } : {};
      expect([verb, (await foreign('POST', `/imports/${id}/${verb}`, body)).status]).toEqual([verb, 404]);
    }
  });
});

describe('limits', () => {
  it('a third import at once is 429 with Retry-After; one that was stopped makes room', async () => {
    const first = await world.post([leads()]);
    expect((await world.post([leads()])).status).toBe(202);
    const third = await world.post([leads()]);
    expect([third.status, third.body.error]).toEqual([429, 'TooManyRequests']);
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0);
    const { body: job } = await world.api.rest(world.acme.user)<{ importId: string }>(
      'GET',
      `/jobs/${first.body.jobId!}`,
    );
    expect(
      (await world.api.rest(world.acme.user)('POST', `/imports/${job.importId}/cancel`, {})).status,
    ).toBe(200);
    expect((await world.post([leads()])).status).toBe(202);
  });

  it('a third upload at once is refused before it is taken', async () => {
    const open = [await world.begin(1000), await world.begin(1000)];
    await world.untilFiles(2);
    expect((await world.post([leads()])).status).toBe(429);
    for (const socket of open) socket.destroy();
    await world.untilFiles(0);
  });

  it('as many as an hour may have; Retry-After is when the first of them is an hour old', async () => {
    const { LIMIT_IMPORT_PER_HOUR: limit } = env;
    try {
      env.LIMIT_IMPORT_PER_HOUR = 1;
      await world.uploaded();
      const answer = await world.post([leads()]);
      expect([answer.status, answer.body.error]).toEqual([429, 'TooManyRequests']);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3_000);
    } finally {
      env.LIMIT_IMPORT_PER_HOUR = limit;
    }
  });
});

describe('an upload by the page', () => {
  it('goes on to the mapping, by redirect without scripts', async () => {
    const answer = await world.uploadPage([leads()], { Accept: 'text/html' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toMatch(/^\/import\/[0-9a-f-]{36}\/map$/);
  });

  it('takes pasted rows', async () => {
    await world.uploaded([{ name: 'text', value: LEADS }]);
    expect(await world.rows()).toMatchObject([{ fileName: 'Pasted rows', status: 'uploaded' }]);
  });

  it('goes back to the form with the reason, without scripts', async () => {
    const answer = await world.uploadPage([csv('%PDF-1.7')], { Accept: 'text/html' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/import']);
    expect(decodeURIComponent(answer.headers.getSetCookie().join())).toContain('This is a PDF, not CSV.');
    await world.nothingKept();
  });
});
