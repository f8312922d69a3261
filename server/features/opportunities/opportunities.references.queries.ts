// The only SQL about what an opportunity refers to: what there is to choose from, and whether a choice may be used.
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import type { OpportunityOptions, PipelineChoice } from '../../../app/contracts/opportunities.ts';
import { contacts, organizations, pipelines, stages } from '../../../db/schema/index.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { cached } from '../../cache.ts';
import { findOwners } from '../users/owners.queries.ts';

/** Owners, and pipelines with their stages, for forms and filters. */
export async function findOptions(tx: Tx): Promise<OpportunityOptions> {
  const [rights, { currency }, owners, choices] = await Promise.all([
    fieldRightsOf(tx, 'opportunity'),
    tx.entered,
    findOwners(tx),
    findPipelineChoices(tx),
  ]);
  return { owners, pipelines: choices, currency, ...rights };
}

/** The pipelines that are in use, the default one first, each with its stages in order. */
export const findPipelineChoices = (tx: Tx): Promise<PipelineChoice[]> =>
  cached(tx, 'pipeline', ['choices'], () => readPipelineChoices(tx));

async function readPipelineChoices(tx: Tx): Promise<PipelineChoice[]> {
  const rows = await tx
    .select({
      pipelineId: pipelines.id,
      slug: pipelines.slug,
      pipelineName: pipelines.name,
      isDefault: pipelines.isDefault,
      id: stages.id,
      key: stages.key,
      name: stages.name,
      kind: stages.kind,
      probability: stages.probability,
    })
    .from(pipelines)
    .innerJoin(
      stages,
      and(
        eq(stages.tenantId, pipelines.tenantId),
        eq(stages.pipelineId, pipelines.id),
        isNull(stages.deletedAt),
      ),
    )
    .where(
      and(
        eq(pipelines.tenantId, tx.context.tenantId),
        eq(pipelines.noun, 'opportunity'),
        isNull(pipelines.deletedAt),
        isNull(pipelines.archivedAt),
      ),
    )
    .orderBy(
      desc(pipelines.isDefault),
      asc(pipelines.position),
      asc(pipelines.id),
      asc(stages.position),
      asc(stages.id),
    );
  const choices = new Map<string, PipelineChoice>();
  for (const { pipelineId, slug, pipelineName, isDefault, ...stage } of rows) {
    const choice = choices.get(pipelineId) ?? {
      id: pipelineId,
      slug,
      name: pipelineName,
      isDefault,
      stages: [],
    };
    choice.stages.push(stage);
    choices.set(pipelineId, choice);
  }
  return [...choices.values()];
}

/**
 * The stage with its pipeline, deleted ones included, null when the tenant has none of that id. It is held until the
 * transaction ends: a stage that is being deleted waits for the opportunities that are on their way into it.
 */
export async function holdStage(tx: Tx, id: string) {
  const [stage] = await tx
    .select({
      id: stages.id,
      name: stages.name,
      kind: stages.kind,
      pipelineId: stages.pipelineId,
      deletedAt: stages.deletedAt,
      noun: sql<string>`(select p.noun from crm.pipelines p where p.tenant_id = ${tx.context.tenantId} and p.id = ${stages.pipelineId})`,
    })
    .from(stages)
    .where(and(eq(stages.tenantId, tx.context.tenantId), eq(stages.id, id)))
    .for('share');
  return stage?.noun === 'opportunity' ? stage : null;
}

export interface References {
  organizationId?: string | null | undefined;
  contactId?: string | null | undefined;
}

/** Of these references, which exist in the tenant, in sight of the caller. */
export async function findUsable(tx: Tx, { organizationId, contactId }: References) {
  const { tenantId } = tx.context;
  const [ofOrganizations, ofContacts] = await Promise.all([
    organizationId
      ? tx
          .select({ id: organizations.id, name: organizations.name })
          .from(organizations)
          .where(
            and(
              eq(organizations.tenantId, tenantId),
              eq(organizations.id, organizationId),
              isNull(organizations.deletedAt),
            ),
          )
      : [],
    contactId
      ? tx
          .select({ id: contacts.id })
          .from(contacts)
          .where(and(eq(contacts.tenantId, tenantId), eq(contacts.id, contactId), isNull(contacts.deletedAt)))
      : [],
  ]);
  return {
    organization: ofOrganizations[0] ?? null,
    contact: ofContacts[0] ?? null,
  };
}
