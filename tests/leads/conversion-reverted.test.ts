// What a conversion is refused for leaves everything as it was, and what was converted can be taken back.
import { describe, expect, it } from 'vitest';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { makeTenant } from '../support/factories.ts';
import {
  type Lead,
  type Refusal,
  acme,
  api,
  asUser,
  convert,
  holderOf,
  lead,
  openWorld,
  read,
} from './converting.ts';

openWorld();

describe('what is refused leaves everything as it was', () => {
  const untouched = async (id: string): Promise<void> => {
    expect(await read<Lead>(`/leads/${id}`)).toMatchObject({ version: 1, archived: false, converted: null });
    expect(await read('/contacts')).toMatchObject({ count: 0 });
  };

  it('a name that an organization holds: 409 that names it', async () => {
    const id = await lead();
    const taken = await makeOrganization(acme, { name: 'analytical engines' });
    const { status, body } = await convert(id);
    expect([status, body]).toMatchObject([
      409,
      {
        slug: 'organization.name_taken',
        details: { organizationName: [expect.stringContaining('exists already')] },
        data: { existing: { id: taken } },
      },
    ]);
    await untouched(id);
  });

  it('a stale version, a lead that is converted, one that is not there', async () => {
    const id = await lead();
    expect(await convert(id, { version: 9 })).toMatchObject({ status: 409, body: { slug: 'record.stale' } });
    await untouched(id);
    const answers = await Promise.all([convert(id), convert(id)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await convert(id)).toMatchObject({ status: 409, body: { slug: 'lead.converted' } });
    expect((await asUser('GET', `/leads/${id}/conversion`)).status).toBe(409);
    expect((await convert(acme.tenantId)).status).toBe(404);
  });

  it.each(['contactId', 'organizationId'])('another tenant’s %s', async (field) => {
    const id = await lead();
    const other = await makeTenant();
    const theirs = await (field === 'contactId' ? makeContact : makeOrganization)(other);
    const { status, body } = await asUser<Refusal>('POST', `/leads/${id}/convert`, {
      version: 1,
      [field]: theirs,
    });
    expect([status, body.slug, Object.keys(body.details ?? {})]).toEqual([
      404,
      'record.reference_not_found',
      [field],
    ]);
    await untouched(id);
  });

  it('a name of spaces', async () => {
    const id = await lead();
    const { status, body } = await asUser<Refusal>('POST', `/leads/${id}/convert`, {
      version: 1,
      firstName: ' ',
    });
    expect([status, body.details]).toMatchObject([422, { firstName: ['Enter a first or a last name.'] }]);
    await untouched(id);
  });

  it('a caller who may not make one of them', async () => {
    const permissions = [
      'lead:read',
      'lead:convert',
      'contact:read',
      'contact:create',
      'organization:create',
    ];
    const person = api.rest(await holderOf(permissions, 'all'));
    const id = await lead();
    const { status, body } = await person<Refusal>('POST', `/leads/${id}/convert`, { version: 1 });
    expect([status, body.message]).toEqual([
      403,
      'Your role does not hold the permission opportunity:create.',
    ]);
    await untouched(id);
    expect((await person('POST', `/leads/${id}/convert`, { version: 1, opportunity: null })).status).toBe(
      200,
    );
  });
});

describe('taking it back', () => {
  const revert = (id: string) =>
    asUser<{ version: number; kept: { noun: string; id: string }[] }>(
      'POST',
      `/leads/${id}/revert-conversion`,
    );

  it('opens the lead as it was and puts what was made in the trash', async () => {
    const id = await lead();
    const before = await read<Lead>(`/leads/${id}`);
    await asUser('POST', `/leads/${id}/notes`, { body: 'Likes looms.' });
    const { body } = await convert(id);
    const reverted = await revert(id);
    expect([reverted.status, reverted.body.kept]).toEqual([200, []]);
    expect(await read<Lead>(`/leads/${id}`)).toMatchObject({
      archived: false,
      converted: null,
      stage: before.stage,
    });
    for (const path of ['contacts', 'organizations', 'opportunities'])
      expect(await read(`/${path}`)).toMatchObject({ count: 0 });
    const { items } = await read<{ items: { body: string }[] }>(`/leads/${id}/activities`);
    expect(items.map((item) => item.body)).toEqual(['Likes looms.']);
    expect((await asUser('POST', `/contacts/${body.contactId}/restore`)).status).toBe(200);
    const again = await convert(id, { version: reverted.body.version });
    expect(again.status).toBe(200);
  });

  it('keeps what was changed or used since, and what that refers to, and says so', async () => {
    const id = await lead();
    const { body } = await convert(id);
    await asUser('POST', `/contacts/${body.contactId}/notes`, { body: 'Called.' });
    const { kept } = (await revert(id)).body;
    expect(kept).toEqual([
      { noun: 'contact', id: body.contactId },
      { noun: 'organization', id: body.organizationId },
    ]);
    expect(await read('/opportunities')).toMatchObject({ count: 0 });
  });

  it('leaves records that were there before alone', async () => {
    const contactId = await makeContact(acme, { name: 'Ada' });
    const id = await lead();
    await convert(id, { contactId, opportunity: null });
    expect((await revert(id)).body.kept).toEqual([]);
    expect(await read('/contacts')).toMatchObject({ count: 1 });
  });

  it('is refused where there is nothing to take back', async () => {
    expect(await revert(await lead())).toMatchObject({ status: 409, body: { slug: 'lead.not_converted' } });
  });
});
