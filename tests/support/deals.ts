// Opportunities to test with, and the pipeline they stand in.
import { and, eq } from 'drizzle-orm';
import { uuidv7 } from '../../db/ids.ts';
import { contacts, opportunities, organizations, pipelines, stages } from '../../db/schema/index.ts';
import { arrange, type TestTenant } from './factories.ts';
import { mark } from './mark.ts';

type Tenant = Pick<TestTenant, 'tenantId' | 'system'>;
export type DealValues = Partial<Omit<typeof opportunities.$inferInsert, 'tenantId'>> & {
  /** the key of a stage of the seeded pipeline */
  stage?: string;
};

export interface SalesPipeline {
  id: string;
  slug: string;
  /** the id of the stage of that key */
  stage: (key: string) => string;
}

/** The pipeline every new tenant has. */
export async function salesOf({ tenantId, system }: Tenant): Promise<SalesPipeline> {
  const rows = await arrange({ system }, (tx) =>
    tx
      .select({ id: pipelines.id, slug: pipelines.slug, key: stages.key, stageId: stages.id })
      .from(pipelines)
      .innerJoin(stages, and(eq(stages.tenantId, pipelines.tenantId), eq(stages.pipelineId, pipelines.id)))
      .where(and(eq(pipelines.tenantId, tenantId), eq(pipelines.slug, 'sales'))),
  );
  const [first] = rows;
  if (!first) throw new Error('A new tenant has a pipeline for opportunities');
  const stage = (key: string): string => {
    const found = rows.find((row) => row.key === key);
    if (!found) throw new Error(`The pipeline has no stage ${key}`);
    return found.stageId;
  };
  return { id: first.id, slug: first.slug, stage };
}

/** Several opportunities in one statement, in the first stage unless said otherwise; answers their ids in order. */
export async function makeDeals(tenant: Tenant, rows: readonly DealValues[]): Promise<string[]> {
  const { tenantId } = tenant;
  const sales = await salesOf(tenant);
  const complete = rows.map(({ stage = 'qualification', ...row }, at) => ({
    title: `Deal ${at + 1}`,
    pipelineId: sales.id,
    stageId: sales.stage(stage),
    ...row,
    tenantId,
    id: row.id ?? uuidv7(),
  }));
  await arrange(tenant, (tx) => tx.insert(opportunities).values(complete));
  return complete.map(({ id }) => id);
}

export async function makeDeal(tenant: Tenant, values: DealValues = {}): Promise<string> {
  const [id] = await makeDeals(tenant, [values]);
  if (!id) throw new Error('One opportunity has one id');
  return id;
}

/** An organization and somebody who works there. */
export async function makeCustomer({
  tenantId,
  system,
}: Tenant): Promise<{ organizationId: string; contactId: string }> {
  const [organizationId, contactId] = [uuidv7(), uuidv7()];
  const name = `Customer ${mark()}`;
  await arrange({ system }, async (tx) => {
    await tx.insert(organizations).values({ tenantId, id: organizationId, name });
    await tx.insert(contacts).values({ tenantId, id: contactId, name: 'Ada', organizationId });
  });
  return { organizationId, contactId };
}
