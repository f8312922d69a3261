// The changes a lead goes through: load through permission, decide, write once, let side effects ride the transaction.
// What is the same for every noun is in server/records.
import type { LeadCreate, LeadDetail, LeadPatch, LeadReplace } from '../../../app/contracts/leads.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { onlyEditable } from '../../auth/field-rules.ts';
import { AppError } from '../../errors.ts';
import { toE164 } from '../../phone.ts';
import { storedAddress, tidied } from '../../records/address.ts';
import * as records from '../../records/records.actions.ts';
import { insertRecord } from '../../records/records.queries.ts';
import { insertActivity } from '../activities/activities.queries.ts';
import { changedValues, writeValues } from '../custom-fields/custom-values.actions.ts';
import { writeTokens } from '../search/search.queries.ts';
import * as leads from './leads.queries.ts';
import { findDefaults, findUsable } from './leads.references.queries.ts';
import { changesSearch, startingScore } from './leads.rules.ts';

type Ctx = { tx: Tx };
type Loaded = LeadDetail & { teamId: string | null };
type Saved = Promise<{ id: string; version: number }>;
type LeadFields = Omit<LeadPatch, 'id' | 'version' | 'ownerId' | 'archived'>;

const lead: records.RecordKind<Loaded, LeadFields> = {
  noun: 'lead',
  find: leads.findLead,
  inputOf: (lead) => ({
    ...lead,
    sourceId: lead.source?.id ?? null,
    stageId: lead.stage.id,
    keepApart: lead.keptApart,
  }),
  columnsOf,
  async saved(tx, before, fields) {
    if (fields.stageId && fields.stageId !== before.stage.id) await noteStageChange(tx, before);
    if (changesSearch(fields))
      await writeTokens(tx, 'lead', {
        ...(await requireLead(tx, before.id)),
        ownerId: before.owner?.id ?? null,
      });
  },
  async requirePlace(tx, id) {
    const trashed = await leads.findTrashed(tx, id);
    if (trashed?.email && !trashed.emailApart) await refuseTaken(tx, trashed.email, id);
  },
  taken: (constraint) => (constraint.includes('email') ? emailTaken() : undefined),
};

export const requireLead = (tx: Tx, id: string): Promise<Loaded> => records.requireRecord(lead, tx, id);

export async function createLead({ tx }: Ctx, input: LeadCreate): Promise<{ id: string }> {
  const allowed = await onlyEditable(tx, 'lead', input, null);
  const { custom, keepApart, externalSource, externalId, ownerId: wanted, ...fields } = allowed;
  const defaults = await findDefaults(tx);
  const owner = await records.requireOwner(tx, 'lead', wanted);
  const values = await changedValues(tx, 'lead', custom, null);
  await requireUsable(tx, fields);
  if (fields.email && !keepApart) await refuseTaken(tx, fields.email);
  const id = uuidv7();
  const stageId = fields.stageId ?? defaults.stageId;
  if (!stageId)
    throw new AppError(
      'Conflict',
      'lead.no_stage',
      'This tenant has no lead pipeline. An admin can add one.',
    );
  const sourceId =
    fields.sourceId ?? (tx.context.source === 'api' ? defaults.apiSourceId : defaults.websiteSourceId);
  const made = {
    ...fields,
    ...owner,
    address: storedAddress(fields.address),
    id,
    stageId,
    sourceId,
    score: fields.score ?? startingScore({ ...fields, sourceId }),
    phoneE164: toE164(fields.phone, defaults.phoneCountry),
    emailApart: keepApart ?? false,
  };
  if (!(await insertRecord(tx, 'lead', made))) {
    if (fields.email) await refuseTaken(tx, fields.email);
    throw emailTaken();
  }
  await writeValues(tx, 'lead', id, values, owner);
  if (externalId)
    await records.addExternalId(tx, 'lead', {
      source: externalSource ?? 'api',
      id: externalId,
      recordId: id,
      ...owner,
    });
  await writeTokens(tx, 'lead', made);
  await records.tellOwner(tx, 'lead', id, owner.ownerId);
  return { id };
}

/** The whole of the editable fields: what is missing is emptied, unless the caller may not change it. */
export const replaceLead = ({ tx }: Ctx, input: LeadReplace): Saved =>
  records.replaceRecord(lead, tx, tidied(input), {
    company: null,
    title: null,
    email: null,
    phone: null,
    website: null,
    industry: null,
    description: null,
    address: null,
    sourceId: null,
    score: null,
  });

export const saveLead = ({ tx }: Ctx, input: LeadPatch): Saved => records.saveRecord(lead, tx, tidied(input));

export const assignLead = ({ tx }: Ctx, { id, ownerId }: { id: string; ownerId: string | null }) =>
  records.assignRecord(lead, tx, id, ownerId);

export const deleteLead = ({ tx }: Ctx, input: { id: string; version: number }) =>
  records.deleteRecord(lead, tx, input);

export const restoreLead = ({ tx }: Ctx, input: records.TakenBack) => records.restoreRecord(lead, tx, input);

async function columnsOf(tx: Tx, { keepApart, ...fields }: LeadFields, before: Loaded) {
  await requireUsable(tx, fields);
  const email = fields.email === undefined ? before.email : fields.email;
  if (fields.email && fields.email.toLowerCase() !== before.email?.toLowerCase() && !keepApart)
    await refuseTaken(tx, fields.email, before.id);
  const defaults = fields.phone === undefined ? null : await findDefaults(tx);
  return {
    ...fields,
    ...(fields.score === null && {
      score: startingScore({ ...(await leads.findScored(tx, before.id)), ...fields }),
    }),
    ...(defaults && { phoneE164: toE164(fields.phone, defaults.phoneCountry) }),
    ...(keepApart !== undefined && { emailApart: keepApart && email !== null }),
  };
}

async function noteStageChange(tx: Tx, before: Loaded): Promise<void> {
  const now = await requireLead(tx, before.id);
  const record = { leadId: before.id, ownerId: before.owner?.id ?? null, teamId: before.teamId };
  await insertActivity(tx, record, {
    kind: 'stage_change',
    subject: `${before.stage.name} → ${now.stage.name}`,
  });
}

/** Refuses an address that a lead holds. Of one out of sight its owner's name is all that is told. */
async function refuseTaken(tx: Tx, email: string, exceptId?: string): Promise<void> {
  // In this order: a lead that comes between the two is found by the second, which says more.
  const [owner, [existing]] = await Promise.all([
    leads.findEmailOwner(tx, email),
    leads.findByEmail(tx, email, exceptId),
  ]);
  if (existing) throw emailTaken({ existing });
  if (owner) throw emailTaken({ owner: { name: owner } });
}

type Holder = { existing: { id: string; name: string } } | { owner: { name: string } };

function emailTaken(holder?: Holder): AppError {
  const isHidden = holder && 'owner' in holder;
  const message = isHidden
    ? 'A lead with this e-mail exists already, owned by someone else.'
    : 'A lead with this e-mail exists already.';
  return new AppError('Conflict', 'lead.email_taken', message, {
    details: { email: [message] },
    hint: isHidden
      ? `Ask ${holder.owner.name}, or create this one anyway and both are kept.`
      : 'View the existing lead, or create this one anyway and both are kept.',
    ...(holder && { data: holder }),
  });
}

async function requireUsable(tx: Tx, refs: { stageId?: string; sourceId?: string | null }): Promise<void> {
  const usable = await findUsable(tx, refs);
  const missing = {
    ...(refs.stageId &&
      !usable.stage && { stageId: 'There is no such stage. Choose one of the lead pipeline.' }),
    ...(refs.sourceId && !usable.source && { sourceId: 'There is no such lead source.' }),
  };
  if (Object.keys(missing).length > 0) throw records.missingReference(missing);
}
