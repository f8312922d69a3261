import type { Check } from '../check.ts';

const ROW = 1;
const BEFORE = 2;
const INSERT = 4;
const DELETE = 8;
const UPDATE = 16;
const TRUNCATE = 32;
const INSTEAD = 64;

/** The noun and the quiet columns, from an audit trigger that is left, else from the table's name. */
const noun = `coalesce((select g.args[1] from table_triggers g where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' limit 1), rtrim(t.relname, 's'))`;
const quiet = `coalesce((select array(select unnest(g.args[3]::text[]) except values ('version'), ('updated_at'), ('updated_by'))
                      from table_triggers g where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' and g.args[3] <> '' limit 1), '{}')`;

export const triggerChecks: Check[] = [
  {
    id: 'audit.missing',
    severity: 'high',
    title: 'a @record table has its three audit triggers, whole and enabled',
    why: 'A change that no trigger sees leaves no event: nobody can say who did it.',
    query: `
      select t.name as object, 'no trigger for ' || string_agg(e.event, ', ') as fact,
             format('select tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where tgrelid = %L::regclass and not tgisinternal', t.name) as evidence,
             format('drop trigger if exists audit_insert on %1$s; drop trigger if exists audit_update on %1$s; drop trigger if exists audit_delete on %1$s; select crm.audit_table(%1$L, %2$L, %3$L::text[])',
               t.name, ${noun}, ${quiet}) as remedy
        from tables t
        cross join (values ('INSERT', ${INSERT}), ('UPDATE', ${UPDATE}), ('DELETE', ${DELETE})) as e (event, bit)
       where t.class = 'record' and not t.relispartition
         and not exists (
           select from table_triggers g
            where g.tgrelid = t.oid and g.calls = 'audit.record_changes()' and g.tgenabled in ('O', 'A')
              and g.tgtype & (${ROW | BEFORE | INSTEAD}) = 0 and g.tgtype & e.bit <> 0 and g.tgqual is null and g.tgattr = '')
       group by t.oid, t.name, t.relname`,
  },
  {
    id: 'audit.append-only',
    severity: 'high',
    title: 'the audit log refuses UPDATE, DELETE and TRUNCATE on every partition, for its owner too',
    why: 'Grants hold others back; only the trigger holds back whoever owns the log.',
    query: `
      select t.name as object, 'no trigger stops ' || string_agg(e.event, ', ') as fact,
             format('select tgname, tgenabled, pg_get_triggerdef(oid) from pg_trigger where tgrelid = %L::regclass', t.name) as evidence,
             format('drop trigger if exists append_only on %1$s; select audit.make_append_only(%1$L)', t.name) as remedy
        from tables t
        cross join (values ('UPDATE', ${UPDATE}), ('DELETE', ${DELETE}), ('TRUNCATE', ${TRUNCATE})) as e (event, bit)
       where t.schema = 'audit' and t.class = 'log'
         and not exists (
           select from table_triggers g
            where g.tgrelid = t.oid and g.calls = 'audit.refuse_change()' and g.tgenabled in ('O', 'A')
              and g.tgtype & ${ROW} = 0 and g.tgtype & ${BEFORE} <> 0 and g.tgtype & e.bit <> 0 and g.tgqual is null and g.tgattr = '')
       group by t.name`,
  },
  {
    id: 'trigger.disabled',
    severity: 'critical',
    title: 'no trigger is switched off, those of foreign keys included',
    why: 'Foreign keys are triggers: DISABLE TRIGGER ALL stops them as well as the audit.',
    query: `
      select format('%s.%I', g.relation, g.tgname) as object, case g.tgenabled when 'D' then 'disabled' else 'fires on replicas only' end as fact,
             format('select tgname, tgenabled from pg_trigger where tgrelid = %L::regclass', g.relation) as evidence,
             format('alter table %s enable trigger %I', g.relation, g.tgname) as remedy
        from table_triggers g
       where g.tgenabled in ('D', 'R')`,
  },
];
