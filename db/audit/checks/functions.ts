import type { Check } from '../check.ts';
import { PRIVILEGE } from './grants.ts';

/** Relation names as they stand in a function's body, with the dots escaped for a pattern. */
const pattern = `replace(g.name, '.', '[.]')`;

export const functionChecks: Check[] = [
  {
    id: 'definer.owner',
    severity: 'critical',
    title: 'a SECURITY DEFINER function belongs to a definer role',
    why: 'It runs with all its owner may do; a definer may do what the function needs and nothing else.',
    query: `
      select f.name as object, format('SECURITY DEFINER, owned by %s', pg_get_userbyid(f.proowner)) as fact,
             format('select proowner::regrole, prosecdef from pg_proc where oid = %L::regprocedure', f.name) as evidence,
             format('alter function %s security invoker', f.name) as remedy
        from functions f
        left join house_roles r on r.oid = f.proowner
       where f.prosecdef and (r.kind is distinct from 'definer' or r.rolcanlogin or r.rolsuper or r.rolbypassrls)`,
  },
  {
    id: 'definer.search-path',
    severity: 'critical',
    title: 'a SECURITY DEFINER function pins search_path, pg_temp last',
    why: 'Otherwise the caller decides which function or table a name in its body means.',
    query: String.raw`
      select f.name as object, coalesce('settings: ' || array_to_string(f.proconfig, ', '), 'no search_path') as fact,
             format('select proconfig from pg_proc where oid = %L::regprocedure', f.name) as evidence,
             format('alter function %s set search_path = pg_catalog, pg_temp', f.name) as remedy
        from functions f
       where f.prosecdef
         and not exists (select from unnest(f.proconfig) as c (kept) where c.kept ~ '^search_path=.*\mpg_temp"?$')`,
  },
  {
    id: 'definer.public',
    severity: 'critical',
    title: 'a SECURITY DEFINER function is for named roles only',
    why: 'EXECUTE for PUBLIC lends its owner’s rights to every role there is.',
    query: `
      select f.name as object, 'EXECUTE to PUBLIC' as fact,
             format('select proacl from pg_proc where oid = %L::regprocedure', f.name) as evidence,
             format('revoke execute on function %s from public', f.name) as remedy
        from functions f cross join lateral aclexplode(coalesce(f.proacl, acldefault('f', f.proowner))) x
       where f.prosecdef and x.grantee = 0`,
  },
  {
    id: 'definer.takes-sql',
    severity: 'critical',
    title: 'a SECURITY DEFINER function executes no argument',
    why: 'An argument that becomes SQL is the owner’s account for whoever may call.',
    query: String.raw`
      select f.name as object, format('executes its argument %s', string_agg(a.arg, ', ')) as fact,
             format('select prosrc from pg_proc where oid = %L::regprocedure', f.name) as evidence,
             format('alter function %s security invoker', f.name) as remedy
        from functions f cross join lateral unnest(f.proargnames) as a (arg)
       where f.prosecdef and a.arg ~ '^\w+$'
         and (f.prosrc ~* ('\mexecute\s+' || a.arg || '\s*(;|\|\||\musing\M|\minto\M)')
              or f.prosrc ~* ('\mexecute\s+format\(\s*' || a.arg || '\M')
              or f.prosrc ~* ('\mexecute\s+format\([^;]*%s[^;]*,[^;]*\m' || a.arg || '\s*\)'))
       group by f.name`,
  },
  {
    id: 'definer.grants',
    severity: 'high',
    title: 'a definer’s grants are those its functions’ bodies use',
    why: 'What is left over after a function was rewritten is what a bug in the next one can reach.',
    // A definer's functions, and the functions they call; a verb is used where the body shows it on that table,
    // or on a table chosen from a list (format('update %s …')) that the body names.
    query: String.raw`
      with recursive called (owner, fn) as (
        select proowner, oid from functions where prosecdef
        union
        select c.owner, callee.oid
          from called c join functions body on body.oid = c.fn
          join functions callee on strpos(body.prosrc, callee.schema || '.' || callee.proname || '(') > 0
      ), bodies (owner, body) as (
        select c.owner, string_agg(f.prosrc, E'\n' order by f.oid) from called c join functions f on f.oid = c.fn group by c.owner
      )
      select format('%s to %s', g.name, g.role) as object,
             format('%s, which no body of its functions uses', string_agg(distinct concat_ws(' ', g.verb, 'of ' || g.col), ', ')) as fact,
             format('select oid::regprocedure, prosrc from pg_proc where prosecdef and proowner = %L::regrole', quote_ident(g.role)) as evidence,
             string_agg(distinct format('revoke %s on %s from %I', ${PRIVILEGE}, g.name, g.role), '; ') as remedy
        from grants g
        join house_roles r on r.oid = g.grantee and r.kind = 'definer'
        left join bodies b on b.owner = g.grantee
       where not coalesce(b.body ~* ('\m' || ${pattern} || '\M') and case g.verb
               when 'SELECT' then true
               when 'INSERT' then b.body ~* ('\minsert into\s+(' || ${pattern} || '\M|%)')
               when 'UPDATE' then b.body ~* ('\mupdate\s+(' || ${pattern} || '\M|%)')
               when 'DELETE' then b.body ~* ('\mdelete from\s+(' || ${pattern} || '\M|%)')
               else false end, false)
       group by g.name, g.role`,
  },
  {
    id: 'function.leakproof',
    severity: 'critical',
    title: 'no function of ours, and no pattern operator, is LEAKPROOF',
    why: 'LEAKPROOF lets the planner call it before the policy: with other tenants’ values.',
    query: `
      select p.oid::regprocedure::text as object, 'LEAKPROOF' as fact,
             format('select proleakproof from pg_proc where oid = %L::regprocedure', p.oid::regprocedure) as evidence,
             format('alter function %s not leakproof', p.oid::regprocedure) as remedy
        from pg_proc p
       where p.proleakproof
         and (p.oid >= 16384
              or exists (select from pg_operator o where o.oprcode = p.oid and o.oprname in ('~~', '~~*', '~', '~*', '!~~', '!~~*', '!~', '!~*', '@@', '%')))`,
  },
  {
    id: 'owner.stranger',
    severity: 'critical',
    title: 'tables, views and functions belong to the owner or to a definer',
    why: 'An owner changes its object’s policies and grants at will.',
    query: `
      select o.object, format('owned by %s', pg_get_userbyid(o.owner)) as fact, o.evidence,
             format('alter %s %s owner to streamflow_owner', o.kind, o.object) as remedy
        from (select t.name as object, t.relowner as owner,
                     case t.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' when 'f' then 'foreign table' else 'table' end as kind,
                     format('select relowner::regrole from pg_class where oid = %L::regclass', t.name) as evidence
                from relations t
              union all
              select f.name, f.proowner, case f.prokind when 'p' then 'procedure' else 'function' end,
                     format('select proowner::regrole from pg_proc where oid = %L::regprocedure', f.name)
                from functions f) as o
       where not exists (select from house_roles r where r.oid = o.owner and r.kind in ('owner', 'definer'))`,
  },
];
