// Who changes what guards an account must have proven a moment ago who they are: by signing in, or by saying it again.
// It asks the database's clock. How it is proven is the accounts feature's business.
import { sql } from 'drizzle-orm';
import { withAuth } from '../../db/system.ts';
import type { Tx } from '../../db/tenant.ts';
import { AppError } from '../errors.ts';
import type { Principal } from '../trpc/context.ts';
import { findSudo } from './open-sessions.queries.ts';

export const sudoRequired = (): AppError =>
  new AppError('Forbidden', 'auth.sudo_required', 'Confirm that it is you, then try again.', {
    hint: 'Confirm your password or a code at /sudo, or POST /api/auth/sudo; it holds for 10 minutes.',
    data: { reason: 'auth.sudo_required' },
  });

/** For calls outside tenants: throws Forbidden unless this session was proven within the last ten minutes. */
export async function requireSudo(principal: Extract<Principal, { kind: 'session' }>): Promise<void> {
  if (!(await withAuth((tx) => findSudo(tx, principal.sid), { readOnly: true }))) throw sudoRequired();
}

/** The same inside a tenant transaction, where entering has read it already. Keys are never freshly proven. */
export async function requireSudoIn(tx: Tx): Promise<void> {
  const { sudoUntil } = await tx.entered;
  if (sudoUntil === null) throw sudoRequired();
  const [row] = await tx.execute<{ fresh: boolean }>(sql`select ${sudoUntil}::timestamptz > now() as fresh`);
  if (row?.fresh !== true) throw sudoRequired();
}
