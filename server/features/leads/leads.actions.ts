// The changes a lead goes through: load through permission, decide, write once, let side effects ride the transaction.
import type { LeadCreate, LeadDetail, LeadPatch, LeadReplace } from '../../../app/contracts/leads.ts';
import type { Address } from '../../../db/schema/columns.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { onlyEditable, withoutLocked, withoutUnseen } from '../../auth/field-rules.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { AppError, notFound, sqlState, violatedConstraint } from '../../errors.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import { toE164 } from '../../phone.ts';
import { insertActivity } from '../activities/activities.queries.ts';
import { writeTokens } from '../search/search.queries.ts';
import * as leads from './leads.queries.ts';
import { findDefaults, findUsable } from './leads.references.queries.ts';
import { changesSearch, startingScore } from './leads.rules.ts';

type Ctx = { tx: Tx };
type Loaded = LeadDetail & { teamId: string | null };

export async function requireLead(tx: Tx, id: string): Promise<Loaded> {
  const lead = await leads.findLead(tx, id);
  if (!lead) throw notFound('lead');
  return lead;
}

export async function createLead({ tx }: Ctx, input: LeadCreate): Promise<{ id: string }> {
  const allowed = await onlyEditable(tx, 'lead', input, null);
  const { keepApart, externalSource, externalId, ownerId: wanted, ...fields } = allowed;
  const ownerId = wanted === undefined ? tx.context.userId : wanted;
  // making one for a colleague is giving it to them
  if (ownerId && ownerId !== tx.context.userId) await requirePermission(tx, 'lead:assign');
  const defaults = await findDefaults(tx);
  const owner = await requireUsable(tx, { ...fields, ownerId });
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
  const lead = {
    ...fields,
    address: storedAddress(fields.address),
    id,
    stageId,
    sourceId,
    score: fields.score ?? startingScore({ ...fields, sourceId }),
    phoneE164: toE164(fields.phone, defaults.phoneCountry),
    emailApart: keepApart ?? false,
    ownerId,
    teamId: owner?.teamId ?? null,
  };
  if (!(await leads.insertLead(tx, lead))) {
    if (fields.email) await refuseTaken(tx, fields.email);
    throw emailTaken();
  }
  if (externalId) {
    const source = externalSource ?? 'api';
    const link = { source, externalId, recordId: id, ownerId, teamId: lead.teamId };
    await refusingRaces(() => leads.insertExternalId(tx, link));
  }
  await writeTokens(tx, 'lead', lead);
  if (ownerId && ownerId !== tx.context.userId) await enqueue(tx, 'lead.assigned', { leadId: id, ownerId });
  return { id };
}

/** A lead as it would be sent back. */
const inputOf = (lead: Loaded) => ({
  ...lead,
  sourceId: lead.source?.id ?? null,
  stageId: lead.stage.id,
  keepApart: lead.keptApart,
});

/** The whole of the editable fields: what is missing is emptied, unless the caller may not change it. */
export async function replaceLead({ tx }: Ctx, input: LeadReplace): ReturnType<typeof saveLead> {
  const emptied = { company: null, title: null, email: null, phone: null, website: null, industry: null };
  const missing = { ...emptied, description: null, address: null, sourceId: null };
  const given = await withoutUnseen(tx, 'lead', input);
  return saveLead({ tx }, { ...(await withoutLocked(tx, 'lead', missing)), ...given });
}

/** PATCH in all its forms: fields, owner, archived. Answers the new version; 409 carries the current record. */
export async function saveLead({ tx }: Ctx, input: LeadPatch): Promise<{ id: string; version: number }> {
  const { id, version } = input;
  const before = await requireLead(tx, id);
  const given = input.address === undefined ? input : { ...input, address: storedAddress(input.address) };
  const allowed = await onlyEditable(tx, 'lead', given, inputOf(before));
  const { ownerId, archived, keepApart, id: _id, version: _version, ...fields } = allowed;
  if (archived !== undefined) await requirePermission(tx, 'lead:archive');
  if (before.version !== version) throw staleVersion(before);
  await requireUsable(tx, fields);
  const email = fields.email === undefined ? before.email : fields.email;
  if (fields.email && fields.email.toLowerCase() !== before.email?.toLowerCase() && !keepApart) {
    await refuseTaken(tx, fields.email, id);
  }
  const defaults = fields.phone === undefined ? null : await findDefaults(tx);
  const changes = {
    ...fields,
    address: fields.address === undefined ? undefined : storedAddress(fields.address),
    ...(defaults && { phoneE164: toE164(fields.phone, defaults.phoneCountry) }),
    ...(keepApart !== undefined && { emailApart: keepApart && email !== null }),
    ...(archived !== undefined && {
      archivedAt: archived ? (before.archived ? undefined : new Date().toISOString()) : null,
    }),
  };
  const saved = await refusingRaces(() => leads.updateLead(tx, id, version, changes));
  if (saved === null) throw staleVersion(await requireLead(tx, id));
  if (fields.stageId && fields.stageId !== before.stage.id) await noteStageChange(tx, before);
  if (changesSearch(fields))
    await writeTokens(tx, 'lead', { ...(await requireLead(tx, id)), ownerId: before.owner?.id ?? null });
  if (ownerId !== undefined && ownerId !== (before.owner?.id ?? null))
    await assignLead({ tx }, { id, ownerId });
  // whoever gives a lead away may no longer see it; the hand-over was one more version
  return { id, version: (await leads.findLead(tx, id))?.version ?? saved + 1 };
}

/** Only the lines that say something; null when none does. */
function storedAddress(address: LeadCreate['address']): Address | null {
  const lines = Object.entries(address ?? {}).filter((line): line is [string, string] => Boolean(line[1]));
  return lines.length ? Object.fromEntries(lines) : null;
}

async function noteStageChange(tx: Tx, before: Loaded): Promise<void> {
  const now = await requireLead(tx, before.id);
  const record = { leadId: before.id, ownerId: before.owner?.id ?? null, teamId: before.teamId };
  await insertActivity(tx, record, {
    kind: 'stage_change',
    subject: `${before.stage.name} → ${now.stage.name}`,
  });
}

export async function assignLead(
  { tx }: Ctx,
  input: { id: string; ownerId: string | null },
): Promise<{ id: string }> {
  await requireLead(tx, input.id);
  await requireUsable(tx, { ownerId: input.ownerId });
  const given = await leads.handOver(tx, [input.id], input.ownerId);
  if (given !== 1) throw notFound('lead');
  if (input.ownerId && input.ownerId !== tx.context.userId) {
    await enqueue(tx, 'lead.assigned', { leadId: input.id, ownerId: input.ownerId });
  }
  return { id: input.id };
}

export async function deleteLead(
  { tx }: Ctx,
  input: { id: string; version: number },
): Promise<{ id: string }> {
  const lead = await requireLead(tx, input.id);
  const deletedAt = new Date().toISOString();
  if ((await leads.updateLead(tx, input.id, input.version, { deletedAt })) === null) throw staleVersion(lead);
  return { id: input.id };
}

/** Out of the archive or out of the trash, whichever holds it. A place taken meanwhile is a 409 that names the holder. */
export async function restoreLead({ tx }: Ctx, id: string): Promise<{ id: string }> {
  const trashed = await leads.findTrashed(tx, id);
  if (!trashed) {
    const lead = await requireLead(tx, id);
    if (lead.archived && (await leads.updateLead(tx, id, lead.version, { archivedAt: null })) === null)
      throw staleVersion(await requireLead(tx, id));
    return { id };
  }
  if (trashed.email && !trashed.emailApart) await refuseTaken(tx, trashed.email, id);
  await refusingRaces(() => leads.restoreDeleted(tx, id));
  return { id };
}

const staleVersion = (current: Loaded): AppError =>
  new AppError('Conflict', 'lead.stale', 'Someone else changed this lead since you opened it.', {
    hint: 'Compare their values with yours, then save again.',
    data: { current },
  });

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

const externalIdTaken = (): AppError =>
  new AppError('Conflict', 'lead.external_id_taken', 'A lead with this external id exists already.', {
    details: { externalId: ['A lead with this external id exists already.'] },
    hint: 'Find it by its name and change that one, or leave the external id out.',
  });

/** Two writers at once: the unique index decides, and the loser gets the same words as if they had come later. */
async function refusingRaces<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const taken = sqlState(error) === '23505' ? violatedConstraint(error) : undefined;
    if (taken?.includes('email')) throw emailTaken();
    if (taken?.startsWith('external_ids')) throw externalIdTaken();
    throw error;
  }
}

async function requireUsable(
  tx: Tx,
  refs: { stageId?: string; sourceId?: string | null; ownerId?: string | null },
): Promise<{ id: string; teamId: string | null } | null> {
  const usable = await findUsable(tx, refs);
  const missing: Record<string, string[]> = {};
  if (refs.stageId && !usable.stage)
    missing.stageId = ['There is no such stage. Choose one of the lead pipeline.'];
  if (refs.sourceId && !usable.source) missing.sourceId = ['There is no such lead source.'];
  if (refs.ownerId && !usable.owner) missing.ownerId = ['There is no such active user.'];
  if (Object.keys(missing).length) {
    throw new AppError('NotFound', 'lead.reference_not_found', Object.values(missing).flat().join(' '), {
      details: missing,
    });
  }
  return usable.owner;
}
