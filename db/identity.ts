// In charge of one question asked at start: is the role we serve with really held back by row-level security?
import { pool } from './client.ts';

interface Identity {
  role: string;
  super: boolean;
  bypass: boolean;
  owner: boolean;
  powerful: string | null;
}

/** Throws when the app connection is a superuser, bypasses RLS, owns tenant tables or is a member of a role that does. */
export async function refusePowerfulRole(): Promise<void> {
  const [me] = await pool('app')<Identity[]>`
    select r.rolname as role, r.rolsuper as super, r.rolbypassrls as bypass,
           exists (select from pg_class c where c.relowner = r.oid and c.relrowsecurity) as owner,
           (select string_agg(g.rolname, ', ') from pg_roles g
             where g.oid <> r.oid and pg_has_role(r.oid, g.oid, 'member')
               and (g.rolsuper or g.rolbypassrls
                    or exists (select from pg_class c where c.relowner = g.oid and c.relrowsecurity))) as powerful
      from pg_roles r where r.rolname = current_user`;
  if (!me) throw new Error('The database does not know the role we are connected as.');
  const why = me.super
    ? 'is a superuser'
    : me.bypass
      ? 'bypasses row-level security'
      : me.owner
        ? 'owns tenant tables'
        : me.powerful
          ? `is a member of ${me.powerful}`
          : null;
  if (why) {
    throw new Error(
      `Refusing to serve: the role "${me.role}" ${why}, so tenants would not be apart. Give DATABASE_URL_APP the app role.`,
    );
  }
}
