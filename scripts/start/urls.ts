// In charge of who connects where: the address of every role, embedded or external.
import type { DatabaseUrls } from '../../db/client.ts';
import type { Env } from '../../server/env.ts';
import type { LoginRole, Secrets } from '../../server/secrets.ts';

export type UrlRole = keyof DatabaseUrls;

export const urlRoles = [
  'admin',
  'migrator',
  'app',
  'auth',
  'jobs',
  'import',
  'operator',
  'auditor',
] as const satisfies readonly UrlRole[];

const DATABASE = 'streamflow';

/** The administrator's address, to the maintenance database of the embedded server or the one given. */
export const externalAdmin = (env: Env): string | undefined => env.DATABASE_URL_ADMIN ?? env.DATABASE_URL;

/** Name of the database that holds StreamFlow: the one in the given address unless that is the maintenance one. */
export function databaseName(env: Env): string {
  const given = [env.DATABASE_URL, env.DATABASE_URL_ADMIN, env.DATABASE_URL_APP].find(
    (url) => url !== undefined,
  );
  const name = given ? decodeURIComponent(new URL(given).pathname.slice(1)) : '';
  return name === '' || name === 'postgres' ? DATABASE : name;
}

/**
 * Every role's address. `admin` is the superuser's address of the embedded server; with an external one it comes
 * from the settings, and an address set for a role wins over the derived one.
 */
export function databaseUrls(env: Env, secrets: Secrets, admin: string | undefined): DatabaseUrls {
  const name = databaseName(env);
  const set: Record<LoginRole, string | undefined> = {
    migrator: env.DATABASE_URL_MIGRATOR,
    app: env.DATABASE_URL_APP,
    auth: env.DATABASE_URL_AUTH,
    jobs: env.DATABASE_URL_JOBS,
    import: env.DATABASE_URL_IMPORT,
    operator: env.DATABASE_URL_OPERATOR,
    auditor: env.DATABASE_URL_AUDITOR,
  };
  const of = (role: LoginRole): string => {
    const given = set[role];
    if (given) return given;
    if (!admin)
      throw new Error(
        `No address for the role ${role}: set DATABASE_URL or DATABASE_URL_${role.toUpperCase()}.`,
      );
    return addressFor(admin, `${env.ROLE_PREFIX}_${role}`, secrets.roles[role], name);
  };
  return {
    admin: admin ? addressFor(admin, undefined, undefined, name) : undefined,
    // Without an administrator migrations are run by hand, and nobody here needs this address.
    migrator: admin || set.migrator ? of('migrator') : '',
    app: of('app'),
    auth: of('auth'),
    jobs: of('jobs'),
    import: of('import'),
    operator: of('operator'),
    auditor: of('auditor'),
  };
}

function addressFor(
  base: string,
  user: string | undefined,
  password: string | undefined,
  database: string,
): string {
  const url = new URL(base);
  if (user !== undefined) url.username = encodeURIComponent(user);
  if (password !== undefined) url.password = encodeURIComponent(password);
  url.pathname = `/${encodeURIComponent(database)}`;
  return url.href;
}
