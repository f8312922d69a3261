// The changes a contact goes through. What is the same for every noun is in server/records.
import {
  nameOf,
  type ContactCreate,
  type ContactPatch,
  type ContactReplace,
} from '../../../app/contracts/contacts.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { onlyEditable } from '../../auth/field-rules.ts';
import { AppError } from '../../errors.ts';
import { toE164 } from '../../phone.ts';
import { storedAddress, tidied } from '../../records/address.ts';
import * as records from '../../records/records.actions.ts';
import { insertRecord } from '../../records/records.queries.ts';
import { changedValues, writeValues } from '../custom-fields/custom-values.actions.ts';
import { writeTokens } from '../search/search.queries.ts';
import { findPhoneCountry } from '../tenants/tenants.queries.ts';
import * as contacts from './contacts.queries.ts';

type Ctx = { tx: Tx };
type Loaded = contacts.LoadedContact;
type Saved = Promise<{ id: string; version: number }>;
type Fields = Omit<ContactPatch, 'id' | 'version' | 'ownerId' | 'archived'>;

const contact: records.RecordKind<Loaded, Fields> = {
  noun: 'contact',
  find: contacts.findContact,
  inputOf: (record) => ({ ...record, organizationId: record.organization?.id ?? null }),
  columnsOf,
  async saved(tx, before, fields) {
    if (SEARCHED.every((field) => fields[field] === undefined)) return;
    const now = await requireContact(tx, before.id);
    const company = now.organization?.name ?? null;
    await writeTokens(tx, 'contact', { ...now, company, ownerId: before.owner?.id ?? null });
  },
};

/** What a contact is found by. */
const SEARCHED = ['firstName', 'lastName', 'email', 'phone', 'organizationId'] as const;

export const requireContact = (tx: Tx, id: string): Promise<Loaded> => records.requireRecord(contact, tx, id);

/** A conversion asks for no custom fields. */
export async function createContact(
  { tx }: Ctx,
  input: ContactCreate,
  isAsked = true,
): Promise<{ id: string }> {
  const allowed = await onlyEditable(tx, 'contact', input, null);
  const { custom, externalSource, externalId, ownerId: wanted, ...fields } = allowed;
  const owner = await records.requireOwner(tx, 'contact', wanted);
  const values = isAsked ? await changedValues(tx, 'contact', custom, null) : [];
  const company = fields.organizationId ? await requireCompany(tx, fields.organizationId) : null;
  const made = {
    ...fields,
    ...owner,
    id: uuidv7(),
    name: nameOf(fields),
    address: storedAddress(fields.address),
    phoneE164: toE164(fields.phone, await findPhoneCountry(tx)),
  };
  const { id } = made;
  await insertRecord(tx, 'contact', made);
  await writeValues(tx, 'contact', id, values, owner);
  if (externalId) {
    const link = { source: externalSource ?? 'api', id: externalId, recordId: id, ...owner };
    await records.addExternalId(tx, 'contact', link);
  }
  const { name, phoneE164, email = null, phone = null } = made;
  await writeTokens(tx, 'contact', { id, ...owner, name, phoneE164, email, phone, company });
  await records.tellOwner(tx, 'contact', id, owner.ownerId);
  return { id };
}

/** The whole of the editable fields: what is missing is emptied, unless the caller may not change it. */
export const replaceContact = ({ tx }: Ctx, input: ContactReplace): Saved =>
  records.replaceRecord(contact, tx, tidied(input), {
    firstName: null,
    lastName: null,
    title: null,
    email: null,
    phone: null,
    organizationId: null,
    description: null,
    address: null,
  });

export const saveContact = ({ tx }: Ctx, input: ContactPatch): Saved =>
  records.saveRecord(contact, tx, tidied(input));

export const assignContact = ({ tx }: Ctx, { id, ownerId }: { id: string; ownerId: string | null }) =>
  records.assignRecord(contact, tx, id, ownerId);

export const deleteContact = ({ tx }: Ctx, input: { id: string; version: number }) =>
  records.deleteRecord(contact, tx, input);

export const restoreContact = ({ tx }: Ctx, input: records.TakenBack) =>
  records.restoreRecord(contact, tx, input);

async function columnsOf(tx: Tx, { organizationId, ...fields }: Fields, before: Loaded) {
  if (organizationId) await requireCompany(tx, organizationId);
  return {
    ...fields,
    ...renamed(fields, before),
    // who does not see the organization does not take it away by sending none
    ...(organizationId !== undefined &&
      (organizationId ?? before.organization) !== null && { organizationId }),
    ...(fields.phone !== undefined && { phoneE164: toE164(fields.phone, await findPhoneCountry(tx)) }),
  };
}

/** The name that the parts make, when one of them changes. */
function renamed({ firstName, lastName }: Fields, before: Loaded) {
  if (firstName === undefined && lastName === undefined) return {};
  const parts = {
    firstName: firstName === undefined ? before.firstName : firstName,
    lastName: lastName === undefined ? before.lastName : lastName,
  };
  const name = nameOf(parts);
  if (name) return { ...parts, name };
  const message = 'Enter a first or a last name.';
  throw new AppError('Unprocessable', 'input.invalid', message, { details: { firstName: [message] } });
}

/** What the organization is called. Throws when there is none in sight. */
async function requireCompany(tx: Tx, id: string): Promise<string> {
  const name = await contacts.findOrganizationName(tx, id);
  if (name === null) throw records.missingReference({ organizationId: 'There is no such organization.' });
  return name;
}
