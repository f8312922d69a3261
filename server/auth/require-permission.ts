// A second permission inside a procedure, where what is asked for decides: the procedure's own was checked on entry.
import type { Tx } from '../../db/tenant.ts';
import { AppError } from '../errors.ts';
import type { Permission } from './permissions.ts';

/** Throws Forbidden, naming the permission, unless the caller holds it. */
export async function requirePermission(tx: Tx, permission: Permission): Promise<void> {
  if (await mayDo(tx, permission)) return;
  throw new AppError('Forbidden', 'auth.forbidden', `Your role does not hold the permission ${permission}.`, {
    hint: 'An admin of your tenant can change what your role may do.',
    data: { permission },
  });
}

/** Whether the caller holds the permission, where something else is done without. */
export async function mayDo(tx: Tx, permission: Permission): Promise<boolean> {
  const { permissions } = await tx.entered;
  const [noun = ''] = permission.split(':');
  return permissions.some((held) => held === permission || held === `${noun}:*` || held === 'admin:*');
}
