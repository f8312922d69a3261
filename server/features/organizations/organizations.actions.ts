// The changes an organization goes through. What is the same for every noun is in server/records.
import type {
  OrganizationCreate,
  OrganizationPatch,
  OrganizationReplace,
} from '../../../app/contracts/organizations.ts';
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
import * as organizations from './organizations.queries.ts';
import { changesSearch, isSameName, searchable } from './organizations.rules.ts';

type Ctx = { tx: Tx };
type Loaded = organizations.LoadedOrganization;
type Saved = Promise<{ id: string; version: number }>;
type Fields = Omit<OrganizationPatch, 'id' | 'version' | 'ownerId' | 'archived'>;

const organization: records.RecordKind<Loaded, Fields> = {
  noun: 'organization',
  find: organizations.findOrganization,
  inputOf: (record) => ({ ...record, parentId: record.parent?.id ?? null, keepApart: record.keptApart }),
  columnsOf,
  async saved(tx, before, fields) {
    if (!changesSearch(fields)) return;
    const now = await requireOrganization(tx, before.id);
    await writeTokens(tx, 'organization', { ...searchable(now), ownerId: before.owner?.id ?? null });
  },
  async requirePlace(tx, id) {
    const trashed = await organizations.findTrashed(tx, id);
    if (trashed && !trashed.nameApart) await refuseTaken(tx, trashed.name, id);
  },
  taken: (constraint) => (constraint === 'organizations_name_key' ? nameTaken() : undefined),
};

export const requireOrganization = (tx: Tx, id: string): Promise<Loaded> =>
  records.requireRecord(organization, tx, id);

/** A conversion asks for no custom fields. */
export async function createOrganization(
  { tx }: Ctx,
  input: OrganizationCreate,
  isAsked = true,
): Promise<{ id: string }> {
  const allowed = await onlyEditable(tx, 'organization', input, null);
  const { custom, keepApart, externalSource, externalId, ownerId: wanted, ...fields } = allowed;
  const owner = await records.requireOwner(tx, 'organization', wanted);
  const values = isAsked ? await changedValues(tx, 'organization', custom, null) : [];
  const id = uuidv7();
  if (fields.parentId) await requireParent(tx, fields.parentId, id);
  if (!keepApart) await refuseTaken(tx, fields.name);
  const made = {
    ...fields,
    ...owner,
    id,
    address: storedAddress(fields.address),
    phoneE164: toE164(fields.phone, await findPhoneCountry(tx)),
    nameApart: keepApart ?? false,
  };
  if (!(await insertRecord(tx, 'organization', made))) {
    await refuseTaken(tx, fields.name);
    throw nameTaken();
  }
  await writeValues(tx, 'organization', id, values, owner);
  if (externalId) {
    const link = { source: externalSource ?? 'api', id: externalId, recordId: id, ...owner };
    await records.addExternalId(tx, 'organization', link);
  }
  await writeTokens(tx, 'organization', searchable(made));
  await records.tellOwner(tx, 'organization', id, owner.ownerId);
  return { id };
}

/** The whole of the editable fields: what is missing is emptied, unless the caller may not change it. */
export const replaceOrganization = ({ tx }: Ctx, input: OrganizationReplace): Saved =>
  records.replaceRecord(organization, tx, tidied(input), {
    domain: null,
    website: null,
    phone: null,
    size: null,
    industry: null,
    parentId: null,
    description: null,
    address: null,
  });

export const saveOrganization = ({ tx }: Ctx, input: OrganizationPatch): Saved =>
  records.saveRecord(organization, tx, tidied(input));

export const assignOrganization = ({ tx }: Ctx, { id, ownerId }: { id: string; ownerId: string | null }) =>
  records.assignRecord(organization, tx, id, ownerId);

export const deleteOrganization = ({ tx }: Ctx, input: { id: string; version: number }) =>
  records.deleteRecord(organization, tx, input);

export const restoreOrganization = ({ tx }: Ctx, input: records.TakenBack) =>
  records.restoreRecord(organization, tx, input);

async function columnsOf(tx: Tx, { keepApart, parentId, ...fields }: Fields, before: Loaded) {
  if (parentId) await requireParent(tx, parentId, before.id);
  if (fields.name !== undefined && !isSameName(fields.name, before.name) && !keepApart)
    await refuseTaken(tx, fields.name, before.id);
  return {
    ...fields,
    // who does not see the parent does not take it away by sending none
    ...(parentId !== undefined && (parentId ?? before.parent) !== null && { parentId }),
    ...(fields.phone !== undefined && { phoneE164: toE164(fields.phone, await findPhoneCountry(tx)) }),
    ...(keepApart !== undefined && { nameApart: keepApart }),
  };
}

/** Throws when there is no such organization in sight, or when it stands below the one it should stand above. */
async function requireParent(tx: Tx, parentId: string, id: string): Promise<void> {
  const above = await organizations.findAncestry(tx, parentId);
  if (!above.includes(parentId))
    throw records.missingReference({ parentId: 'There is no such organization.' });
  if (above.includes(id)) {
    const message = 'An organization cannot stand below itself. Choose another parent.';
    throw new AppError('Unprocessable', 'organization.parent_loop', message, {
      details: { parentId: [message] },
    });
  }
}

/** Refuses a name that an organization holds. Of one out of sight its owner's name is all that is told. */
async function refuseTaken(tx: Tx, name: string, exceptId?: string): Promise<void> {
  // In this order: one that comes between the two is found by the second, which says more.
  const [owner, [existing]] = await Promise.all([
    organizations.findNameOwner(tx, name),
    organizations.findByName(tx, name, exceptId),
  ]);
  if (existing) throw nameTaken({ existing });
  if (owner) throw nameTaken({ owner: { name: owner } });
}

type Holder = { existing: { id: string; name: string } } | { owner: { name: string } };

function nameTaken(holder?: Holder): AppError {
  const isHidden = holder && 'owner' in holder;
  const message = isHidden
    ? 'An organization with this name exists already, owned by someone else.'
    : 'An organization with this name exists already.';
  return new AppError('Conflict', 'organization.name_taken', message, {
    details: { name: [message] },
    hint: isHidden
      ? `Ask ${holder.owner.name}, or create this one anyway and both are kept.`
      : 'View the existing organization, or create this one anyway and both are kept.',
    ...(holder && { data: holder }),
  });
}
