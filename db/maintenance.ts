import { withConnection } from './connection.ts';

/** Held by whoever changes roles or who is a member of whom; roles belong to the whole server. */
export const rolesLock = (prefix: string): string => `${prefix} roles`;

/** The same server and user, another database. */
export function atDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(database)}`;
  return address.href;
}

/**
 * The administrator's address of the database `postgres`, or the given one where that cannot be entered. Locks are kept
 * per database, so those about roles are always taken in the same one; and the database in the given address may have
 * still to be made.
 */
export async function maintenanceUrl(adminUrl: string): Promise<string> {
  const url = atDatabase(adminUrl, 'postgres');
  try {
    await withConnection(url, (sql) => sql`select 1`, 'provision');
    return url;
  } catch (error) {
    const { code } = error as { code?: string };
    // no such database, or not for this user
    if (code === '3D000' || code === '42501' || code === '28000') return adminUrl;
    throw error;
  }
}
