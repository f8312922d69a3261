// A key for a program, made at the console: for the first active user of a tenant who holds a role.
import { withAuth } from '../../../db/system.ts';
import { withTenant, type TenantContext } from '../../../db/tenant.ts';
import { createApiKey } from '../../auth/api-keys.ts';
import { recordSecurityEvent } from '../../auth/security-events.ts';
import { AppError, notFound } from '../../errors.ts';
import { findUserWithRole } from '../users/users.membership.queries.ts';
import { findTenantBySlug } from './accounts.queries.ts';

export interface KeyOrder {
  readonly tenantSlug: string;
  /** key of a role, e.g. admin */
  readonly role: string;
  readonly name: string;
  readonly requestId: string;
}

/** The text of the new key; it is nowhere else. Throws NotFound for an unknown tenant or a role nobody holds. */
export async function issueKey({ tenantSlug, role, name, requestId }: KeyOrder): Promise<string> {
  const found = await withAuth((tx) => findTenantBySlug(tx, tenantSlug), { readOnly: true });
  if (!found) throw notFound('tenant');
  const { tenantId } = found;
  const context: TenantContext = {
    tenantId,
    userId: null,
    actor: 'system',
    actorId: 'console',
    source: 'console',
    requestId,
    proof: { kind: 'system' },
  };
  const options = { permission: null, readOnly: true, label: 'apikey.issue' };
  const userId = await withTenant(context, options, (tx) => findUserWithRole(tx, role));
  if (!userId)
    throw new AppError(
      'NotFound',
      'role.nobody',
      `Nobody active in "${tenantSlug}" holds the role "${role}".`,
    );
  return withAuth(async (tx) => {
    const { id, key } = await createApiKey(tx, { tenantId, userId, name });
    await recordSecurityEvent(tx, {
      kind: 'apikey_created',
      tenantId,
      meta: { keyId: id, role, from: 'console' },
    });
    return key;
  });
}
