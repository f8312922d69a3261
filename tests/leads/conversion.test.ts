// A lead becomes a contact, their organization and an opportunity: what is proposed, what is made, and the way back.
import { describe, expect, it } from 'vitest';
import { makeContact, makeOrganization } from '../support/customers.ts';
import { makeTenant } from '../support/factories.ts';
import {
  ADA,
  type Lead,
  type Proposal,
  acme,
  api,
  asAdmin,
  asUser,
  convert,
  holderOf,
  lead,
  openWorld,
  read,
} from './converting.ts';

openWorld();

describe('what is proposed', () => {
  it('is the lead, taken apart, with nothing that may be the same', async () => {
    const id = await lead();
    expect(await read<Proposal>(`/leads/${id}/conversion`)).toMatchObject({
      version: 1,
      contact: { firstName: 'Ada King', lastName: 'Lovelace', email: 'ada@engines.test', title: 'Countess' },
      organizationName: 'Analytical Engines',
      opportunityTitle: 'Analytical Engines',
      contacts: [],
      organizations: [],
    });
  });

  it('names contacts of the same address, phone or name, and organizations of the same name or domain', async () => {
    const id = await lead({ phone: '+44 20 7946 0000', phoneE164: '+442079460000' });
    const byName = await asAdmin<{ id: string }>('POST', '/contacts', {
      firstName: 'ada king',
      lastName: 'LOVELACE',
    });
    const byPhone = await makeContact(acme, { name: 'Switchboard', phone: '0', phoneE164: '+442079460000' });
    const byEmail = await makeContact(acme, { name: 'A. L.', email: 'ADA@engines.test' });
    await makeContact(acme, { name: 'Ada King Lovelace-Byron', email: 'other@engines.test' });
    const named = await makeOrganization(acme, { name: 'ANALYTICAL ENGINES' });
    const domain = await makeOrganization(acme, { name: 'Engines Ltd', domain: 'engines.test' });
    await makeOrganization(acme, { name: 'Engines', domain: 'engines.example' });
    const { contacts, organizations } = await read<Proposal>(`/leads/${id}/conversion`);
    expect(contacts.map(({ id, same }) => [id, same])).toEqual([
      [byEmail, ['email']],
      [byName.body.id, ['name']],
      [byPhone, ['phone']],
    ]);
    expect(organizations.map(({ id, same }) => [id, same])).toEqual([
      [domain, ['domain']],
      [named, ['name']],
    ]);
  });

  it('leaves out what the caller may not see: another’s record, another tenant’s, a hidden field', async () => {
    const nosy = await holderOf(['lead:read', 'lead:convert', 'contact:read'], 'own');
    const id = await lead({ ownerId: nosy.userId });
    await makeContact(acme, { name: 'Theirs', email: ADA.email, ownerId: acme.admin.userId });
    await makeContact(await makeTenant(), { name: 'Elsewhere', email: ADA.email });
    await makeOrganization(acme, { name: ADA.company });
    const { body } = await api.rest(nosy)<Proposal>('GET', `/leads/${id}/conversion`);
    expect([body.contacts, body.organizations]).toEqual([[], []]);
  });
});

describe('converting', () => {
  it('makes all three, which refer to each other, and closes the lead', async () => {
    const id = await lead();
    const { status, body } = await convert(id, {
      opportunity: { title: 'First engine', amount: { minor: 500_000 } },
    });
    expect(status).toBe(200);
    const contact = { id: body.contactId, name: 'Ada King Lovelace' };
    const organization = { id: body.organizationId, name: 'Analytical Engines' };
    expect(await read(`/contacts/${body.contactId}`)).toMatchObject({
      ...contact,
      firstName: 'Ada King',
      title: 'Countess',
      email: 'ada@engines.test',
      organization,
      owner: { id: acme.user.userId },
    });
    expect(await read(`/opportunities/${String(body.opportunityId)}`)).toMatchObject({
      title: 'First engine',
      leadId: id,
      contact,
      organization,
      amount: { minor: 500_000 },
    });
    expect(await read<Lead>(`/leads/${id}`)).toMatchObject({
      archived: true,
      stage: { kind: 'won' },
      version: body.version,
      converted: { contact, organization, opportunity: { id: body.opportunityId, name: 'First engine' } },
    });
  });

  it('carries the lead’s story and tasks over to the contact and the opportunity', async () => {
    const id = await lead();
    await asUser('POST', `/leads/${id}/notes`, { body: 'Likes looms.' });
    await asUser('POST', '/tasks', { title: 'Send punch cards', record: { noun: 'lead', id } });
    const { body } = await convert(id);
    for (const path of [`/contacts/${body.contactId}`, `/opportunities/${String(body.opportunityId)}`]) {
      const { items } = await read<{ items: { body: string | null; subject: string | null }[] }>(
        `${path}/activities`,
      );
      expect(items.map(({ body, subject }) => body ?? subject)).toEqual([
        'Ada King Lovelace was converted',
        'Likes looms.',
      ]);
    }
  });

  it('uses records that are there, the organization of a chosen contact too', async () => {
    const organizationId = await makeOrganization(acme, { name: 'Looms' });
    const contactId = await makeContact(acme, { name: 'Ada', organizationId });
    const { body } = await convert(await lead(), { contactId, opportunity: null });
    expect(body).toMatchObject({ contactId, organizationId, opportunityId: null });
    const other = await makeOrganization(acme, { name: 'Bernoulli' });
    const second = await convert(await lead({ email: 'a@b.test' }), { organizationId: other });
    expect(await read(`/contacts/${second.body.contactId}`)).toMatchObject({ organization: { id: other } });
  });

  it('makes no organization where none is wanted or known', async () => {
    expect((await convert(await lead(), { organizationName: null })).body.organizationId).toBeNull();
    const alone = await convert(await lead({ email: null, company: null }));
    expect(alone.body.organizationId).toBeNull();
    expect(await read(`/opportunities/${String(alone.body.opportunityId)}`)).toMatchObject({
      title: ADA.name,
    });
  });

  it('gives new records to the lead’s owner where the caller may, else to the caller', async () => {
    const byManager = await convert(await lead(), {}, api.rest(acme.manager));
    expect(await read(`/contacts/${byManager.body.contactId}`)).toMatchObject({
      owner: { id: acme.user.userId },
    });
    const unowned = await lead({ email: 'u@engines.test', company: 'Unowned', ownerId: null });
    const byUser = await convert(unowned);
    expect(await read(`/contacts/${byUser.body.contactId}`)).toMatchObject({
      owner: { id: acme.user.userId },
    });
  });
});
