import type { Check } from '../check.ts';
import { TENANT } from '../vocabulary.ts';

const clientNames = `(select string_agg(quote_ident(rolname), ', ' order by rolname) from clients)`;
const isolation = `format('drop policy if exists tenant_isolation on %1$s; create policy tenant_isolation on %1$s as permissive for all to %2$s using ${TENANT} with check ${TENANT}', t.name, ${clientNames})`;
const shown = (name: string): string =>
  `format('select polname, polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid) from pg_policy where polrelid = %L::regclass', ${name})`;
const meetsAClient = `(0 = any (p.polroles) or exists (
               select from clients c cross join unnest(p.polroles) as r (oid) where r.oid <> 0 and pg_has_role(c.oid, r.oid, 'member')))`;

export const policyChecks: Check[] = [
  {
    id: 'policy.isolation-missing',
    severity: 'critical',
    title: 'every tenant table has the isolation policy',
    why: 'With RLS on and no policy nothing works; with another policy in its place anything may.',
    query: `
      select t.name as object, 'no policy tenant_isolation' as fact, ${shown('t.name')} as evidence, ${isolation} as remedy
        from tenant_tables t
       where not t.relispartition
         and not exists (select from policies p where p.polrelid = t.oid and p.polname = 'tenant_isolation')`,
  },
  {
    id: 'policy.isolation-altered',
    severity: 'critical',
    title: 'the isolation policy is the same everywhere: permissive, FOR ALL, both clients, one text',
    why: 'One exception is all a leak needs, and nobody reads the fortieth copy closely.',
    query: `
      select t.name as object,
             format('%s for %s to %s using %s', case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
               p.polroles::regrole[], coalesce(p.using_text, 'nothing')) as fact,
             ${shown('t.name')} as evidence, ${isolation} as remedy
        from tables t join policies p on p.polrelid = t.oid and p.polname = 'tenant_isolation'
       where not p.polpermissive or p.polcmd <> '*' or p.using_text is distinct from '${TENANT}'
          or not (p.polroles @> (select array_agg(oid) from clients) and p.polroles <@ (select array_agg(oid) from clients))`,
  },
  {
    id: 'policy.isolation-split',
    severity: 'critical',
    title: 'USING and WITH CHECK of the isolation policy are the same text',
    why: 'What may be written and what may be read drift apart: rows planted in another tenant.',
    query: `
      select t.name as object, format('using %s, with check %s', p.using_text, coalesce(p.check_text, 'nothing')) as fact,
             ${shown('t.name')} as evidence, ${isolation} as remedy
        from tables t join policies p on p.polrelid = t.oid and p.polname = 'tenant_isolation'
       where p.using_text is distinct from p.check_text`,
  },
  {
    id: 'policy.extra',
    severity: 'critical',
    title: 'no second permissive policy meets a client',
    why: 'Permissive policies are joined by OR: the widest of them wins.',
    query: `
      select format('%s.%I', t.name, p.polname) as object,
             format('permissive for %s to %s using %s', p.polcmd, array(select case r when 0 then 'public' else r::regrole::text end from unnest(p.polroles) r),
               coalesce(p.using_text, p.check_text)) as fact,
             ${shown('t.name')} as evidence, format('drop policy %I on %s', p.polname, t.name) as remedy
        from tables t join policies p on p.polrelid = t.oid
       where p.polpermissive and p.polname <> 'tenant_isolation' and ${meetsAClient}`,
  },
  {
    id: 'policy.undeclared',
    severity: 'high',
    title: 'a policy for any other role says in its COMMENT why it is there',
    why: 'A policy that reaches past a tenant is a decision, and a decision has a reason.',
    query: `
      select format('%s.%I', t.name, p.polname) as object,
             format('for %s to %s, without COMMENT', p.polcmd, p.polroles::regrole[]) as fact,
             ${shown('t.name')} as evidence, format('drop policy %I on %s', p.polname, t.name) as remedy
        from tables t join policies p on p.polrelid = t.oid
       where not ${meetsAClient} and coalesce(btrim(p.about), '') = ''`,
  },
];

const nounOf = `coalesce(
               (select '*' from table_columns c where c.relation = t.oid and c.attname = 'noun'),
               (select g.args[1] from table_triggers g where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' limit 1),
               rtrim(t.relname, 's'))`;
const hanging =
  "noun = any ((select crm.nouns_seen(''all''))::text[]) or owner_id is null or owner_id = (select crm.current_user_id())" +
  " or (team_id = any ((select crm.current_team_ids())::uuid[]) and noun = any ((select crm.nouns_seen(''team''))::text[]))";
const own =
  '(select crm.sees_all(%3$L)) or owner_id is null or owner_id = (select crm.current_user_id())' +
  ' or team_id = any ((select crm.current_team_ids(%3$L))::uuid[])';
const visibility = `format('drop policy if exists record_visibility on %1$s; create policy record_visibility on %1$s as restrictive for select to %2$s using ('
               || case n.noun when '*' then '${hanging}' else '${own}' end || ')', t.name, ${clientNames}, n.noun)`;
/** The same two texts as PostgreSQL prints them. */
const hangingPrinted =
  "((noun = ANY (( SELECT crm.nouns_seen(''all''::text) AS nouns_seen)::text[])) OR (owner_id IS NULL) OR (owner_id = ( SELECT crm.current_user_id() AS current_user_id))" +
  " OR ((team_id = ANY (( SELECT crm.current_team_ids() AS current_team_ids)::uuid[])) AND (noun = ANY (( SELECT crm.nouns_seen(''team''::text) AS nouns_seen)::text[]))))";
const ownPrinted =
  '(( SELECT crm.sees_all(%1$L::text) AS sees_all) OR (owner_id IS NULL) OR (owner_id = ( SELECT crm.current_user_id() AS current_user_id))' +
  ' OR (team_id = ANY (( SELECT crm.current_team_ids(%1$L::text) AS current_team_ids)::uuid[])))';

export const visibilityChecks: Check[] = [
  {
    id: 'visibility.missing',
    severity: 'critical',
    title: 'rows that have an owner have the visibility policy',
    why: 'Own, team or all is decided in the database; a query that forgets the predicate must not show more.',
    query: `
      select t.name as object, 'owner_id without policy record_visibility' as fact, ${shown('t.name')} as evidence, ${visibility} as remedy
        from tenant_tables t cross join lateral (select ${nounOf}) as n (noun)
       where not t.relispartition
         and exists (select from table_columns c where c.relation = t.oid and c.attname = 'owner_id')
         and not exists (select from policies p where p.polrelid = t.oid and p.polname = 'record_visibility')`,
  },
  {
    id: 'visibility.altered',
    severity: 'critical',
    title: 'the visibility policy is restrictive, FOR SELECT, and asks for the table’s own noun',
    why: 'Permissive it widens instead of narrowing; with another noun it asks for the wrong right.',
    query: `
      select t.name as object,
             format('%s for %s to %s using %s', case when p.polpermissive then 'permissive' else 'restrictive' end, p.polcmd,
               p.polroles::regrole[], p.using_text) as fact,
             ${shown('t.name')} as evidence, ${visibility} as remedy
        from tenant_tables t
        join policies p on p.polrelid = t.oid and p.polname = 'record_visibility'
        cross join lateral (select ${nounOf}) as n (noun)
       where p.polpermissive or p.polcmd <> 'r'
          or not (p.polroles @> (select array_agg(oid) from clients) and p.polroles <@ (select array_agg(oid) from clients))
          or p.using_text is distinct from case n.noun when '*' then '${hangingPrinted}' else format('${ownPrinted}', n.noun) end`,
  },
  {
    id: 'visibility.reads-only',
    severity: 'critical',
    title: 'what narrows reading narrows changing and deleting as well, by the same text',
    why: 'An UPDATE or DELETE without a condition reads nothing, so no policy for SELECT is asked: it meets rows out of sight.',
    query: `
      select format('%s.%I', t.name, p.polname) as object,
             format('narrows SELECT, and clients may %s without it', g.verb) as fact,
             ${shown('t.name')} as evidence,
             format('drop policy if exists %1$I on %2$s; create policy %1$I on %2$s as restrictive for %3$s to %4$s using (%5$s) %6$s',
               p.polname || '_' || lower(g.verb), t.name, lower(g.verb), ${clientNames}, p.using_text,
               case g.verb when 'UPDATE' then 'with check (true)' else '' end) as remedy
        from tables t join policies p on p.polrelid = t.oid
        cross join lateral (
          select distinct w.verb from grants w join clients c on c.oid = w.grantee
           where w.relation = t.oid and w.verb in ('UPDATE', 'DELETE')) g
       where not p.polpermissive and p.polcmd = 'r' and ${meetsAClient}
         and not exists (
           select from policies q
            where q.polrelid = t.oid and not q.polpermissive and q.using_text = p.using_text and q.polroles @> p.polroles
              and q.polcmd = case g.verb when 'UPDATE' then 'w'::"char" else 'd'::"char" end)`,
  },
];
