import type { Check } from '../check.ts';

export const objectChecks: Check[] = [
  {
    id: 'view.definer',
    severity: 'critical',
    title: 'views that others use, or that read tenant tables, are security_invoker',
    why: 'A plain view reads with its owner’s rights: past every policy of the reader.',
    query: `
      select v.name as object, coalesce('options: ' || array_to_string(v.reloptions, ', '), 'no options') as fact,
             format('select reloptions from pg_class where oid = %L::regclass', v.name) as evidence,
             format('alter view %s set (security_invoker = true)', v.name) as remedy
        from relations v
       where v.relkind = 'v' and not coalesce(v.reloptions && '{security_invoker=true,security_invoker=on,security_invoker=1}', false)
         and (exists (select from grants g where g.relation = v.oid)
              or exists (select from pg_rewrite w join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
                           join tenant_tables t on d.refclassid = 'pg_class'::regclass and d.refobjid = t.oid
                          where w.ev_class = v.oid))`,
  },
  {
    id: 'object.materialized',
    severity: 'high',
    title: 'there are no materialized views',
    why: 'They hold rows of all tenants and can have no policy.',
    query: `
      select r.name as object, 'materialized view' as fact,
             format('select pg_get_viewdef(%L::regclass)', r.name) as evidence, format('drop materialized view %s', r.name) as remedy
        from relations r where r.relkind = 'm'`,
  },
  {
    id: 'object.rule',
    severity: 'high',
    title: 'there are no rewrite rules',
    why: 'A rule turns a statement into another, with its table owner’s rights.',
    query: `
      select format('%s.%I', r.name, w.rulename) as object, pg_get_ruledef(w.oid) as fact,
             format('select rulename, pg_get_ruledef(oid) from pg_rewrite where ev_class = %L::regclass', r.name) as evidence,
             format('drop rule %I on %s', w.rulename, r.name) as remedy
        from pg_rewrite w join relations r on r.oid = w.ev_class
       where w.rulename <> '_RETURN'`,
  },
  {
    id: 'object.foreign',
    severity: 'high',
    title: 'there are no foreign tables and no foreign servers',
    why: 'No policy holds on the other side, and credentials lie in user mappings.',
    query: `
      select r.name as object, 'foreign table' as fact,
             format('select ftserver from pg_foreign_table where ftrelid = %L::regclass', r.name) as evidence, format('drop foreign table %s', r.name) as remedy
        from relations r where r.relkind = 'f'
      union all
      select 'server ' || s.srvname, 'foreign server', format('select * from pg_foreign_server where srvname = %L', s.srvname),
             format('drop server %I cascade', s.srvname)
        from pg_foreign_server s
      union all
      select 'wrapper ' || w.fdwname, 'foreign-data wrapper', format('select * from pg_foreign_data_wrapper where fdwname = %L', w.fdwname),
             format('drop foreign data wrapper %I cascade', w.fdwname)
        from pg_foreign_data_wrapper w`,
  },
  {
    id: 'object.large',
    severity: 'medium',
    title: 'there are no large objects',
    why: 'They have grants but no policies, and their numbers can be guessed.',
    query: `
      select 'large object ' || m.oid as object, format('owned by %s', pg_get_userbyid(m.lomowner)) as fact,
             'select oid, lomowner::regrole from pg_largeobject_metadata' as evidence, format('select lo_unlink(%s)', m.oid) as remedy
        from pg_largeobject_metadata m`,
  },
  {
    id: 'object.publication',
    severity: 'high',
    title: 'there are no publications and no subscriptions',
    why: 'Replication sends every tenant’s rows; policies do not hold on that way.',
    query: `
      select 'publication ' || p.pubname as object, case when p.puballtables then 'of all tables' else 'of some tables' end as fact,
             'select * from pg_publication_tables' as evidence, format('drop publication %I', p.pubname) as remedy
        from pg_publication p
      union all
      select 'subscription ' || s.subname, 'writes with its owner’s rights', 'select subname, subenabled from pg_subscription',
             format('drop subscription %I', s.subname)
        from pg_subscription s where s.subdbid = (select oid from pg_database where datname = current_database())`,
  },
  {
    id: 'object.event-trigger',
    severity: 'medium',
    title: 'there are no event triggers',
    why: 'They run their owner’s code inside everybody’s DDL.',
    query: `
      select 'event trigger ' || e.evtname as object, format('on %s calls %s', e.evtevent, e.evtfoid::regprocedure) as fact,
             'select * from pg_event_trigger' as evidence, format('drop event trigger %I', e.evtname) as remedy
        from pg_event_trigger e
       where not exists (select from extension_members x where x.classid = 'pg_event_trigger'::regclass and x.objid = e.oid)`,
  },
  {
    id: 'extension.place',
    severity: 'medium',
    title: 'extensions live in the schema ext',
    why: 'Their functions belong to nobody here and are EXECUTE for PUBLIC: they stay out of the way of our names.',
    query: `
      select 'extension ' || e.extname as object, format('in schema %s', n.nspname) as fact,
             format('select extnamespace::regnamespace from pg_extension where extname = %L', e.extname) as evidence,
             format('alter extension %I set schema ext', e.extname) as remedy
        from pg_extension e join pg_namespace n on n.oid = e.extnamespace
       where n.nspname <> 'ext' and not (n.nspname = 'pg_catalog' and e.extname = 'plpgsql')`,
  },
  {
    id: 'server.version',
    severity: 'high',
    title: 'the server has the fixes for row level security',
    why: 'CVE-2024-10976 reuses a plan under another role’s policies; CVE-2025-8713 shows statistics past policies.',
    query: `
      select 'PostgreSQL ' || current_setting('server_version') as object, format('older than %s.%s', v.major, v.minor) as fact,
             'select version()' as evidence, format('-- install PostgreSQL %s.%s or newer and restart', v.major, v.minor) as remedy
        from (select current_setting('server_version_num')::int / 10000, current_setting('server_version_num')::int % 10000) as now (major, minor)
        join (values (16, 10), (17, 6)) as v (major, minor) on v.major = now.major or (now.major < 16 and v.major = 16)
       where now.major < v.major or now.minor < v.minor`,
  },
];
