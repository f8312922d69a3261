// Converting a lead: it becomes a contact, their organization and an opportunity, all in one transaction, and can be taken back.
import { hasName, NEEDS_NAME, type ContactCreate } from '../../../app/contracts/contacts.ts';
import type { ConversionProposal, LeadConvert } from '../../../app/contracts/lead-conversion.ts';
import type { Tx } from '../../../db/tenant.ts';
import { withoutLocked } from '../../auth/field-rules.ts';
import { mayDo, requirePermission } from '../../auth/require-permission.ts';
import { AppError, refusingAs } from '../../errors.ts';
import { missingReference, stale } from '../../records/records.actions.ts';
import { findHeld, updateRecord } from '../../records/records.queries.ts';
import { createContact, requireContact } from '../contacts/contacts.actions.ts';
import { createOpportunity } from '../opportunities/opportunities.actions.ts';
import { createOrganization } from '../organizations/organizations.actions.ts';
import { findUser } from '../users/users.queries.ts';
import * as queries from './conversion.queries.ts';
import { domainOf, proposalOf } from './conversion.rules.ts';
import { findContactCandidates, findOrganizationCandidates } from '../duplicates/duplicates.queries.ts';
import { requireLead } from './leads.actions.ts';
import { findUsable } from './leads.references.queries.ts';

type Ctx = { tx: Tx };
type Lead = Awaited<ReturnType<typeof requireLead>>;
type ContactFields = Partial<ContactCreate>;

/** What the lead would become, with the records that may be the same; of nouns the caller may not read there are none. */
export async function proposeConversion({ tx }: Ctx, id: string): Promise<ConversionProposal> {
  const lead = await requireOpen(tx, id);
  const proposed = proposalOf(lead);
  const [contacts, organizations] = await Promise.all([
    (await mayDo(tx, 'contact:read')) ? findContactCandidates(tx, lead) : [],
    (await mayDo(tx, 'organization:read'))
      ? findOrganizationCandidates(tx, { company: lead.company, domain: domainOf(lead.email) })
      : [],
  ]);
  return { id, version: lead.version, name: lead.name, ...proposed, contacts, organizations };
}

async function requireOpen(tx: Tx, id: string): Promise<Lead> {
  const lead = await requireLead(tx, id);
  if (!lead.converted) return lead;
  throw new AppError('Conflict', 'lead.converted', 'This lead has been converted already.', {
    hint: 'Open what it became, or take the conversion back first.',
    data: { became: lead.converted },
  });
}

/** Everything or nothing. Throws what making each of the records throws, and 409 where the lead changed or is converted. */
export async function convertLead({ tx }: Ctx, input: LeadConvert) {
  const lead = await requireOpen(tx, input.id);
  const version = await close(tx, lead, input.version);
  const conversion = { tx, lead, input, ownerOf: await ownersFor(tx, lead), made: [] as queries.Made[] };
  const organization = await organizationOf(conversion);
  const contactId = await contactOf(conversion, organization);
  const opportunityId = await opportunityOf(conversion, { organization, contactId });
  const became = { contactId, organizationId: organization?.id ?? null, opportunityId };
  await queries.shareStory(tx, lead.id, became);
  const entry = {
    ...became,
    leadId: lead.id,
    ownerId: lead.owner?.id ?? null,
    teamId: lead.teamId,
    subject: `${lead.name} was converted`,
  };
  const before = { stageId: lead.stage.id, isArchived: lead.archived, made: conversion.made };
  await queries.insertConversion(tx, entry, before);
  return { id: lead.id, version, ...became };
}

/** Marks the lead as converted, won and archived. 409 when it changed since it was read. */
async function close(tx: Tx, lead: Lead, version: number): Promise<number> {
  const now = new Date().toISOString();
  const won = lead.stage.kind === 'won' ? null : await queries.findWonStage(tx, lead.stage.id);
  const changes = { convertedAt: now, archivedAt: now, ...(won && { stageId: won }) };
  const closed = await updateRecord(tx, 'lead', { id: lead.id, version }, changes);
  if (closed === null) throw stale({ noun: 'lead' }, await requireLead(tx, lead.id));
  return closed;
}

/** New records are the lead's owner's, where the caller may give them away; else the caller's. */
type OwnerOf = (noun: queries.Made) => Promise<{ ownerId?: string }>;

async function ownersFor(tx: Tx, { owner }: Lead): Promise<OwnerOf> {
  const isGiven = owner !== null && owner.id !== tx.context.userId;
  if (!isGiven || (await findUser(tx, owner.id))?.status !== 'active') return () => Promise.resolve({});
  return async (noun) => ((await mayDo(tx, `${noun}:assign`)) ? { ownerId: owner.id } : {});
}

/** What of the lead goes into the new records, and who made them. */
interface Conversion {
  tx: Tx;
  lead: Lead;
  input: LeadConvert;
  ownerOf: OwnerOf;
  made: queries.Made[];
}

async function organizationOf({ tx, lead, input, ownerOf, made }: Conversion): Promise<Named | null> {
  if (input.organizationId) return requireHeld(tx, 'organization', input.organizationId);
  if (input.contactId && input.organizationName === undefined) return companyOf(tx, input.contactId);
  const name = input.organizationName === undefined ? lead.company : input.organizationName;
  if (!name) return null;
  await requirePermission(tx, 'organization:create');
  const facts = await withoutLocked(
    tx,
    'organization',
    given({ website: lead.website, industry: lead.industry }),
  );
  const fields = { name, ...facts, ...(await ownerOf('organization')) };
  const { id } = await refusingAs({ name: 'organizationName' }, () =>
    createOrganization({ tx }, fields, false),
  );
  made.push('organization');
  return { id, name };
}

async function companyOf(tx: Tx, contactId: string): Promise<Named | null> {
  await requireHeld(tx, 'contact', contactId);
  return (await requireContact(tx, contactId)).organization;
}

interface Named {
  id: string;
  name: string;
}

async function requireHeld(tx: Tx, noun: 'contact' | 'organization', id: string): Promise<Named> {
  const held = await findHeld(tx, noun, id);
  if (!held) throw missingReference({ [`${noun}Id`]: `There is no such ${noun}.` });
  return { id, name: held.name };
}

/** Without what there is none of. */
const given = <T extends Record<string, unknown>>(facts: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)) as never;

async function contactOf(
  { tx, lead, input, ownerOf, made }: Conversion,
  organization: Named | null,
): Promise<string> {
  if (input.contactId) return (await requireHeld(tx, 'contact', input.contactId)).id;
  await requirePermission(tx, 'contact:create');
  const { contact } = proposalOf(lead);
  const isNamed = input.firstName !== undefined || input.lastName !== undefined;
  const { firstName, lastName } = isNamed ? input : contact;
  if (!hasName({ firstName, lastName }))
    throw new AppError('Unprocessable', 'input.invalid', NEEDS_NAME.error, {
      details: { firstName: [NEEDS_NAME.error] },
    });
  const { title, email, phone, description, address } = lead;
  const facts = given({
    title,
    email,
    phone,
    description,
    address,
    organizationId: organization?.id ?? null,
  });
  const { id } = await createContact(
    { tx },
    {
      ...given({ firstName: firstName ?? null, lastName: lastName ?? null }),
      ...((await withoutLocked(tx, 'contact', facts)) as ContactFields),
      ...(await ownerOf('contact')),
    },
    false,
  );
  made.push('contact');
  return id;
}

async function opportunityOf(
  { tx, lead, input, ownerOf, made }: Conversion,
  { organization, contactId }: { organization: Named | null; contactId: string },
): Promise<string | null> {
  if (input.opportunity === null) return null;
  await requirePermission(tx, 'opportunity:create');
  const { title, ...rest } = input.opportunity ?? {};
  const { id } = await createOpportunity(
    { tx },
    {
      title: title ?? organization?.name ?? proposalOf(lead).opportunityTitle,
      ...rest,
      contactId,
      ...(organization && { organizationId: organization.id }),
      ...(await ownerOf('opportunity')),
    },
    lead.id,
  );
  made.push('opportunity');
  return id;
}

/** Takes a conversion back: what was made of the lead goes to the trash unless it was changed or used since. */
export async function revertConversion({ tx }: Ctx, id: string) {
  const lead = await requireLead(tx, id);
  const conversion = await queries.findConversion(tx, id);
  if (!lead.converted || !conversion)
    throw new AppError('Conflict', 'lead.not_converted', 'This lead is not converted.', {
      hint: 'There is nothing to take back.',
    });
  const { before, entryId } = conversion;
  const { stage } = await findUsable(tx, { stageId: before.stageId });
  const reopened = await updateRecord(tx, 'lead', lead, {
    convertedAt: null,
    ...(!before.isArchived && { archivedAt: null }),
    ...(stage && { stageId: before.stageId }),
  });
  if (reopened === null) throw stale({ noun: 'lead' }, await requireLead(tx, id));
  await queries.unshareStory(tx, id, conversion);
  await queries.deleteConversion(tx, entryId);
  const kept: { noun: queries.Made; id: string }[] = [];
  // in this order, because an opportunity in use keeps its contact, and a contact its organization
  for (const noun of ['opportunity', 'contact', 'organization'] as const) {
    const made = before.made.includes(noun) ? conversion[`${noun}Id`] : null;
    if (made && !(await trash(tx, noun, made, id))) kept.push({ noun, id: made });
  }
  return { id, version: reopened, kept };
}

/** False where somebody changed the record or made something of it: then it stays. */
async function trash(tx: Tx, noun: queries.Made, id: string, leadId: string): Promise<boolean> {
  if (await queries.isUsed(tx, noun, id, leadId)) return false;
  const deleted = { deletedAt: new Date().toISOString() };
  return (await updateRecord(tx, noun, { id, version: AS_MADE }, deleted)) !== null;
}

const AS_MADE = 1;
