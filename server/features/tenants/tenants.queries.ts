// The only SQL that makes a tenant and what every tenant starts with, and about the tenant's own row.
import { eq, sql } from 'drizzle-orm';
import {
  leadSources,
  pipelines,
  rolePermissions,
  roles,
  roleVisibility,
  stages,
  tenants,
} from '../../../db/schema/index.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { RECORD_NOUNS, SEEDED_ROLES, type SeededRole } from '../../auth/permissions.ts';
import { SEEDED_PIPELINES, SEEDED_SOURCES, tenantSlug, type SeededPipeline } from './tenants.rules.ts';

export interface NewTenant {
  readonly name: string;
  readonly slug?: string;
  readonly region?: 'us' | 'eu';
  readonly currency?: string;
  readonly zone?: string;
}

export interface CreatedTenant {
  /** role key → id */
  readonly roleIds: ReadonlyMap<SeededRole['key'], string>;
}

/**
 * Makes the tenant of this transaction with its roles, lead sources and pipelines. Idempotent by the context's tenant
 * id: answers null when it is there already, because all of it was committed together. Run as the system, without a user.
 */
export async function createTenant(tx: Tx, tenant: NewTenant): Promise<CreatedTenant | null> {
  const { tenantId } = tx.context;
  const made = await tx
    .insert(tenants)
    .values({ tenantId, ...tenant, slug: tenant.slug ?? tenantSlug(tenant.name, tenantId) })
    .onConflictDoNothing({ target: tenants.tenantId })
    .returning({ id: tenants.tenantId });
  if (made.length === 0) return null;
  const roleIds = await insertRoles(tx);
  await tx
    .insert(leadSources)
    .values(SEEDED_SOURCES.map((source) => ({ tenantId, id: uuidv7(), ...source })));
  for (const [position, pipeline] of SEEDED_PIPELINES.entries()) await insertPipeline(tx, pipeline, position);
  return { roleIds };
}

async function insertRoles(tx: Tx): Promise<Map<SeededRole['key'], string>> {
  const { tenantId } = tx.context;
  const rows = SEEDED_ROLES.map((role) => ({ ...role, id: uuidv7() }));
  await tx
    .insert(roles)
    .values(rows.map(({ id, key, name }) => ({ tenantId, id, key, name, isSystem: true })));
  await tx
    .insert(rolePermissions)
    .values(
      rows.flatMap(({ id, permissions }) =>
        permissions.map((permission) => ({ tenantId, roleId: id, permission })),
      ),
    );
  await tx
    .insert(roleVisibility)
    .values(
      rows.flatMap(({ id, visibility }) =>
        RECORD_NOUNS.map((noun) => ({ tenantId, roleId: id, noun, scope: visibility })),
      ),
    );
  return new Map(rows.map(({ key, id }) => [key, id]));
}

async function insertPipeline(tx: Tx, pipeline: SeededPipeline, position: number): Promise<void> {
  const { tenantId } = tx.context;
  const { stages: seeded, ...rest } = pipeline;
  const pipelineId = uuidv7();
  await tx.insert(pipelines).values({ tenantId, id: pipelineId, ...rest, position, isDefault: true });
  await tx
    .insert(stages)
    .values(seeded.map((stage, at) => ({ tenantId, id: uuidv7(), pipelineId, position: at, ...stage })));
}

export async function renameTenant(tx: Tx, name: string): Promise<void> {
  await tx.update(tenants).set({ name }).where(eq(tenants.tenantId, tx.context.tenantId));
}

/** Whether the tenant of this transaction is there. */
export async function tenantExists(tx: Tx): Promise<boolean> {
  const rows = await tx
    .select({ one: sql`1` })
    .from(tenants)
    .where(eq(tenants.tenantId, tx.context.tenantId));
  return rows.length > 0;
}

/** Where phone numbers without a country code are taken to be, as ISO 3166 alpha-2. */
export async function findPhoneCountry(tx: Tx): Promise<string> {
  const [row] = await tx
    .select({ country: tenants.phoneCountry })
    .from(tenants)
    .where(eq(tenants.tenantId, tx.context.tenantId));
  return row?.country ?? 'US';
}
