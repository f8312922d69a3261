// What the tests of attachments share: a server, a tenant of each test's own with a lead, and what one does with files.
import { keptFiles } from '../support/data-folder.ts';
import { beforeAll, beforeEach } from 'vitest';
import type { RecordFile } from '../../app/contracts/files.ts';
import { formBytes, send, type Field, type Upload } from '../imports/form.ts';
import { startApi, type Api } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { makeLead, makeTenant, type TestPerson, type TestTenant } from '../support/factories.ts';

export let database: TestDatabase;
export let api: Api;
/** anew for every test, with a lead of its user */
export let acme: TestTenant;
export let globex: TestTenant;
export let leadId: string;

export function openWorld(): void {
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await startApi();
    globex = await makeTenant();
  });

  beforeEach(async () => {
    acme = await makeTenant();
    leadId = await makeLead(acme, { ownerId: acme.user.userId });
  });
}

export const OFFER = 'We offer an engine.';
export const file = (value: string | Uint8Array = OFFER, fileName = 'offer.txt'): Field => ({
  name: 'file',
  value,
  fileName,
});

export const at = (id = leadId, plural = 'leads'): string => `/${plural}/${id}/files`;

export const attach = (
  fields: readonly Field[] = [file()],
  {
    to = at(),
    as = acme.user,
    headers = {},
  }: { to?: string; as?: TestPerson | null; headers?: Record<string, string> } = {},
): Promise<Upload> => send(api, as, new Uint8Array(formBytes(fields)), { path: `/api${to}`, headers });

export const list = async (to = at(), as = acme.user): Promise<RecordFile[]> =>
  (await api.rest(as)<{ items: RecordFile[] }>('GET', to)).body.items;

export async function fetchFile(
  id: string,
  { to = at(), as = acme.user }: { to?: string; as?: TestPerson } = {},
) {
  const response = await fetch(`${api.url}/api${to}/${id}`, {
    headers: { Authorization: `Bearer ${await api.bearer(as)}` },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

export const keptHere = (): string[] => keptFiles().filter((kept) => kept.includes(acme.tenantId));

export const ZIP = Buffer.from('PK\x03\x04'.padEnd(100, '\0'), 'latin1');
