-- Back from 0008: every role edits every field.

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
        'seesAll', to_jsonb(crm.nouns_seen('all')), 'sudoUntil', null);
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

    return jsonb_build_object('userId', usr, 'name', who.name, 'email', who.email, 'tenantName', who.tenant_name,
      'tenantSlug', who.slug, 'permissions', to_jsonb(held), 'currency', who.currency, 'zone', who.zone,
      'locale', coalesce(who.locale, 'en-US'),
      'roles', coalesce((select jsonb_agg(r.key order by r.key)
                           from crm.roles r where r.tenant_id = tenant and r.id = any (roles)), '[]'),
      'teamId', who.team_id, 'teamIds', to_jsonb(teams),
      'seesTeam', to_jsonb(sees.team), 'seesAll', to_jsonb(sees."all"), 'sudoUntil', sudo);
  end $$;

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
      select e.at, e.id, e.action, e.actor, e.actor_id, e.user_id, e.source, e.request_id, c.before, c.after
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
  'One record''s events, newest first, for those who see the record or hold audit:read; nothing otherwise.';

set local role streamflow_owner;
revoke create on schema audit from streamflow_history;

drop policy field_rules on crm.search_tokens;
do $$
  declare noun record;
  begin
    for noun in select distinct t.tgrelid::regclass as name from pg_trigger t where t.tgname = 'field_rules' loop
      execute format('drop trigger field_rules on %1$s; drop trigger field_rules_new on %1$s; drop view %1$s_seen', noun.name);
    end loop;
  end $$;
drop trigger guard_fields on crm.user_roles;
drop function crm.guard_given_fields();
drop function crm.fields_of(uuid);
drop function crm.rule_fields(regclass, text, jsonb);
drop function crm.refuse_locked_fields();
drop function crm.shown_values(text, jsonb);
drop function crm.hidden_tokens();
drop function crm.sees_every_field();
drop function crm.edits_field(text, text);
drop function crm.sees_field(text, text);
drop table crm.role_fields;
drop function crm.guard_role_field();
drop table crm.ruled_fields;
