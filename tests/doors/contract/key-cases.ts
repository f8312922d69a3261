// The cases of API keys.
import type { TestPerson, TestTenant } from '../../support/factories.ts';
import { insertApiKey, openSudo } from '../../support/records.ts';
import { reads, type Case } from './case.ts';
import type { Call } from './world.ts';

/** By a person who has just said who they are; on a key of their own. */
async function proven({ admin }: TestTenant): Promise<TestPerson> {
  await openSudo(admin);
  return admin;
}

const onKey =
  (body?: unknown): Case['good'] =>
  async (_world, tenant): Promise<Call> => ({
    as: await proven(tenant),
    path: { id: await insertApiKey(tenant) },
    ...(body !== undefined && { body }),
  });

export const keyCases: Readonly<Record<string, Case>> = {
  'apiKeys.list': reads(),
  'apiKeys.create': {
    good: async (_world, tenant) => ({
      as: await proven(tenant),
      body: { name: 'Nightly sync', scopes: ['lead:read'], days: 30, allowedCidrs: ['203.0.113.0/24'] },
    }),
  },
  'apiKeys.rotate': {
    good: onKey({ overlapHours: 24 }),
    others: {
      409: async (world) => {
        const call = await onKey({ overlapHours: 24 })(world, world.here);
        await world.database.admin`
          update auth.api_keys set expires_at = now() where id = ${call.path?.id ?? ''}`;
        return call;
      },
    },
  },
  'apiKeys.revoke': { good: onKey() },
};
