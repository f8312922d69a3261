// Records and inputs for calls of one person: a task, and what they were told.
import { uuidv7 } from '../../db/ids.ts';
import { tasks } from '../../db/schema/index.ts';
import { arrange, type TestTenant } from '../support/factories.ts';
import { insertNotification } from '../support/records.ts';
import { sampleInput } from '../support/sample-input.ts';

export async function newsInput(acme: TestTenant, name: string, schema: unknown): Promise<unknown> {
  if (name.endsWith('Settings')) return { reminderMails: false };
  if (name.endsWith('archiveAll')) return {};
  if (name.endsWith('restoreAll')) return { at: '2026-05-01T15:00:00Z' };
  const id = await insertNotification({ ...acme, userId: acme.admin.userId });
  return sampleInput(schema, () => id);
}

export async function makeTask(acme: TestTenant): Promise<string> {
  const [id, { tenantId }] = [uuidv7(), acme];
  await arrange(acme, (tx) => tx.insert(tasks).values({ tenantId, id, title: 'Call back' }));
  return id;
}
