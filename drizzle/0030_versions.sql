-- 0030 versions: which writes of what seldom changes have happened, for those who keep copies of it (server/cache.ts).

create table crm.noun_versions (
  tenant_id uuid not null references platform.tenants,
  noun      text not null,
  slot      uuid not null default gen_random_uuid(),
  stamp     uuid not null default gen_random_uuid(),
  primary key (tenant_id, noun, slot)
);
comment on table crm.noun_versions is '@derived from writes: each commit that changes a noun leaves a new stamp in one of its slots, so all stamps together are its version. Rows are never deleted';
comment on column crm.noun_versions.slot is 'Writers at the same time use different ones, so that none waits for another; there are as many as were ever needed at once.';

select crm.protect_table('crm.noun_versions', null, '{select}');
create policy version_writes on crm.noun_versions for all to streamflow_live using (true) with check (true);
comment on policy version_writes on crm.noun_versions is 'The stamping trigger''s definer writes for whichever tenant the row belongs to.';
grant select, insert, update (stamp) on crm.noun_versions to streamflow_live;

grant create on schema crm to streamflow_live;
set local role streamflow_live;

create function crm.stamp_change() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant uuid;
    free   uuid;
  begin
    for tenant in select distinct c.tenant_id from changed c loop
      select v.slot into free from crm.noun_versions v
       where v.tenant_id = tenant and v.noun = tg_argv[0]
       limit 1 for update skip locked;
      if found then
        update crm.noun_versions v set stamp = gen_random_uuid()
         where v.tenant_id = tenant and v.noun = tg_argv[0] and v.slot = free;
      else
        insert into crm.noun_versions (tenant_id, noun) values (tenant, tg_argv[0]);
      end if;
    end loop;
    return null;
  end $$;
comment on function crm.stamp_change() is
  'Trigger of a table of which copies are kept; its argument is the noun. Leaves a new stamp in a slot that no other transaction holds.';
grant execute on function crm.stamp_change() to streamflow_owner;   -- who makes the triggers

set local role streamflow_owner;
revoke create on schema crm from streamflow_live;

do $$
  declare
    kept record;
    call text;
  begin
    for kept in select * from (values
      ('crm.pipelines'::regclass, 'pipeline'), ('crm.stages', 'pipeline'), ('crm.lead_sources', 'lead_source'), ('crm.tags', 'tag'),
      ('crm.saved_views', 'saved_view'), ('crm.default_views', 'saved_view'), ('crm.users', 'user')) k (name, noun)
    loop
      call := format('execute function crm.stamp_change(%L)', kept.noun);
      execute format('create trigger version_insert after insert on %s referencing new table as changed for each statement %s', kept.name, call);
      execute format('create trigger version_delete after delete on %s referencing old table as changed for each statement %s', kept.name, call);
      execute format('create trigger version_update after update on %s referencing new table as changed %s %s', kept.name,
        -- each sign-in writes to users, and nothing that is kept
        case kept.name when 'crm.users'::regclass then 'for each row when ((old.name, old.status, old.deleted_at) is distinct from (new.name, new.status, new.deleted_at))'
        else 'for each statement' end, call);
    end loop;
  end $$;

create or replace function crm.enter(kind text, proof text, account uuid, epoch integer, permission text) returns jsonb
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan   -- a few key look-ups, the same for everybody: plan them once
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
        'hiddenFields', '[]'::jsonb, 'lockedFields', '[]'::jsonb, 'versions', null);
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
      'hiddenFields', to_jsonb(rules.hidden), 'lockedFields', to_jsonb(rules.locked),
      'versions', (select coalesce(jsonb_object_agg(v.noun, v.version), '{}')
                     from (select n.noun, encode(sha256(convert_to(string_agg(n.stamp::text, '' order by n.slot), 'UTF8')), 'base64') as version
                             from crm.noun_versions n where n.tenant_id = tenant group by n.noun) v));
  end $$;
