// Records that only the product's own work makes: an import, the job somebody watches, somebody who was invited.
import { uuidv7 } from '../../db/ids.ts';
import { imports, jobs, users } from '../../db/schema/index.ts';
import { arrange, type TestTenant } from './factories.ts';

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

export async function insertInvited(tenant: Pick<TestTenant, 'tenantId' | 'system'>): Promise<string> {
  const id = uuidv7();
  const email = `invited-${id.slice(-12)}@example.test`;
  await arrange(tenant, (tx) =>
    tx.insert(users).values({ tenantId: tenant.tenantId, id, name: email, email, status: 'invited' }),
  );
  return id;
}
