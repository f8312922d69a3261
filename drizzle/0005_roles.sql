-- 0005 roles: the rules about changing roles, kept by the database for whoever comes, raw SQL as the app role included.
--   Nobody gives or takes a permission, or shows more records, than they have themselves.
--   Nobody changes a role they hold, or their own roles, unless they hold admin:*.
--   A tenant keeps an active admin, also when two people go at the same moment.
-- Work without a person (sign-up, seeds, the system's jobs) is bound by the last rule only. A broken rule is SF403 or
-- SF409, with the rule's name as its CONSTRAINT.

create function crm.lock_roles(tenant uuid) returns void
  language plpgsql
  as $$
  begin
    if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
      raise exception 'roles are changed in READ COMMITTED transactions: an older snapshot does not see who else has just changed them'
        using errcode = 'feature_not_supported';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('crm.roles:' || tenant::text, 0));
  end $$;
comment on function crm.lock_roles(uuid) is
  'Until the end of the transaction nobody else changes the roles of this tenant or who holds them.';

create function crm.note_rights() returns trigger
  language plpgsql
  as $$
  begin
    perform set_config('app.rights', array_to_string(crm.permissions_held(), ' '), true);
    return null;
  end $$;
comment on function crm.note_rights() is
  'Statement trigger: what the current user holds before the statement, so that its own first row does not decide about the next.';

create function crm.has_right(permission text) returns boolean
  language sql stable
  as $$
    select crm.current_user_id() is null
        or crm.covers(string_to_array(current_setting('app.rights', true), ' '), permission)
  $$;
comment on function crm.has_right(text) is
  'Whether the current user held a permission when the statement began; work without a person has every right.';

create function crm.require_right(permission text) returns void
  language plpgsql stable
  as $$
  begin
    if not crm.has_right(permission) then
      raise exception 'nobody gives or takes what they do not hold: %', permission
        using errcode = 'SF403', constraint = 'role_beyond_own', detail = permission;
    end if;
  end $$;
comment on function crm.require_right(text) is 'Raises SF403, role_beyond_own, unless the current user may hand this permission on.';

create function crm.require_sight(noun text, scope text) returns void
  language plpgsql stable
  as $$
  begin
    -- activities are seen with the record they hang on: their own line says nothing
    if scope <> 'own' and noun <> 'activity' and not crm.has_right('admin:*') and noun <> all (crm.nouns_seen(scope)) then
      raise exception 'nobody shows more than they see: % of %', scope, noun
        using errcode = 'SF403', constraint = 'role_beyond_own', detail = noun;
    end if;
  end $$;
comment on function crm.require_sight(text, text) is 'Raises SF403, role_beyond_own, when the current user sees less of the noun.';

create function crm.require_other_role(role uuid) returns void
  language plpgsql stable
  as $$
  begin
    if not crm.has_right('admin:*') and role = any (crm.roles_held()) then
      raise exception 'nobody changes a role they hold' using errcode = 'SF403', constraint = 'role_own';
    end if;
  end $$;
comment on function crm.require_other_role(uuid) is 'Raises SF403, role_own, when somebody without admin:* changes a role they hold.';

create function crm.guard_role() returns trigger
  language plpgsql
  as $$
  begin
    perform crm.lock_roles(old.tenant_id);
    perform crm.require_other_role(old.id);
    if (new.key, new.is_system) is distinct from (old.key, old.is_system) then
      raise exception 'the key of a role and where it came from never change' using errcode = 'check_violation';
    end if;
    if old.deleted_at is null and new.deleted_at is not null then
      if old.is_system then
        raise exception 'a seeded role stays' using errcode = 'SF409', constraint = 'role_seeded';
      end if;
      if exists (select from crm.user_roles h join crm.users u on u.tenant_id = h.tenant_id and u.id = h.user_id
                  where h.tenant_id = old.tenant_id and h.role_id = old.id and u.deleted_at is null) then
        raise exception 'somebody holds this role' using errcode = 'SF409', constraint = 'role_in_use';
      end if;
    end if;
    return new;
  end $$;
comment on function crm.guard_role() is 'Row trigger: a role that somebody holds is not deleted, a seeded one never; keys stay.';

create function crm.guard_role_permission() returns trigger
  language plpgsql
  as $$
  declare
    line record := case tg_op when 'DELETE' then old else new end;
  begin
    perform crm.lock_roles(line.tenant_id);
    perform crm.require_other_role(line.role_id);
    perform crm.require_right(line.permission);
    if tg_op = 'DELETE' and line.permission = 'admin:*'
       and exists (select from crm.roles r
                    where r.tenant_id = line.tenant_id and r.id = line.role_id and r.is_system and r.key = 'admin') then
      raise exception 'the role admin holds everything, always' using errcode = 'SF409', constraint = 'role_admin_fixed';
    end if;
    return line;
  end $$;
comment on function crm.guard_role_permission() is 'Row trigger: a permission is given or taken by those who hold it, and admin keeps admin:*.';

create function crm.guard_role_visibility() returns trigger
  language plpgsql
  as $$
  begin
    if tg_op <> 'INSERT' then
      perform crm.lock_roles(old.tenant_id);
      perform crm.require_other_role(old.role_id);
    end if;
    if tg_op = 'DELETE' then
      return old;
    end if;
    perform crm.lock_roles(new.tenant_id);
    perform crm.require_other_role(new.role_id);
    perform crm.require_sight(new.noun, new.scope);
    return new;
  end $$;
comment on function crm.guard_role_visibility() is 'Row trigger: records are shown as far as one sees them oneself.';

create function crm.guard_user_role() returns trigger
  language plpgsql
  as $$
  declare
    line record := case tg_op when 'DELETE' then old else new end;
  begin
    perform crm.lock_roles(line.tenant_id);
    if line.user_id = crm.current_user_id() and not crm.has_right('admin:*') then
      raise exception 'nobody changes their own roles' using errcode = 'SF403', constraint = 'role_own';
    end if;
    if tg_op = 'INSERT' and exists (
         select from crm.roles r
          where r.tenant_id = line.tenant_id and r.id = line.role_id and r.deleted_at is not null) then
      raise exception 'this role was deleted' using errcode = 'SF409', constraint = 'role_gone';
    end if;
    if crm.current_user_id() is not null then
      perform crm.require_right(p.permission)
         from crm.role_permissions p where p.tenant_id = line.tenant_id and p.role_id = line.role_id;
      perform crm.require_sight(v.noun, v.scope)
         from crm.role_visibility v where v.tenant_id = line.tenant_id and v.role_id = line.role_id;
    end if;
    return line;
  end $$;
comment on function crm.guard_user_role() is 'Row trigger: a role is given or taken by those who could do all it allows, and not to oneself.';

create function crm.keep_an_admin() returns trigger
  language plpgsql
  as $$
  declare
    concerned boolean;
  begin
    -- Did somebody who could sign in lose admin:* by this row?
    concerned := case tg_table_name
      when 'users' then exists (
        select from crm.user_roles h join crm.role_permissions p on p.tenant_id = h.tenant_id and p.role_id = h.role_id
         where h.tenant_id = old.tenant_id and h.user_id = (to_jsonb(old) ->> 'id')::uuid and p.permission = 'admin:*')
      when 'user_roles' then exists (
        select from crm.role_permissions p
         where p.tenant_id = old.tenant_id and p.role_id = (to_jsonb(old) ->> 'role_id')::uuid and p.permission = 'admin:*')
        and not exists (
        select from crm.users u
         where u.tenant_id = old.tenant_id and u.id = (to_jsonb(old) ->> 'user_id')::uuid
           and (u.status <> 'active' or u.deleted_at is not null))
      else exists (
        select from crm.user_roles h join crm.users u on u.tenant_id = h.tenant_id and u.id = h.user_id
         where h.tenant_id = old.tenant_id and h.role_id = (to_jsonb(old) ->> 'role_id')::uuid
           and u.status = 'active' and u.deleted_at is null)
    end;
    if not concerned then
      return null;
    end if;
    -- Whoever goes at the same moment waits here, and then sees that we have gone.
    perform crm.lock_roles(old.tenant_id);
    if not exists (
         select from crm.users u
           join crm.user_roles h on h.tenant_id = u.tenant_id and h.user_id = u.id
           join crm.roles r on r.tenant_id = h.tenant_id and r.id = h.role_id and r.deleted_at is null
           join crm.role_permissions p on p.tenant_id = r.tenant_id and p.role_id = r.id and p.permission = 'admin:*'
          where u.tenant_id = old.tenant_id and u.status = 'active' and u.deleted_at is null) then
      raise exception 'a tenant keeps an active admin' using errcode = 'SF409', constraint = 'role_last_admin';
    end if;
    return null;
  end $$;
comment on function crm.keep_an_admin() is
  'Row trigger: the last active user with admin:* is not demoted, disabled or deleted, and their role does not lose admin:*.';

create trigger note_rights before update on crm.roles for each statement execute function crm.note_rights();
create trigger guard before update on crm.roles for each row execute function crm.guard_role();

create trigger note_rights before insert or delete on crm.role_permissions for each statement execute function crm.note_rights();
create trigger guard before insert or delete on crm.role_permissions for each row execute function crm.guard_role_permission();
create trigger keep_an_admin after delete on crm.role_permissions for each row
  when (old.permission = 'admin:*') execute function crm.keep_an_admin();

create trigger note_rights before insert or update or delete on crm.role_visibility
  for each statement execute function crm.note_rights();
create trigger guard before insert or update or delete on crm.role_visibility
  for each row execute function crm.guard_role_visibility();

create trigger note_rights before insert or delete on crm.user_roles for each statement execute function crm.note_rights();
create trigger guard before insert or delete on crm.user_roles for each row execute function crm.guard_user_role();
create trigger keep_an_admin after delete on crm.user_roles for each row execute function crm.keep_an_admin();

create trigger keep_an_admin after update of status, deleted_at on crm.users for each row
  when (old.status = 'active' and old.deleted_at is null and (new.status <> 'active' or new.deleted_at is not null))
  execute function crm.keep_an_admin();


-- What somebody may, and which role says so: the same functions the way in asks.

create function crm.roles_of(usr uuid) returns uuid[]
  language sql stable parallel safe
  as $$
    select array(
      select r.id
        from crm.user_roles h join crm.roles r on r.tenant_id = h.tenant_id and r.id = h.role_id and r.deleted_at is null
       where h.tenant_id = crm.current_tenant_id() and h.user_id = roles_of.usr)
  $$;
comment on function crm.roles_of(uuid) is 'The roles of a user of the tenant that are not in the trash; see crm.roles_held().';

create function crm.access_of(usr uuid, asked text[]) returns table (permission text, held boolean, roles text[])
  language sql stable
  as $$
    with mine as (
      select r.name, crm.permissions_of(array[r.id]) as held
        from crm.roles r where r.tenant_id = crm.current_tenant_id() and r.id = any (crm.roles_of(access_of.usr)))
    select a.permission,
           crm.covers(crm.permissions_of(crm.roles_of(access_of.usr)), a.permission),
           array(select m.name from mine m where crm.covers(m.held, a.permission) order by m.name)
      from unnest(access_of.asked) with ordinality as a (permission, position)
     order by a.position
  $$;
comment on function crm.access_of(uuid, text[]) is
  'For each permission asked: whether a user of the tenant holds it, and the names of the roles that give it.';

create function crm.sight_of(usr uuid, asked text[]) returns table (noun text, scope text, roles text[])
  language sql stable
  as $$
    with given as (
      select a.noun, r.name,
             case when 'admin:*' = any (crm.permissions_of(array[r.id])) then 'all' else coalesce(v.scope, 'own') end as scope
        from unnest(sight_of.asked) as a (noun)
        join crm.roles r on r.tenant_id = crm.current_tenant_id() and r.id = any (crm.roles_of(sight_of.usr))
        left join crm.role_visibility v on v.tenant_id = r.tenant_id and v.role_id = r.id and v.noun = a.noun),
    widest as (
      select a.noun, a.position,
             case when exists (select from given g where g.noun = a.noun and g.scope = 'all') then 'all'
                  when exists (select from given g where g.noun = a.noun and g.scope = 'team') then 'team'
                  else 'own' end as scope
        from unnest(sight_of.asked) with ordinality as a (noun, position))
    select w.noun, w.scope,
           array(select g.name from given g where g.noun = w.noun and g.scope = w.scope order by g.name)
      from widest w order by w.position
  $$;
comment on function crm.sight_of(uuid, text[]) is
  'For each noun asked: how far a user of the tenant sees, and the names of the roles that show as much.';

grant execute on function crm.lock_roles(uuid), crm.has_right(text), crm.require_right(text), crm.require_sight(text, text),
  crm.require_other_role(uuid), crm.roles_of(uuid), crm.access_of(uuid, text[]), crm.sight_of(uuid, text[])
  to streamflow_app, streamflow_import;
