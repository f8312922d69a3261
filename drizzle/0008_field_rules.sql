-- 0008 field rules: a role may have a field of a noun hidden or read-only.
--
-- Reading guide: 1 what is ruled, and by whom · 2 what the current user sees and edits · 3 the view and the trigger of a
--                noun · 4 the way in · 5 search words · 6 history · 7 who may change rules · 8 leads


-- 1. What is ruled, and by whom ----------------------------------------------------------------------------

create table crm.ruled_fields (
  noun     text not null,
  field    text not null,
  columns  text[] not null,
  tokens   text[] not null default '{}',
  hideable boolean not null default true,
  primary key (noun, field)
);
comment on table crm.ruled_fields is '@global which fields of which noun a role may have hidden or read-only; written by migrations alone';
comment on column crm.ruled_fields.columns is 'The columns that hold it, also under another form: an e-mail and its normal form.';
comment on column crm.ruled_fields.tokens is 'The kinds of search words made of it.';
comment on column crm.ruled_fields.hideable is 'False where nothing works without it, a name: it can be read-only.';
grant select on crm.ruled_fields to streamflow_app, streamflow_import, streamflow_history;

create table crm.role_fields (
  tenant_id uuid not null,
  role_id   uuid not null,
  noun      text not null,
  field     text not null,
  access    text not null check (access in ('hidden', 'read_only')),
  primary key (tenant_id, role_id, noun, field),
  constraint role_fields_role_fkey foreign key (tenant_id, role_id) references crm.roles on delete cascade
);
comment on table crm.role_fields is '@record fields a role has hidden or read-only; without a row: editable';
select crm.protect_table('crm.role_fields', verbs => '{select,insert,update,delete}'),
       crm.audit_table('crm.role_fields', 'role_field');


-- 2. What the current user sees and edits ------------------------------------------------------------------
-- crm.enter() finds it out once and leaves it in settings of the transaction, which nearly nobody has.

create function crm.sees_field(noun text, field text) returns boolean
  language sql stable parallel safe
  as $$ select strpos(coalesce(current_setting('app.hidden_fields', true), ''), ',' || noun || '.' || field || ',') = 0 $$;
comment on function crm.sees_field(text, text) is 'Whether no rule hides a field from the current user.';

create function crm.edits_field(noun text, field text) returns boolean
  language sql stable parallel safe
  as $$ select strpos(coalesce(current_setting('app.locked_fields', true), ''), ',' || noun || '.' || field || ',') = 0 $$;
comment on function crm.edits_field(text, text) is 'Whether no rule hides a field from the current user or makes it read-only.';

create function crm.sees_every_field() returns boolean
  language sql stable parallel safe
  as $$ select coalesce(current_setting('app.hidden_fields', true), '') = '' $$;
comment on function crm.sees_every_field() is 'Whether nothing at all is hidden from the current user: asked first, because it costs nothing.';

create function crm.hidden_tokens() returns text[]
  language sql stable parallel safe
  as $$
    select coalesce(array_agg(f.noun || '.' || kind), '{}')
      from crm.ruled_fields f cross join unnest(f.tokens) kind
     where not crm.sees_field(f.noun, f.field)
  $$;
comment on function crm.hidden_tokens() is 'The kinds of search words made of fields that are hidden from the current user, as noun.kind.';

create function crm.shown_values(noun text, record jsonb) returns jsonb
  language plpgsql stable parallel safe
  as $$
  begin
    if record is null or crm.sees_every_field() then
      return record;
    end if;
    return (
      select jsonb_object_agg(e.key, case when hidden.name is null then e.value else '{"hidden": true}' end)
        from jsonb_each(record) e
        left join (
          select unnest(f.columns) as name from crm.ruled_fields f
           where f.noun = shown_values.noun and not crm.sees_field(f.noun, f.field)) hidden on hidden.name = e.key);
  end $$;
comment on function crm.shown_values(text, jsonb) is
  'Column values of a record as the current user may see them: a hidden one reads {"hidden": true}.';

grant execute on function crm.sees_field(text, text), crm.edits_field(text, text), crm.sees_every_field(), crm.hidden_tokens(),
  crm.shown_values(text, jsonb) to streamflow_app, streamflow_import;
grant execute on function crm.sees_field(text, text), crm.sees_every_field(), crm.shown_values(text, jsonb) to streamflow_history;


-- 3. The view and the trigger of a noun --------------------------------------------------------------------

create function crm.refuse_locked_fields() returns trigger
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    noun    constant text := tg_argv[0];
    columns constant jsonb := tg_argv[1]::jsonb;   -- column → field
    refused text;
  begin
    select string_agg(distinct c.value, ',' order by c.value) into refused
      from jsonb_each_text(columns) c
     where strpos(current_setting('app.locked_fields', true), ',' || noun || '.' || c.value || ',') > 0
       and coalesce(to_jsonb(new) -> c.key, 'null') is distinct from
           case tg_op when 'UPDATE' then coalesce(to_jsonb(old) -> c.key, 'null') else 'null' end;
    if refused is not null then
      raise exception 'a role makes % of % read-only', refused, noun using errcode = 'SF430', detail = refused;
    end if;
    return new;
  end $$;
comment on function crm.refuse_locked_fields() is
  'Row trigger of a noun with ruled fields: refuses a change of, or a new record with, a field that the current user may not edit. SF430; DETAIL names the fields.';

create function crm.rule_fields(target regclass, noun text, fields jsonb) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    view constant text := format('%s_seen', target);
    shown text;
    given jsonb;
    kept  jsonb;
  begin
    delete from crm.ruled_fields f where f.noun = rule_fields.noun;
    insert into crm.ruled_fields (noun, field, columns, tokens, hideable)
      select rule_fields.noun, e.key,
             array(select jsonb_array_elements_text(e.value -> 'columns')),
             array(select jsonb_array_elements_text(coalesce(e.value -> 'tokens', '[]'))),
             coalesce((e.value ->> 'hideable')::boolean, true)
        from jsonb_each(fields) e;

    select string_agg(
             case when not coalesce(f.hideable, false) then format('t.%I', a.attname)
                  -- crm.sees_field() written out: its plan would cost more than it does
                  else format('case when strpos(current_setting(''app.hidden_fields'', true), %L) > 0 then null else t.%I end as %I',
                              ',' || f.noun || '.' || f.field || ',', a.attname, a.attname)
                       || case when fields -> f.field -> 'listed' ? a.attname
                               then format(', t.%I as %I', a.attname, a.attname || '_key') else '' end
             end, ', ' order by a.attnum),
           -- generated columns have no value yet when the trigger looks; what is never null the house fills by itself
           jsonb_object_agg(a.attname, f.field) filter (where f.field is not null and a.attgenerated = ''),
           jsonb_object_agg(a.attname, f.field) filter (
             where f.field is not null and a.attgenerated = '' and not a.attnotnull and not fields -> f.field ? 'filled')
      into shown, kept, given
      from pg_attribute a left join crm.ruled_fields f on f.noun = rule_fields.noun and a.attname = any (f.columns)
     where a.attrelid = target and a.attnum > 0 and not a.attisdropped;

    execute format('drop view if exists %s', view);
    execute format('create view %s with (security_invoker = true) as select %s from %s t', view, shown, target);
    execute format('comment on view %s is %L', view,
      'What queries read: a field that a role hides is null. Columns named …_key are whole, for conditions and order alone.');
    execute format('grant select on %s to streamflow_app, streamflow_import', view);

    execute format('drop trigger if exists field_rules_new on %s', target);
    execute format('drop trigger if exists field_rules on %s', target);
    execute format('create trigger field_rules_new before insert on %s for each row '
      'when (current_setting(''app.locked_fields'', true) <> '''') execute function crm.refuse_locked_fields(%L, %L)',
      target, noun, coalesce(given, '{}'));
    execute format('create trigger field_rules before update on %s for each row '
      'when (current_setting(''app.locked_fields'', true) <> '''') execute function crm.refuse_locked_fields(%L, %L)',
      target, noun, coalesce(kept, '{}'));
  end $$;
comment on function crm.rule_fields(regclass, text, jsonb) is
  'Makes fields of a noun subject to rules: the list, the view <table>_seen that queries read, the trigger that refuses. Per field: columns; tokens: kinds of search words; hideable; filled: the house gives a new record one by itself; listed: columns that lists filter or sort by. Call it again after adding a column.';


-- 4. The way in --------------------------------------------------------------------------------------------

create or replace function crm.enter(kind text, proof text, account uuid, epoch integer, permission text) returns jsonb
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan   -- five key look-ups, the same for everybody: plan them once
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    usr    constant uuid := crm.current_user_id();
    alive  record;
    who    record;
    roles  uuid[];
    held   text[];
    sees   record;
    teams  uuid[];
    sudo   timestamptz;
    own    text[];
    rules  record;
  begin
    if tenant is null then
      raise exception 'no tenant in this transaction' using errcode = 'SF401', detail = 'tenant';
    end if;

    -- Is what the caller showed still good?
    if kind = 'session' then
      select * into alive from auth.session_live(proof, account, epoch);
      sudo := alive.sudo_until;
    elsif kind = 'key' then
      select * into alive from auth.key_live(split_part(proof, ':', 1), decode(split_part(proof, ':', 2), 'hex'),
        nullif(current_setting('app.ip', true), '')::inet);
      if alive.live and (alive.tenant_id, alive.user_id) is distinct from (tenant, usr) then
        raise exception 'this key belongs to somebody else' using errcode = 'SF401', detail = 'key';
      end if;
    elsif kind not in ('job', 'system') or kind is null then
      raise exception 'unknown kind of proof' using errcode = 'SF401', detail = 'kind';
    end if;
    if kind in ('session', 'key') then
      if not alive.live then
        raise exception '% is not live: %', kind, alive.reason using errcode = 'SF401', detail = alive.reason;
      end if;
    end if;

    -- The house itself: no person, so only where no person is claimed.
    if usr is null then
      if kind in ('session', 'key') or not crm.is_system() then
        raise exception 'no user in this transaction' using errcode = 'SF401', detail = 'user';
      end if;
      select t.name, t.slug, t.currency, t.zone into who from platform.tenants t where t.tenant_id = tenant;
      return jsonb_build_object('userId', null, 'name', 'StreamFlow', 'email', '', 'tenantName', coalesce(who.name, ''),
        'tenantSlug', coalesce(who.slug, ''), 'roles', '[]'::jsonb, 'permissions', '["admin:*"]'::jsonb,
        'currency', coalesce(who.currency, 'USD'), 'zone', coalesce(who.zone, 'UTC'), 'locale', 'en-US',
        'teamId', null, 'teamIds', '[]'::jsonb, 'seesTeam', to_jsonb(crm.nouns_seen('team')),
        'seesAll', to_jsonb(crm.nouns_seen('all')), 'sudoUntil', null,
        'hiddenFields', '[]'::jsonb, 'lockedFields', '[]'::jsonb);
    end if;

    -- Is the person still with the tenant, and the tenant with us?
    select u.name, u.email, u.account_id, u.status, u.deleted_at, u.team_id, u.locale, coalesce(u.zone, t.zone) as zone,
           t.name as tenant_name, t.slug, t.currency, t.suspended_at
      into who
      from crm.users u join platform.tenants t on t.tenant_id = u.tenant_id
     where u.tenant_id = tenant and u.id = usr;
    if not found or who.status <> 'active' or who.deleted_at is not null
       or (kind = 'session' and who.account_id is distinct from account) then
      raise exception 'this user is not active here' using errcode = 'SF401', detail = 'user';
    end if;
    if who.suspended_at is not null then
      raise exception 'this tenant is suspended' using errcode = 'SF403', detail = 'tenant';
    end if;

    -- May they do it? A key can do what both its owner and its scopes allow.
    roles := crm.roles_held();
    held := crm.permissions_of(roles);
    own := held;
    if kind = 'key' then
      held := array(select distinct p from unnest(held || alive.scopes) p
                     where crm.covers(held, p) and crm.covers(alive.scopes, p) order by p);
    end if;
    if permission is not null and not crm.covers(held, permission) then
      raise exception 'permission % is not held', permission using errcode = 'SF403', detail = permission;
    end if;

    -- How far they see, once: the policies of every statement that follows read it from here.
    if 'admin:*' = any (held) then
      select array['lead', 'contact', 'organization', 'opportunity', 'task'] as "all",
             array['lead', 'contact', 'organization', 'opportunity', 'task'] as team into sees;
    else
      select coalesce(array_agg(distinct v.noun) filter (where v.scope = 'all'), '{}') as "all",
             coalesce(array_agg(distinct v.noun) filter (where v.scope in ('team', 'all')), '{}') as team
        into sees
        from crm.role_visibility v
       where v.tenant_id = tenant and v.role_id = any (roles);
    end if;
    teams := crm.teams_of(who.team_id);
    perform set_config('app.sees_all', array_to_string(sees."all", ','), true),
            set_config('app.sees_team', array_to_string(sees.team, ','), true),
            set_config('app.team_ids', array_to_string(teams, ','), true);

    -- Which fields are kept from them: a rule holds where every one of their roles has one, and the mildest counts.
    select coalesce(array_agg(r.field order by r.field) filter (where r.access = 'hidden'), '{}') as hidden,
           coalesce(array_agg(r.field order by r.field), '{}') as locked
      into rules
      from (select f.noun || '.' || f.field as field, max(f.access) as access   -- 'hidden' sorts before 'read_only'
              from crm.role_fields f
             where f.tenant_id = tenant and f.role_id = any (roles)
             group by f.noun, f.field having count(*) = cardinality(roles)) r
     where not 'admin:*' = any (own);
    if rules.locked <> '{}' then
      perform set_config('app.locked_fields', ',' || array_to_string(rules.locked, ',') || ',', true),
              set_config('app.hidden_fields', case when rules.hidden = '{}' then '' else ',' || array_to_string(rules.hidden, ',') || ',' end, true);
    end if;

    return jsonb_build_object('userId', usr, 'name', who.name, 'email', who.email, 'tenantName', who.tenant_name,
      'tenantSlug', who.slug, 'permissions', to_jsonb(held), 'currency', who.currency, 'zone', who.zone,
      'locale', coalesce(who.locale, 'en-US'),
      'roles', coalesce((select jsonb_agg(r.key order by r.key)
                           from crm.roles r where r.tenant_id = tenant and r.id = any (roles)), '[]'),
      'teamId', who.team_id, 'teamIds', to_jsonb(teams),
      'seesTeam', to_jsonb(sees.team), 'seesAll', to_jsonb(sees."all"), 'sudoUntil', sudo,
      'hiddenFields', to_jsonb(rules.hidden), 'lockedFields', to_jsonb(rules.locked));
  end $$;


-- 5. Search words ------------------------------------------------------------------------------------------

create policy field_rules on crm.search_tokens as restrictive for select to streamflow_app, streamflow_import
  using ((select crm.sees_every_field()) or noun || '.' || kind <> all ((select crm.hidden_tokens())::text[]));
comment on policy field_rules on crm.search_tokens is 'Nobody finds a record by a word of a field that is hidden from them.';


-- 6. History -----------------------------------------------------------------------------------------------

grant create on schema audit to streamflow_history;
set local role streamflow_history;

create or replace function audit.history(noun text, id uuid, newest integer default 500)
  returns table (at timestamptz, event_id uuid, action text, actor text, actor_id text, user_id uuid, source text,
                 request_id text, before jsonb, after jsonb)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
  #variable_conflict use_column
  declare
    tenant constant uuid := crm.current_tenant_id();
    relation constant text := case history.noun
      when 'lead' then 'crm.leads' when 'contact' then 'crm.contacts' when 'organization' then 'crm.organizations'
      when 'opportunity' then 'crm.opportunities' when 'task' then 'crm.tasks' end;
    allowed boolean := crm.can('audit:read');
  begin
    if not allowed and relation is not null then
      execute format($sql$
        select exists (select from %s r
          where r.tenant_id = $1 and r.id = $2
            and ((select crm.sees_all($3)) or r.owner_id is null or r.owner_id = (select crm.current_user_id())
                 or r.team_id = any ((select crm.current_team_ids($3))::uuid[]))) $sql$, relation)
        into allowed using tenant, history.id, history.noun;
    end if;
    if not allowed then
      return;
    end if;
    return query
      select e.at, e.id, e.action, e.actor, e.actor_id, e.user_id, e.source, e.request_id,
             crm.shown_values(history.noun, c.before), crm.shown_values(history.noun, c.after)
        from audit.change c
        join audit.event e on e.tenant_id = c.tenant_id and e.at = c.at and e.id = c.event_id
       where c.tenant_id = tenant and c.noun = history.noun and c.record = history.id::text
      union all
      -- its creation has no change row; its id says when to look
      select e.at, e.id, e.action, e.actor, e.actor_id, e.user_id, e.source, e.request_id, null, null
        from audit.event e
       where e.tenant_id = tenant and e.noun = history.noun and e.action = 'created' and e.ids @> array[history.id]
         and e.at between crm.uuid_time(history.id) - interval '10 minutes' and crm.uuid_time(history.id) + interval '10 minutes'
       order by 1 desc, 2 desc
       limit newest;
  end $$;
comment on function audit.history(text, uuid, integer) is
  'One record''s events, newest first, for those who see the record or hold audit:read; nothing otherwise. Values of hidden fields read {"hidden": true}.';

set local role streamflow_owner;
revoke create on schema audit from streamflow_history;


-- 7. Who may change rules ----------------------------------------------------------------------------------
-- As with permissions and sight: nobody changes a role they hold, or opens to others what is closed to themselves.

create function crm.guard_role_field() returns trigger
  language plpgsql
  as $$
  declare
    line   record := case tg_op when 'DELETE' then old else new end;
    opens  boolean := case tg_op when 'DELETE' then not crm.edits_field(old.noun, old.field)
                                 else new.access = 'read_only' and not crm.sees_field(new.noun, new.field) end;
  begin
    perform crm.lock_roles(line.tenant_id);
    perform crm.require_other_role(line.role_id);
    if opens then
      raise exception 'nobody opens to others what is closed to themselves: %', line.field
        using errcode = 'SF403', constraint = 'role_beyond_own', detail = line.noun || '.' || line.field;
    end if;
    return line;
  end $$;
comment on function crm.guard_role_field() is 'Row trigger: a field is opened by those for whom it is open.';

create trigger note_rights before insert or update or delete on crm.role_fields
  for each statement execute function crm.note_rights();
create trigger guard before insert or update or delete on crm.role_fields
  for each row execute function crm.guard_role_field();

create function crm.guard_given_fields() returns trigger
  language plpgsql
  as $$
  declare
    beyond text;
  begin
    select mine.field into beyond
      from unnest(string_to_array(btrim(current_setting('app.locked_fields', true), ','), ',')) as mine (field)
     where not exists (
       select from crm.role_fields f
        where f.tenant_id = new.tenant_id and f.role_id = new.role_id and f.noun || '.' || f.field = mine.field
          and (f.access = 'hidden' or crm.sees_field(f.noun, f.field)))
     limit 1;
    if beyond is not null then
      raise exception 'nobody gives a role that opens what is closed to themselves: %', beyond
        using errcode = 'SF403', constraint = 'role_beyond_own', detail = beyond;
    end if;
    return new;
  end $$;
comment on function crm.guard_given_fields() is 'Row trigger: who has fields hidden or read-only gives roles alone that have them so too.';
create trigger guard_fields before insert on crm.user_roles for each row
  when (current_setting('app.locked_fields', true) <> '') execute function crm.guard_given_fields();

create function crm.fields_of(usr uuid) returns table (noun text, field text, access text, roles text[])
  language sql stable
  as $$
    select f.noun, f.field, max(f.access), array_agg(r.name order by r.name)
      from crm.role_fields f join crm.roles r on r.tenant_id = f.tenant_id and r.id = f.role_id
     where f.tenant_id = crm.current_tenant_id() and f.role_id = any (crm.roles_of(fields_of.usr))
       and not 'admin:*' = any (crm.permissions_of(crm.roles_of(fields_of.usr)))
     group by f.noun, f.field having count(*) = cardinality(crm.roles_of(fields_of.usr))
     order by f.noun, f.field
  $$;
comment on function crm.fields_of(uuid) is
  'The fields a user of the tenant has hidden or read-only, and the names of the roles that say so: what crm.enter() finds for them.';
grant execute on function crm.fields_of(uuid) to streamflow_app, streamflow_import;


-- 8. Leads -------------------------------------------------------------------------------------------------

select crm.rule_fields('crm.leads', 'lead', $$ {
  "name":        { "columns": ["name", "first_name", "last_name"], "tokens": ["name"], "hideable": false, "filled": true },
  "company":     { "columns": ["company"], "tokens": ["company"] },
  "title":       { "columns": ["title"] },
  "email":       { "columns": ["email", "email_norm", "email_apart"], "tokens": ["email", "domain"] },
  "phone":       { "columns": ["phone", "phone_e164"], "tokens": ["phone"] },
  "website":     { "columns": ["website"] },
  "industry":    { "columns": ["industry"] },
  "source":      { "columns": ["source_id"], "filled": true, "listed": ["source_id"] },
  "stage":       { "columns": ["stage_id"], "hideable": false, "filled": true },
  "score":       { "columns": ["score"], "filled": true, "listed": ["score"] },
  "address":     { "columns": ["address"] },
  "description": { "columns": ["description"] }
} $$);
