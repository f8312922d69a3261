// A tenant's program: an API key and the client that uses it.
import { withAuth } from '../../db/system.ts';
import { createClient, type Client } from '../../sdk/src/index.ts';
import type { ClientOptions } from '../../sdk/src/transport.ts';
import { createApiKey, type NewApiKey } from '../../server/auth/api-keys.ts';
import type { TestPerson } from '../support/factories.ts';

/** The text of a new key that acts as this person. */
export async function keyOf(
  { tenantId, userId }: TestPerson,
  rest: Partial<NewApiKey> = {},
): Promise<string> {
  const { key } = await withAuth((tx) => createApiKey(tx, { tenantId, userId, name: 'a program', ...rest }));
  return key;
}

export const clientOf = async (
  url: string,
  person: TestPerson,
  options: Partial<ClientOptions> = {},
): Promise<Client> => createClient({ url, apiKey: await keyOf(person), ...options });
