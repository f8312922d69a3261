-- 0004 entry: the way in for a fifth of the work. Roles are looked up once and everything else hangs on their ids; the
-- checks of sessions and keys are planned once per connection instead of at each call.

grant create on schema auth to streamflow_session;
set local role streamflow_session;

create or replace function auth.session_live(sid text, account uuid, epoch integer)
  returns table (live boolean, reason text, sudo_until timestamptz)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    session record;
  begin
    select s.sudo_until as sudo,
           case when s.revoked_at is not null then 'revoked'
                when s.absolute_expires_at <= now() then 'expired'
                when s.idle_expires_at <= now() then 'idle'
                when a.disabled_at is not null then 'disabled'
                when a.session_epoch <> session_live.epoch then 'signed out everywhere'
                else 'live' end as state
      into session
      from auth.sessions s join auth.accounts a on a.id = s.account_id
     where s.id = session_live.sid and s.account_id = session_live.account;
    return query select coalesce(session.state = 'live', false), coalesce(session.state, 'unknown'), session.sudo;
  end $$;

create or replace function auth.key_live(key_id text, secret_hash bytea, ip inet)
  returns table (live boolean, reason text, tenant_id uuid, user_id uuid, scopes text[])
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    key record;
  begin
    select k.tenant_id, k.user_id, k.scopes,
           case when k.revoked_at is not null then 'revoked'
                when k.expires_at <= now() then 'expired'
                when k.allowed_cidrs is not null and not coalesce(key_live.ip <<= any (k.allowed_cidrs), false) then 'address'
                else 'live' end as state
      into key
      from auth.api_keys k
     where k.id = key_live.key_id and k.secret_hash = key_live.secret_hash;
    return query select coalesce(key.state = 'live', false), coalesce(key.state, 'unknown'), key.tenant_id, key.user_id, key.scopes;
  end $$;

set local role streamflow_owner;
revoke create on schema auth from streamflow_session;

create function crm.roles_held() returns uuid[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    return array(
      select r.id
        from crm.user_roles u join crm.roles r on r.tenant_id = u.tenant_id and r.id = u.role_id and r.deleted_at is null
       where u.tenant_id = crm.current_tenant_id() and u.user_id = crm.current_user_id());
  end $$;
comment on function crm.roles_held() is 'The roles of the current user that are not in the trash, at this moment.';

create function crm.permissions_of(roles uuid[]) returns text[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    return array(
      select distinct p.permission from crm.role_permissions p
       where p.tenant_id = crm.current_tenant_id() and p.role_id = any (permissions_of.roles)
       order by p.permission);
  end $$;
comment on function crm.permissions_of(uuid[]) is 'The permissions of these roles of the tenant, in order.';

create or replace function crm.permissions_held() returns text[]
  language sql stable parallel safe
  as $$ select crm.permissions_of(crm.roles_held()) $$;

create function crm.teams_of(own uuid) returns uuid[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    managed uuid[];
  begin
    managed := array(
      select t.id from crm.teams t
       where t.tenant_id = crm.current_tenant_id() and t.manager_id = crm.current_user_id() and t.deleted_at is null);
    if managed <> '{}' then
      managed := array(
        with recursive below (id) as (
          select unnest(managed)
          union
          select t.id from crm.teams t join below b on t.parent_id = b.id
           where t.tenant_id = crm.current_tenant_id() and t.deleted_at is null
        )
        select id from below);
    end if;
    return case when own is null or own = any (managed) then managed else managed || own end;
  end $$;
comment on function crm.teams_of(uuid) is
  'A user''s own team and, for managers, those below. Asked once per transaction, by crm.enter().';

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

drop function crm.teams_of();
drop function crm.sight_of(text, text[]);
grant execute on function crm.roles_held(), crm.permissions_of(uuid[]), crm.teams_of(uuid) to streamflow_app, streamflow_import;
grant execute on function crm.roles_held(), crm.permissions_of(uuid[]) to streamflow_handover, streamflow_history;
