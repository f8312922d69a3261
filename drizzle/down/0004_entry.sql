-- Back from 0004: the way in as 0001 made it.

grant create on schema auth to streamflow_session;
set local role streamflow_session;

create or replace function auth.session_live(sid text, account uuid, epoch integer)
  returns table (live boolean, reason text, sudo_until timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(s.reason = 'live', false), coalesce(s.reason, 'unknown'), s.sudo_until
      from (values (1)) as always
      left join lateral (
        select s.sudo_until,
               case when s.revoked_at is not null then 'revoked'
                    when s.absolute_expires_at <= now() then 'expired'
                    when s.idle_expires_at <= now() then 'idle'
                    when a.disabled_at is not null then 'disabled'
                    when a.session_epoch <> session_live.epoch then 'signed out everywhere'
                    else 'live' end as reason
          from auth.sessions s join auth.accounts a on a.id = s.account_id
         where s.id = session_live.sid and s.account_id = session_live.account) s on true
  $$;

create or replace function auth.key_live(key_id text, secret_hash bytea, ip inet)
  returns table (live boolean, reason text, tenant_id uuid, user_id uuid, scopes text[])
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(k.reason = 'live', false), coalesce(k.reason, 'unknown'), k.tenant_id, k.user_id, k.scopes
      from (values (1)) as always
      left join lateral (
        select k.tenant_id, k.user_id, k.scopes,
               case when k.revoked_at is not null then 'revoked'
                    when k.expires_at <= now() then 'expired'
                    when k.allowed_cidrs is not null and not coalesce(key_live.ip <<= any (k.allowed_cidrs), false) then 'address'
                    else 'live' end as reason
          from auth.api_keys k
         where k.id = key_live.key_id and k.secret_hash = key_live.secret_hash) k on true
  $$;

set local role streamflow_owner;
revoke create on schema auth from streamflow_session;

create or replace function crm.permissions_held() returns text[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    return array(
      select distinct p.permission
        from crm.user_roles u
        join crm.roles r on r.tenant_id = u.tenant_id and r.id = u.role_id and r.deleted_at is null
        join crm.role_permissions p on p.tenant_id = u.tenant_id and p.role_id = u.role_id
       where u.tenant_id = crm.current_tenant_id() and u.user_id = crm.current_user_id()
       order by p.permission);
  end $$;

create function crm.sight_of(scope text, held text[]) returns text[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    if 'admin:*' = any (held) then
      return '{lead,contact,organization,opportunity,task}';
    end if;
    return array(
      select distinct v.noun
        from crm.user_roles u
        join crm.roles r on r.tenant_id = u.tenant_id and r.id = u.role_id and r.deleted_at is null
        join crm.role_visibility v on v.tenant_id = u.tenant_id and v.role_id = u.role_id
       where u.tenant_id = crm.current_tenant_id() and u.user_id = crm.current_user_id()
         and v.scope in (sight_of.scope, 'all')
       order by v.noun);
  end $$;
comment on function crm.sight_of(text, text[]) is
  'The nouns of which the current user sees the team''s (''team'') or all (''all'') records, from the roles. Asked once per transaction, by crm.enter().';
grant execute on function crm.sight_of(text, text[]) to streamflow_app, streamflow_import;

create function crm.teams_of() returns uuid[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    return array(
      with recursive managed (id) as (
        select t.id from crm.teams t
         where t.tenant_id = crm.current_tenant_id() and t.manager_id = crm.current_user_id() and t.deleted_at is null
        union
        select t.id from crm.teams t join managed m on t.parent_id = m.id
         where t.tenant_id = crm.current_tenant_id() and t.deleted_at is null
      )
      select id from managed
      union
      select u.team_id from crm.users u
       where u.tenant_id = crm.current_tenant_id() and u.id = crm.current_user_id() and u.team_id is not null);
  end $$;
comment on function crm.teams_of() is
  'The current user''s own team and, for managers, those below. Asked once per transaction, by crm.enter().';
grant execute on function crm.teams_of() to streamflow_app, streamflow_import;

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
    held   text[];
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
    held := crm.permissions_held();
    if kind = 'key' then
      held := array(select distinct p from unnest(held || alive.scopes) p
                     where crm.covers(held, p) and crm.covers(alive.scopes, p) order by p);
    end if;
    if permission is not null and not crm.covers(held, permission) then
      raise exception 'permission % is not held', permission using errcode = 'SF403', detail = permission;
    end if;

    -- How far they see, once: the policies of every statement that follows read it from here.
    perform set_config('app.sees_all', array_to_string(crm.sight_of('all', held), ','), true),
            set_config('app.sees_team', array_to_string(crm.sight_of('team', held), ','), true),
            set_config('app.team_ids', array_to_string(crm.teams_of(), ','), true);

    return jsonb_build_object('userId', usr, 'name', who.name, 'email', who.email, 'tenantName', who.tenant_name,
      'tenantSlug', who.slug, 'permissions', to_jsonb(held), 'currency', who.currency, 'zone', who.zone,
      'locale', coalesce(who.locale, 'en-US'),
      'roles', coalesce((select jsonb_agg(r.key order by r.key)
                           from crm.user_roles u
                           join crm.roles r on r.tenant_id = u.tenant_id and r.id = u.role_id and r.deleted_at is null
                          where u.tenant_id = tenant and u.user_id = usr), '[]'),
      'teamId', who.team_id, 'teamIds', to_jsonb(crm.current_team_ids()),
      'seesTeam', to_jsonb(crm.nouns_seen('team')), 'seesAll', to_jsonb(crm.nouns_seen('all')), 'sudoUntil', sudo);
  end $$;

drop function crm.teams_of(uuid);
drop function crm.permissions_of(uuid[]);
drop function crm.roles_held();
