// Records that only the product's own work makes: an import, the job somebody watches, somebody who was invited, a role,
// a key, and a person who has just said who they are.
import { eq, sql } from 'drizzle-orm';
import { uuidv7 } from '../../db/ids.ts';
import {
  activities,
  bulkEdits,
  files,
  imports,
  jobs,
  notifications,
  rolePermissions,
  roles,
  roleVisibility,
  savedViews,
  sessions,
  tags,
  tasks,
  userRoles,
  users,
} from '../../db/schema/index.ts';
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { arrange, type TestPerson, type TestTenant } from './factories.ts';
import { mark } from './mark.ts';

export async function insertJob(tenant: Pick<TestTenant, 'tenantId' | 'system'>): Promise<string> {
  const id = uuidv7();
  await arrange(tenant, (tx) =>
    tx.insert(jobs).values({ tenantId: tenant.tenantId, id, type: 'import.run', status: 'running' }),
  );
  return id;
}

export async function insertImport(tenant: Pick<TestTenant, 'tenantId' | 'system'>): Promise<string> {
  const id = uuidv7();
  await arrange(tenant, (tx) =>
    tx.insert(imports).values({
      tenantId: tenant.tenantId,
      id,
      noun: 'lead',
      status: 'uploaded',
      fileName: 'leads.csv',
      filePath: 'nowhere',
      fileSha256: '0'.repeat(64),
      fileSize: 1,
    }),
  );
  return id;
}

/** An attachment without bytes. */
export async function insertFile(
  { tenantId, system }: Pick<TestTenant, 'tenantId' | 'system'>,
  of: Pick<typeof files.$inferInsert, 'noun' | 'recordId'> & Partial<typeof files.$inferInsert>,
): Promise<string> {
  const id = uuidv7();
  const plain = { name: 'offer.txt', type: 'text/plain', size: 5, sha256: '0'.repeat(64) };
  await arrange({ system }, (tx) => tx.insert(files).values({ ...plain, ...of, tenantId, id }));
  return id;
}

export async function insertInvited(tenant: Pick<TestTenant, 'tenantId' | 'system'>): Promise<string> {
  const id = uuidv7();
  const email = `invited-${mark()}@example.test`;
  await arrange(tenant, (tx) =>
    tx.insert(users).values({ tenantId: tenant.tenantId, id, name: email, email, status: 'invited' }),
  );
  return id;
}

/** Entries of timelines in one statement, notes unless said otherwise; answers their ids in order. */
export async function insertEntries(
  { tenantId, system }: Pick<TestTenant, 'tenantId' | 'system'>,
  entries: readonly Partial<typeof activities.$inferInsert>[],
): Promise<string[]> {
  const rows = entries.map((entry) => ({
    kind: 'note' as const,
    body: 'Called, nobody there.',
    ...entry,
    tenantId,
    id: uuidv7(),
  }));
  await arrange({ system }, (tx) => tx.insert(activities).values(rows));
  return rows.map(({ id }) => id);
}

export async function insertEntry(
  tenant: Pick<TestTenant, 'tenantId' | 'system'>,
  entry: Partial<typeof activities.$inferInsert>,
): Promise<string> {
  const [id = ''] = await insertEntries(tenant, [entry]);
  return id;
}

/** A task about each of the leads; answers their ids in order. */
export async function insertTasks(
  { tenantId, system }: Pick<TestTenant, 'tenantId' | 'system'>,
  leadIds: readonly string[],
): Promise<string[]> {
  const rows = leadIds.map((leadId) => ({ tenantId, id: uuidv7(), title: 'Call back', leadId }));
  await arrange({ system }, (tx) => tx.insert(tasks).values(rows));
  return rows.map(({ id }) => id);
}

/** A deal in the first stage of the first pipeline. */
export async function insertOpportunity({
  tenantId,
  system,
}: Pick<TestTenant, 'tenantId' | 'system'>): Promise<string> {
  const id = uuidv7();
  await arrange({ system }, (tx) =>
    tx.execute(sql`
      insert into crm.opportunities (tenant_id, id, title, pipeline_id, stage_id)
      select s.tenant_id, ${id}, 'A deal', s.pipeline_id, s.id from crm.stages s
        join crm.pipelines p on p.tenant_id = s.tenant_id and p.id = s.pipeline_id
       where s.tenant_id = ${tenantId} and p.noun = 'opportunity' order by s.position limit 1`),
  );
  return id;
}

interface RoleValues {
  key: string;
  permissions: string[];
  visibility: Partial<Record<string, 'own' | 'team' | 'all'>>;
}

/** A role of the tenant's own, that nobody holds yet. */
export async function insertRole(
  { tenantId, system }: Pick<TestTenant, 'tenantId' | 'system'>,
  values: Partial<RoleValues> = {},
): Promise<{ id: string; key: string }> {
  const id = uuidv7();
  const { key = `role-${mark()}`, permissions = [], visibility = {} } = values;
  await arrange({ system }, async (tx) => {
    await tx.insert(roles).values({ tenantId, id, key, name: key });
    for (const permission of permissions)
      await tx.insert(rolePermissions).values({ tenantId, roleId: id, permission });
    for (const [noun, scope] of Object.entries(visibility))
      if (scope)
        await tx.insert(roleVisibility).values({ tenantId, roleId: id, noun: noun as 'lead', scope });
  });
  return { id, key };
}

/** One more role for a person. */
export async function holdRole(
  tenant: Pick<TestTenant, 'system'>,
  { tenantId, userId }: Pick<TestPerson, 'tenantId' | 'userId'>,
  roleId: string,
): Promise<void> {
  await arrange(tenant, (tx) => tx.insert(userRoles).values({ tenantId, userId, roleId }));
}

/** Many roles in one statement; answers their ids in order. */
export async function insertRoles(
  { tenantId, system }: Pick<TestTenant, 'tenantId' | 'system'>,
  many: number,
): Promise<string[]> {
  const rows = Array.from({ length: many }, (_, at) => ({ tenantId, id: uuidv7(), name: `Role ${at}` }));
  await arrange({ system }, (tx) =>
    tx.insert(roles).values(rows.map((row) => ({ ...row, key: `role-${row.id}` }))),
  );
  return rows.map(({ id }) => id);
}

/** A key of the tenant's admin, or of somebody else there. */
export async function insertApiKey(
  { tenantId, admin }: Pick<TestTenant, 'tenantId' | 'admin'>,
  owner: Pick<TestPerson, 'userId'> = admin,
): Promise<string> {
  const key = { tenantId, userId: owner.userId, name: 'A program' };
  return (await withAuth((tx) => createApiKey(tx, key))).id;
}

export const openSudo = ({ sid }: Pick<TestPerson, 'sid'>): Promise<unknown> =>
  withAuth((tx) =>
    tx
      .update(sessions)
      .set({ sudoUntil: sql`now() + interval '10 minutes'` })
      .where(eq(sessions.id, sid)),
  );

export async function insertTag({
  tenantId,
  system,
}: Pick<TestTenant, 'tenantId' | 'system'>): Promise<string> {
  const id = uuidv7();
  await arrange({ system }, (tx) => tx.insert(tags).values({ tenantId, id, name: `Tag ${id}` }));
  return id;
}

/** A list of leads that everybody in the tenant has. */
export async function insertView({
  tenantId,
  system,
}: Pick<TestTenant, 'tenantId' | 'system'>): Promise<string> {
  const id = uuidv7();
  const view = { tenantId, id, noun: 'lead', name: `View ${id}`, slug: id };
  await arrange({ system }, (tx) => tx.insert(savedViews).values(view));
  return id;
}

/** An edit of many leads, of nobody's. */
export async function insertBulkEdit({
  tenantId,
  system,
}: Pick<TestTenant, 'tenantId' | 'system'>): Promise<string> {
  const id = uuidv7();
  const edit = { tenantId, id, noun: 'lead', deed: { do: 'archive' } } as const;
  await arrange({ system }, (tx) => tx.insert(bulkEdits).values(edit));
  return id;
}

/** Somebody is told that a reminder is due; nothing that it is about is there. */
export async function insertNotification({
  tenantId,
  userId,
  system,
}: Pick<TestTenant, 'tenantId' | 'system'> & { userId: string }): Promise<string> {
  const id = uuidv7();
  await arrange({ system }, (tx) =>
    tx.insert(notifications).values({ tenantId, id, userId, kind: 'due', noun: 'task' }),
  );
  return id;
}
