-- Back from 0034: only reading is narrowed, but for files.

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
      execute format('create policy record_visibility on %s as restrictive for select to %s using (%s)',
        target, clients, visible);
      execute format('comment on policy record_visibility on %s is %L', target,
        'Own, team or all records, as the user''s roles say for this noun; records without owner are everybody''s.');
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
  'The walls of one tenant table, the same text everywhere: RLS enabled and forced, one isolation policy, the visibility policy of a noun (''*'': the row''s own noun column), grants without UPDATE of tenant_id, id, created_at, created_by. Call it again after adding a column.';

do $$
  declare twin record;
  begin
    for twin in
      select p.polname, p.polrelid::regclass as target
        from pg_policy p
       where p.polname ~ '^(record_visibility|bulk_owner|field_rules)_(update|delete)$'
         and not (p.polrelid = 'crm.files'::regclass and p.polname = 'record_visibility_delete')
    loop
      execute format('drop policy %I on %s', twin.polname, twin.target);
    end loop;
  end $$;
comment on policy record_visibility_delete on crm.files is 'Nobody deletes a file whose record they do not see.';
