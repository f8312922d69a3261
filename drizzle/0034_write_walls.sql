-- 0034 write walls: what somebody does not see they neither change nor delete, by any statement.
--
-- PostgreSQL asks a policy for SELECT only where a statement reads: `update crm.leads set score = 0` reads nothing, and met every
-- record of the tenant. Each narrowing of what is seen now has its twin for what is written.

create or replace function crm.protect_table(
  target regclass, noun text default null, verbs text[] default '{select,insert,update}') returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    clients constant text := 'streamflow_app, streamflow_import';
    tenant constant text := 'tenant_id = crm.current_tenant_id()';
    visible text;
    frozen constant name[] := '{tenant_id,id,created_at,created_by}';
    columns text;
    verb text;
    policy text;
  begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);

    execute format('drop policy if exists tenant_isolation on %s', target);
    execute format('create policy tenant_isolation on %s as permissive for all to %s using (%s) with check (%s)',
      target, clients, tenant, tenant);
    execute format('comment on policy tenant_isolation on %s is %L', target,
      'Rows of the current tenant and no others, for reading and for writing.');

    execute format('drop policy if exists record_visibility on %s', target);
    if noun is not null then
      -- Sub-selects, so that each is asked once per statement and not once per row.
      visible := case noun
        when '*' then   -- rows that hang on a record and name its noun
          'noun = any ((select crm.nouns_seen(''all''))::text[]) or owner_id is null'
          ' or owner_id = (select crm.current_user_id())'
          ' or (team_id = any ((select crm.current_team_ids())::uuid[])'
          ' and noun = any ((select crm.nouns_seen(''team''))::text[]))'
        else format(
          '(select crm.sees_all(%1$L)) or owner_id is null or owner_id = (select crm.current_user_id())'
          ' or team_id = any ((select crm.current_team_ids(%1$L))::uuid[])', noun)
        end;
      foreach verb in array '{select,update,delete}'::text[] loop
        policy := 'record_visibility' || case verb when 'select' then '' else '_' || verb end;
        execute format('drop policy if exists %I on %s', policy, target);
        execute format('create policy %I on %s as restrictive for %s to %s using (%s) %s',
          policy, target, verb, clients, visible, case verb when 'update' then 'with check (true)' else '' end);
        execute format('comment on policy %I on %s is %L', policy, target, case verb
          when 'select' then 'Own, team or all records, as the user''s roles say for this noun; records without owner are everybody''s.'
          else 'Nobody changes what they do not see: a statement without a condition asks for no sight of what it meets.' end);
      end loop;
    end if;

    execute format('revoke all on %s from %s', target, clients);
    if (select relispartition from pg_class where oid = target) then
      return;   -- partitions are reached through their parent only
    end if;
    foreach verb in array verbs loop
      if verb = 'update' then
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns
          from pg_attribute
         where attrelid = target and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all (frozen);
        verb := format('update (%s)', columns);
      end if;
      execute format('grant %s on %s to %s', verb, target, clients);
    end loop;
  end $$;
comment on function crm.protect_table(regclass, text, text[]) is
  'The walls of one tenant table, the same text everywhere: RLS enabled and forced, one isolation policy, the visibility policies of a noun (''*'': the row''s own noun column) for reading, changing and deleting, grants without UPDATE of tenant_id, id, created_at, created_by. Call it again after adding a column.';

-- The twins of the policies that are there.
do $$
  declare
    seen record;
    verb text;
    twin text;
  begin
    for seen in
      select p.polname, p.polrelid::regclass as target, pg_get_expr(p.polqual, p.polrelid) as text
        from pg_policy p
       where not p.polpermissive and p.polcmd = 'r' and p.polname in ('record_visibility', 'bulk_owner', 'field_rules')
    loop
      foreach verb in array '{update,delete}'::text[] loop
        twin := seen.polname || '_' || verb;
        execute format('drop policy if exists %I on %s', twin, seen.target);
        execute format('create policy %I on %s as restrictive for %s to streamflow_app, streamflow_import using (%s) %s',
          twin, seen.target, verb, seen.text, case verb when 'update' then 'with check (true)' else '' end);
        execute format('comment on policy %I on %s is %L', twin, seen.target,
          'Nobody changes what they do not see: a statement without a condition asks for no sight of what it meets.');
      end loop;
    end loop;
  end $$;
