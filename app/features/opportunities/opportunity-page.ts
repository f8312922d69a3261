// From what the router answers to what the opportunity's pages show. Pure.
import type { OpportunityDetail, OpportunityRow, PipelineChoice } from '../../contracts/opportunities.ts';
import { minorDigits } from '../../format.ts';
import type { Option } from '../../ui/field.tsx';
import { customStart } from '../records/custom-facts.tsx';
import type { OpportunityValues } from './opportunity-form.tsx';
import type { OpportunityListItem } from './opportunity-list.tsx';
import type { OpportunityRecord } from './opportunity-record.tsx';

export const itemOf = (row: OpportunityRow): OpportunityListItem => ({
  id: row.id,
  version: row.version,
  title: row.title,
  organization: row.organization?.name ?? null,
  contact: row.contact?.name ?? null,
  pipeline: row.pipeline.name,
  stage: { name: row.stage.name, kind: row.stage.kind },
  amount: row.amount,
  closeDate: row.closeDate,
  owner: row.owner,
  tags: row.tags,
  updatedAt: row.updatedAt,
  createdAt: row.createdAt,
});

export const recordOf = (opportunity: OpportunityDetail): OpportunityRecord => ({
  id: opportunity.id,
  version: opportunity.version,
  name: opportunity.title,
  organization: opportunity.organization,
  contact: opportunity.contact,
  pipeline: opportunity.pipeline,
  stage: opportunity.stage,
  amount: opportunity.amount,
  closeDate: opportunity.closeDate,
  closedAt: opportunity.closedAt,
  lostReason: opportunity.lostReason,
  stageEnteredAt: opportunity.stageEnteredAt,
  leadId: opportunity.leadId,
  hidden: opportunity.hiddenFields,
  locked: opportunity.lockedFields,
  owner: opportunity.owner,
  tags: opportunity.tags,
  custom: opportunity.custom,
  archived: opportunity.archived,
  createdAt: opportunity.createdAt,
  createdBy: opportunity.createdBy?.name ?? null,
  updatedAt: opportunity.updatedAt,
  externalIds: opportunity.externalIds,
});

export const startOf = (opportunity: OpportunityDetail): Partial<OpportunityValues> => ({
  title: opportunity.title,
  organizationId: opportunity.organization?.id ?? '',
  contactId: opportunity.contact?.id ?? '',
  amount: opportunity.amount ? decimal(opportunity.amount) : '',
  ...(opportunity.amount && { currency: opportunity.amount.currency }),
  closeDate: opportunity.closeDate ?? '',
  lostReason: opportunity.lostReason ?? '',
  custom: customStart(opportunity.custom),
});

/** 125050 of USD → "1250.50", as the field takes it back. */
function decimal({ minor, currency }: NonNullable<OpportunityDetail['amount']>): string {
  const digits = minorDigits(currency);
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Every stage to choose from; it says its pipeline where there are several. */
export const stageOptions = (pipelines: readonly PipelineChoice[]): Option[] =>
  pipelines.flatMap(({ name, stages }) =>
    stages.map((stage) => ({
      value: stage.id,
      label: pipelines.length > 1 ? `${name}: ${stage.name}` : stage.name,
    })),
  );

/** A new one starts in a stage that is not lost: that would need its reason. */
export const startStages = (pipelines: readonly PipelineChoice[]): Option[] =>
  stageOptions(
    pipelines.map((pipeline) => ({
      ...pipeline,
      stages: pipeline.stages.filter(({ kind }) => kind !== 'lost'),
    })),
  );

/** The stages it can be moved to: of its own pipeline, or of another. */
export function waysOn({ pipeline, stage }: OpportunityDetail, pipelines: readonly PipelineChoice[]) {
  const own = pipelines.find((each) => each.id === pipeline.id);
  const others = pipelines.filter((each) => each !== own);
  return {
    // of a pipeline that was put away, the stage it is in alone
    stages: (own?.stages ?? [stage]).map(({ id, name, kind }) => ({ id, name, kind })),
    elsewhere: others.flatMap((each) =>
      startStages([each]).map(({ value, label }) => ({ value, label: `${each.name}: ${label}` })),
    ),
  };
}

/** A name that is out of sight is not said. */
export const namedOr = (
  reference: { id: string; name: string | null } | null,
  unseen: string,
): { id: string; name: string } | null => reference && { id: reference.id, name: reference.name ?? unseen };
