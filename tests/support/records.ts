// Records that only the product's own long work makes: an import and the job somebody watches.
import { uuidv7 } from '../../db/ids.ts';
import { imports, jobs } from '../../db/schema/index.ts';
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
