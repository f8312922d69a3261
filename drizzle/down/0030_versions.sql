-- Back from 0030: nobody keeps copies, so nobody asks for versions.

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

drop function crm.stamp_change() cascade;   -- and with it the triggers
drop table crm.noun_versions;
