// What is decided about an import between its upload and its run, who sees it, and the file of what did not go in.
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { importRows, roleVisibility } from '../../db/schema/index.ts';
import { arrange, makePerson, type TestTenant } from '../support/factories.ts';
import { csv } from './form.ts';
import { LEADS, openWorld } from './world.ts';

const world = openWorld();

describe('deciding', () => {
  it('another reading is detected anew; chosen columns stay where the columns do', async () => {
    const id = await world.uploaded([csv('Name;City\r\nÅsa;Malmö\r\n')]);
    const mine = world.api.rest(world.acme.user);
    const columns = [{ index: 0, field: 'name' }];
    expect((await mine('POST', `/imports/${id}/map`, { columns, duplicates: 'skip' })).status).toBe(200);
    expect((await mine('POST', `/imports/${id}/configure`, { encoding: 'utf-8' })).status).toBe(200);
    const same = await mine('GET', `/imports/${id}`);
    expect(same.body).toMatchObject({
      duplicates: 'skip',
      reading: { encoding: 'utf-8' },
      mapping: { columns: [{ field: 'name', confidence: 0.94 }, { field: null }] },
    });
    await mine('POST', `/imports/${id}/configure`, { delimiter: ',', headerLine: 0 });
    const other = await mine('GET', `/imports/${id}`);
    expect(other.body).toMatchObject({ detected: { width: 1, headerLine: null, delimiter: ',' } });
  });

  it('a column filled twice is said at that column', async () => {
    const id = await world.uploaded();
    const columns = [
      { index: 0, field: 'name' },
      { index: 1, field: 'name' },
    ];
    const answer = await world.api.rest(world.acme.user)('POST', `/imports/${id}/map`, { columns });
    expect(answer).toMatchObject({
      status: 422,
      body: { details: { 'columns.1': [expect.stringContaining('Name')] } },
    });
  });

  it('what was decided once is suggested for the same columns in another order', async () => {
    const first = await world.uploaded([csv('Alpha,Beta\r\nx,y\r\n')]);
    const columns = [
      { index: 0, field: 'company' },
      { index: 1, field: 'city' },
    ];
    await world.api.rest(world.acme.user)('POST', `/imports/${first}/map`, { columns });
    const second = await world.uploaded([csv('Beta,Alpha\r\ny,x\r\n')]);
    const { body } = await world.api.rest(world.acme.user)('GET', `/imports/${second}`);
    expect(body).toMatchObject({ mapping: { columns: [{ field: 'city' }, { field: 'company' }] } });
  });

  it('nothing is changed once rows go in, and nothing is stopped that does not go on', async () => {
    const id = await world.uploaded();
    const mine = world.api.rest(world.acme.user);
    expect((await mine('POST', `/imports/${id}/cancel`, {})).status).toBe(409);
    expect((await mine('POST', `/imports/${id}/run`, {})).status).toBe(202);
    for (const [verb, body] of [
      ['run', {}],
      ['preview', {}],
      ['configure', { delimiter: ';' }],
      ['map', { columns: [{ index: 0, field: 'name' }] }],
    ] as const)
      expect([verb, (await mine('POST', `/imports/${id}/${verb}`, body)).status]).toEqual([verb, 409]);
  });

  it('who sees only own leads sees only own imports; who sees all of them sees all', async () => {
    await onlyOwnLeads(world.acme);
    const id = await world.uploaded();
    const colleague = await makePerson(world.acme, 'user');
    const seen = await Promise.all(
      [world.acme.user, world.acme.admin, colleague].map(async (person) => [
        (await world.api.rest(person)<{ items: { id: string }[] }>('GET', '/imports')).body.items.map(
          (item) => item.id,
        ),
        (await world.api.rest(person)('GET', `/imports/${id}`)).status,
      ]),
    );
    expect(seen).toEqual([
      [[id], 200],
      [[id], 200],
      [[], 404],
    ]);
  });
});

const onlyOwnLeads = ({ tenantId, roleIds, ...tenant }: TestTenant): Promise<unknown> =>
  arrange(tenant, (tx) =>
    tx
      .update(roleVisibility)
      .set({ scope: 'own' })
      .where(
        and(eq(roleVisibility.tenantId, tenantId), eq(roleVisibility.roleId, roleIds.get('user') ?? '')),
      ),
  );

describe('GET /api/imports/:id/errors.csv', () => {
  it('is a download no browser runs, with formulas neutralised and the reasons behind the cells', async () => {
    const id = await world.uploaded([csv(LEADS, 'fair “2025”.csv')]);
    await arrange(world.acme, (tx) =>
      tx.insert(importRows).values({
        tenantId: world.acme.tenantId,
        importId: id,
        rowNo: 2,
        lineNo: 3,
        phase: 'preview',
        outcome: 'fail',
        cells: ['=cmd|calc', 'nobody@'],
        issues: [{ code: 'email', column: 'Email', reason: 'No address.', suggestion: 'Correct it.' }],
      }),
    );
    const response = await fetch(`${world.api.url}/api/imports/${id}/errors.csv`, {
      headers: { Authorization: `Bearer ${await world.api.bearer(world.acme.user)}` },
    });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox') as string,
      'content-disposition': `attachment; filename="fair _2025_ - failed rows.csv"; filename*=UTF-8''fair%20%E2%80%9C2025%E2%80%9D%20-%20failed%20rows.csv`,
    });
    const [head, line, rest] = (await response.text()).split('\r\n');
    expect(head).toMatch(/^Name,Email,/);
    expect(line).toContain("'=cmd|calc");
    expect(line).toMatch(/nobody@,3,Email,No address\.,Correct it\.$/);
    expect(rest).toBe('');
  });

  it('refuses a parameter it does not know', async () => {
    const id = await world.uploaded();
    const answer = await world.api.rest(world.acme.user)('GET', `/imports/${id}/errors.csv?outcome=create`);
    expect(answer.status).toBe(400);
  });
});
