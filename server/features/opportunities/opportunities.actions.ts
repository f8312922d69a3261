// The changes an opportunity goes through. What is the same for every noun is in server/records.
import type {
  OpportunityCreate,
  OpportunityMove,
  OpportunityPatch,
  OpportunityReplace,
} from '../../../app/contracts/opportunities.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf, onlyEditable } from '../../auth/field-rules.ts';
import { AppError } from '../../errors.ts';
import * as records from '../../records/records.actions.ts';
import { insertRecord } from '../../records/records.queries.ts';
import { insertActivity } from '../activities/activities.queries.ts';
import { changedValues, writeValues } from '../custom-fields/custom-values.actions.ts';
import { writeTokens } from '../search/search.queries.ts';
import { findOpportunity, type Loaded } from './opportunities.queries.ts';
import {
  findPipelineChoices,
  findUsable,
  holdStage,
  type References,
} from './opportunities.references.queries.ts';

type Ctx = { tx: Tx };
type Saved = Promise<{ id: string; version: number }>;
type Fields = Omit<OpportunityPatch, 'id' | 'version' | 'ownerId' | 'archived'>;

const opportunity: records.RecordKind<Loaded, Fields> = {
  noun: 'opportunity',
  find: findOpportunity,
  inputOf: (record) => ({
    ...record,
    organizationId: record.organization?.id ?? null,
    contactId: record.contact?.id ?? null,
    stageId: record.stage.id,
  }),
  columnsOf,
  async saved(tx, before, fields) {
    if (fields.stageId && fields.stageId !== before.stage.id) await noteStageChange(tx, before);
    if (fields.title === undefined && fields.organizationId === undefined) return;
    const { id, title, organization, teamId } = await requireOpportunity(tx, before.id);
    const ownerId = before.owner?.id ?? null;
    await writeTokens(tx, 'opportunity', {
      id,
      name: title,
      company: organization?.name ?? null,
      ownerId,
      teamId,
    });
  },
};

export const requireOpportunity = (tx: Tx, id: string): Promise<Loaded> =>
  records.requireRecord(opportunity, tx, id);

/** `leadId` is the lead it is made of. */
export async function createOpportunity(
  { tx }: Ctx,
  input: OpportunityCreate,
  leadId: string | null = null,
): Promise<{ id: string }> {
  const allowed = await onlyEditable(tx, 'opportunity', input, null);
  const {
    custom,
    externalSource,
    externalId,
    ownerId: wanted,
    stageId,
    amount,
    lostReason,
    ...fields
  } = allowed;
  const owner = await records.requireOwner(tx, 'opportunity', wanted);
  const values = leadId === null ? await changedValues(tx, 'opportunity', custom, null) : [];
  const { organization } = await requireUsable(tx, fields);
  const stage = await requireStage(tx, stageId ?? (await firstStage(tx)));
  if (stage.kind === 'lost') await requireReason(tx, lostReason);
  const made = {
    ...fields,
    ...owner,
    ...amountColumns(amount, (await tx.entered).currency),
    id: uuidv7(),
    leadId,
    pipelineId: stage.pipelineId,
    stageId: stage.id,
    lostReason,
    closedAt: stage.kind === 'open' ? null : new Date().toISOString(),
  };
  await insertRecord(tx, 'opportunity', made);
  await writeValues(tx, 'opportunity', made.id, values, owner);
  if (externalId)
    await records.addExternalId(tx, 'opportunity', {
      source: externalSource ?? 'api',
      id: externalId,
      recordId: made.id,
      ...owner,
    });
  await writeTokens(tx, 'opportunity', {
    id: made.id,
    name: made.title,
    company: organization?.name ?? null,
    ...owner,
  });
  await records.tellOwner(tx, 'opportunity', made.id, owner.ownerId);
  return { id: made.id };
}

/** The first open stage of the default pipeline. */
async function firstStage(tx: Tx): Promise<string> {
  const [pipeline] = await findPipelineChoices(tx);
  const stage = pipeline?.stages.find(({ kind }) => kind === 'open');
  if (stage) return stage.id;
  throw new AppError('Conflict', 'opportunity.no_stage', 'This tenant has no pipeline for opportunities.', {
    hint: 'An admin can add one under Settings, Pipelines.',
  });
}

/** The whole of the editable fields: what is missing is emptied, unless the caller may not change it. */
export const replaceOpportunity = ({ tx }: Ctx, input: OpportunityReplace): Saved =>
  records.replaceRecord(opportunity, tx, input, {
    organizationId: null,
    contactId: null,
    amount: null,
    closeDate: null,
    lostReason: null,
  });

export const saveOpportunity = ({ tx }: Ctx, input: OpportunityPatch): Saved =>
  records.saveRecord(opportunity, tx, input);

/** Into another stage, of this or another pipeline. */
export const moveOpportunity = ({ tx }: Ctx, input: OpportunityMove): Saved =>
  records.saveRecord<Loaded, OpportunityPatch>(opportunity, tx, input);

export const assignOpportunity = ({ tx }: Ctx, { id, ownerId }: { id: string; ownerId: string | null }) =>
  records.assignRecord(opportunity, tx, id, ownerId);

export const deleteOpportunity = ({ tx }: Ctx, input: { id: string; version: number }) =>
  records.deleteRecord(opportunity, tx, input);

export const restoreOpportunity = ({ tx }: Ctx, input: records.TakenBack) =>
  records.restoreRecord(opportunity, tx, input);

async function columnsOf(tx: Tx, fields: Fields, before: Loaded) {
  const { amount, stageId, organizationId, contactId, ...rest } = fields;
  // what it refers to already may be out of the caller's sight, and stays
  const isNew = (id: string | null | undefined, old: { id: string } | null): boolean => id !== old?.id;
  await requireUsable(tx, {
    ...(isNew(organizationId, before.organization) && { organizationId }),
    ...(isNew(contactId, before.contact) && { contactId }),
  });
  const moved =
    stageId !== undefined && stageId !== before.stage.id ? await stageColumns(tx, stageId, before) : null;
  const kind = moved?.kind ?? before.stage.kind;
  const reason = fields.lostReason === undefined ? before.lostReason : fields.lostReason;
  if (kind === 'lost') await requireReason(tx, reason);
  return {
    ...rest,
    organizationId,
    contactId,
    ...moved?.columns,
    ...(amount !== undefined && amountColumns(amount, (await tx.entered).currency)),
    ...(kind !== 'lost' && fields.lostReason === undefined && (await forgetting(tx, before))),
  };
}

async function stageColumns(tx: Tx, stageId: string, before: Loaded) {
  const { id, kind, pipelineId } = await requireStage(tx, stageId);
  const now = new Date().toISOString();
  const closed = kind === before.stage.kind ? {} : { closedAt: kind === 'open' ? null : now };
  return { kind, columns: { stageId: id, pipelineId, stageEnteredAt: now, ...closed } };
}

/** A reason is of no use to what is not lost; who may not change it leaves it. */
async function forgetting(tx: Tx, before: Loaded): Promise<{ lostReason?: null }> {
  if (before.stage.kind !== 'lost') return {};
  const { lockedFields } = await fieldRightsOf(tx, 'opportunity');
  return lockedFields.includes('lostReason') ? {} : { lostReason: null };
}

/** Asked of everybody who may give one. */
async function requireReason(tx: Tx, reason: string | null | undefined): Promise<void> {
  if (reason) return;
  const { lockedFields } = await fieldRightsOf(tx, 'opportunity');
  if (lockedFields.includes('lostReason')) return;
  throw new AppError('Unprocessable', 'opportunity.reason_missing', 'Say why it was lost.', {
    details: { lostReason: ['Say why it was lost. Reports are made of the reasons.'] },
  });
}

async function requireStage(tx: Tx, id: string) {
  const stage = await holdStage(tx, id);
  if (!stage)
    throw records.missingReference({
      stageId: 'There is no such stage. Choose one of a pipeline of opportunities.',
    });
  if (!stage.deletedAt) return stage;
  const gone = `The stage “${stage.name}” was deleted meanwhile. Choose another one.`;
  throw new AppError('Conflict', 'opportunity.stage_gone', gone, { details: { stageId: [gone] } });
}

async function requireUsable(tx: Tx, refs: References) {
  const usable = await findUsable(tx, refs);
  const missing = {
    ...(refs.organizationId &&
      !usable.organization && { organizationId: 'There is no such organization, or you may not see it.' }),
    ...(refs.contactId &&
      !usable.contact && { contactId: 'There is no such contact, or you may not see it.' }),
  };
  if (Object.keys(missing).length > 0) throw records.missingReference(missing);
  return usable;
}

const amountColumns = (
  amount: OpportunityPatch['amount'],
  own: string,
): { amountMinor: number | null; currency: string | null } =>
  amount
    ? { amountMinor: amount.minor, currency: amount.currency ?? own }
    : { amountMinor: null, currency: null };

async function noteStageChange(tx: Tx, before: Loaded): Promise<void> {
  const now = await requireOpportunity(tx, before.id);
  const record = { opportunityId: before.id, ownerId: before.owner?.id ?? null, teamId: before.teamId };
  const isOther = now.pipeline.id !== before.pipeline.id;
  const name = ({ pipeline, stage }: Loaded): string =>
    isOther ? `${pipeline.name}: ${stage.name}` : stage.name;
  const reason = now.stage.kind === 'lost' ? now.lostReason : null;
  const subject = `${name(before)} → ${name(now)}`;
  await insertActivity(tx, record, { kind: 'stage_change', subject, body: reason });
}
