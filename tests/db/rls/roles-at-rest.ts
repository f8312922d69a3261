import { withConnection } from '../../../db/connection.ts';
import { rolesLock } from '../../../db/maintenance.ts';
import { DEFAULT_PREFIX, DEFINER_ROLES, roleName } from '../../../db/roles.ts';

/**
 * Roles belong to the whole server, and a migration of another test's database lends the definers to the owner while
 * it runs, or until the next provisioning if it was killed. This waits for a moment without such loans.
 */
export async function rolesAtRest<T>(adminUrl: string, run: () => Promise<T>): Promise<T> {
  const definers = DEFINER_ROLES.map((role) => roleName(DEFAULT_PREFIX, role)).join(', ');
  return withConnection(adminUrl, async (admin) => {
    await admin`select pg_advisory_lock(hashtext(${rolesLock(DEFAULT_PREFIX)}))`;
    await admin.unsafe(`revoke ${definers} from ${roleName(DEFAULT_PREFIX, 'owner')}`);
    return run();
  });
}
