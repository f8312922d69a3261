// Rows to test with, made the way the product makes them: the same transactions, the same walls.
import { randomBytes } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { uuidv7 } from '../../db/ids.ts';
import {
  accounts,
  accountTenants,
  leads,
  pipelines,
  sessions,
  stages,
  userRoles,
  users,
} from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import type { TenantContext, Tx } from '../../db/tenant.ts';
import { withTenant } from '../../db/tenant.ts';
import { createTenant, type NewTenant } from '../../server/features/tenants/tenants.queries.ts';
import { mark } from './mark.ts';

export type RoleKey = 'admin' | 'manager' | 'user';

export interface TestPerson {
  tenantId: string;
  userId: string;
  accountId: string;
  /** Of a live session. */
  sid: string;
  name: string;
  email: string;
  /** What a page of theirs would run with. */
  context: TenantContext;
}

export interface TestTenant {
  tenantId: string;
  slug: string;
  roleIds: ReadonlyMap<RoleKey, string>;
  /** The first stage of the lead pipeline. */
  stageId: string;
  /** The house itself, for arranging. */
  system: TenantContext;
  admin: TestPerson;
  manager: TestPerson;
  user: TestPerson;
}

export type LeadValues = Partial<Omit<typeof leads.$inferInsert, 'tenantId'>>;

const requestId = (): string => `test-${randomBytes(6).toString('hex')}`;
let made = 0;

export function systemContext(tenantId: string): TenantContext {
  return {
    tenantId,
    userId: null,
    actor: 'system',
    actorId: 'test',
    source: 'job',
    requestId: requestId(),
    proof: { kind: 'system' },
  };
}

/** Arranges rows with the house's own rights in one transaction. */
export function arrange<T>(tenant: Pick<TestTenant, 'system'>, fn: (tx: Tx) => Promise<T>): Promise<T> {
  return withTenant(tenant.system, { permission: null, label: 'test.arrange' }, fn);
}

/** A tenant with its seeded roles, pipelines and sources, and one signed-in person of each role. */
export async function makeTenant(values: Partial<NewTenant> = {}): Promise<TestTenant> {
  const tenantId = uuidv7();
  const slug = values.slug ?? `t-${mark()}`;
  const system = systemContext(tenantId);
  const { roleIds, stageId } = await arrange({ system }, async (tx) => {
    const created = await createTenant(tx, { name: `Tenant ${(made += 1)}`, ...values, slug });
    const [stage] = await tx
      .select({ id: stages.id })
      .from(stages)
      .innerJoin(pipelines, and(eq(pipelines.tenantId, stages.tenantId), eq(pipelines.id, stages.pipelineId)))
      .where(and(eq(stages.tenantId, tenantId), eq(pipelines.noun, 'lead')))
      .orderBy(stages.position)
      .limit(1);
    if (!created || !stage) throw new Error('A new tenant has roles and stages');
    return { roleIds: created.roleIds, stageId: stage.id };
  });
  const base = { tenantId, slug, roleIds, stageId, system };
  return {
    ...base,
    admin: await makePerson(base, 'admin'),
    manager: await makePerson(base, 'manager'),
    user: await makePerson(base, 'user'),
  };
}

/** A person with a verified account without password, an active user holding `role`, and a live session. */
export async function makePerson(
  tenant: Pick<TestTenant, 'tenantId' | 'roleIds' | 'system'>,
  role: RoleKey,
  values: Partial<{ name: string; email: string; teamId: string }> = {},
): Promise<TestPerson> {
  const { tenantId } = tenant;
  const [userId, accountId] = [uuidv7(), uuidv7()];
  const sid = randomBytes(10).toString('hex');
  const name = values.name ?? `${role} ${(made += 1)}`;
  const email = values.email ?? `${role}-${mark()}@example.test`;
  await withAuth(async (tx) => {
    await tx.insert(accounts).values({
      id: accountId,
      email,
      emailNorm: email.toLowerCase(),
      name,
      emailVerifiedAt: new Date().toISOString(),
    });
    await tx.insert(accountTenants).values({ accountId, tenantId, userId, state: 'active' });
    await tx.insert(sessions).values(liveSession(sid, accountId, tenantId));
  });
  await arrange(tenant, async (tx) => {
    const roleId = tenant.roleIds.get(role);
    if (!roleId) throw new Error(`The tenant has no role ${role}`);
    await tx
      .insert(users)
      .values({ tenantId, id: userId, accountId, name, email, status: 'active', teamId: values.teamId });
    await tx.insert(userRoles).values({ tenantId, userId, roleId });
  });
  return {
    tenantId,
    userId,
    accountId,
    sid,
    name,
    email,
    context: personContext({ tenantId, userId, accountId, sid }),
  };
}

export function personContext(
  person: Pick<TestPerson, 'tenantId' | 'userId' | 'accountId' | 'sid'>,
): TenantContext {
  return {
    tenantId: person.tenantId,
    userId: person.userId,
    actor: 'user',
    actorId: person.userId,
    source: 'ui',
    requestId: requestId(),
    ip: '127.0.0.1',
    userAgent: 'vitest',
    proof: { kind: 'session', sid: person.sid, accountId: person.accountId, epoch: 1 },
  };
}

function liveSession(sid: string, accountId: string, tenantId: string): typeof sessions.$inferInsert {
  const later = new Date(Date.now() + 3_600_000).toISOString();
  return {
    id: sid,
    accountId,
    activeTenantId: tenantId,
    curHash: randomBytes(32),
    idleSeconds: 3_600,
    idleExpiresAt: later,
    absoluteExpiresAt: later,
  };
}

/** A lead in the first stage, without owner unless given; answers its id. */
export async function makeLead(
  tenant: Pick<TestTenant, 'tenantId' | 'stageId' | 'system'>,
  values: LeadValues = {},
): Promise<string> {
  const [id] = await makeLeads(tenant, [values]);
  if (!id) throw new Error('One lead has one id');
  return id;
}

/** Several leads in one statement; answers their ids in order. */
export async function makeLeads(
  tenant: Pick<TestTenant, 'tenantId' | 'stageId' | 'system'>,
  rows: readonly LeadValues[],
): Promise<string[]> {
  const { tenantId, stageId } = tenant;
  const complete = rows.map((row) => ({
    name: `Lead ${(made += 1)}`,
    stageId,
    ...row,
    tenantId,
    id: row.id ?? uuidv7(),
  }));
  await arrange(tenant, (tx) => tx.insert(leads).values(complete));
  return complete.map(({ id }) => id);
}
