-- 0032 told: timelines and pipelines are announced as records are, versions of people change once for each statement, and the
-- calendar's address of somebody who is disabled has ended for good.
--
-- Reading guide: 1 timelines and pipelines · 2 versions of people · 3 addresses of calendars


-- 1. Timelines and pipelines -------------------------------------------------------------------------------

grant create on schema crm to streamflow_live;
set local role streamflow_live;

create or replace function crm.live_tokens(nouns text[]) returns table (noun text, token text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select n.noun, crm.live_token(crm.current_tenant_id(), n.noun, s.sight)
      from (select named, case when named like 'activity.%' then split_part(named, '.', 2) else named end from unnest(nouns) u (named)) n (noun, seen)
     cross join lateral (
       select 'all' where crm.sees_all(n.seen)
       union all
       select 'tenant' where n.noun = 'pipeline'
       union all
       select sight from unnest(array['nobody', crm.current_user_id()::text] || crm.current_team_ids(n.seen)::text[]) o (sight)
        where not crm.sees_all(n.seen) and n.noun <> 'pipeline') s (sight)
  $$;
comment on function crm.live_tokens(text[]) is
  'The tokens of the records that policy record_visibility shows the current user, by noun ("activity.lead": entries on leads; "pipeline": the tenant''s); whether they may read the noun is asked beside it.';

create function crm.tell_entries() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if tg_op = 'INSERT' then
      perform crm.tell('activity.' || r.noun, r.tenant_id, r.owner_id, r.team_id)
         from (select distinct tenant_id, noun, owner_id, team_id from new_rows) r;
    elsif tg_op = 'UPDATE' then
      perform crm.tell('activity.' || r.noun, r.tenant_id, r.owner_id, r.team_id)
         from (select tenant_id, noun, owner_id, team_id from old_rows union select tenant_id, noun, owner_id, team_id from new_rows) r;
    else
      perform crm.tell('activity.' || r.noun, r.tenant_id, r.owner_id, r.team_id)
         from (select distinct tenant_id, noun, owner_id, team_id from old_rows) r;
    end if;
    return null;
  end $$;
comment on function crm.tell_entries() is
  'Statement trigger of crm.activities: announces a change to each owner and team of the record an entry belongs to first.';

create function crm.tell_pipelines() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform pg_notify('live', crm.live_token(r.tenant_id, 'pipeline', 'tenant'))
       from (select distinct tenant_id from new_rows) r;
    return null;
  end $$;
comment on function crm.tell_pipelines() is 'Statement trigger of pipelines and stages: announces to their tenant that they have changed.';

grant execute on function crm.tell_entries(), crm.tell_pipelines() to streamflow_owner;   -- who makes the triggers


-- 2. Versions of people ------------------------------------------------------------------------------------
-- One stamp for each statement, where a name or who is here has changed: each sign-in writes to users, and nothing that is kept.

create function crm.stamp(tenant uuid, noun text) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare free uuid;
  begin
    select v.slot into free from crm.noun_versions v
     where v.tenant_id = tenant and v.noun = stamp.noun
     limit 1 for update skip locked;
    if found then
      update crm.noun_versions v set stamp = gen_random_uuid()
       where v.tenant_id = tenant and v.noun = stamp.noun and v.slot = free;
    else
      insert into crm.noun_versions (tenant_id, noun) values (tenant, stamp.noun);
    end if;
  end $$;
comment on function crm.stamp(uuid, text) is 'Leaves a new stamp of a noun in a slot that no other transaction holds.';

create or replace function crm.stamp_change() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform crm.stamp(c.tenant_id, tg_argv[0]) from (select distinct tenant_id from changed) c;
    return null;
  end $$;

create function crm.stamp_people() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform crm.stamp(c.tenant_id, tg_argv[0])
       from (select distinct n.tenant_id
               from changed n join before o on o.tenant_id = n.tenant_id and o.id = n.id
              where (o.name, o.status, o.deleted_at) is distinct from (n.name, n.status, n.deleted_at)) c;
    return null;
  end $$;
comment on function crm.stamp_people() is
  'Statement trigger of crm.users: crm.stamp_change() where a name has changed, or who is here.';
grant execute on function crm.stamp_people() to streamflow_owner;   -- who makes the trigger

set local role streamflow_owner;
revoke create on schema crm from streamflow_live;

create trigger live_insert after insert on crm.activities referencing new table as new_rows
  for each statement execute function crm.tell_entries();
create trigger live_update after update on crm.activities referencing old table as old_rows new table as new_rows
  for each statement execute function crm.tell_entries();
create trigger live_delete after delete on crm.activities referencing old table as old_rows
  for each statement execute function crm.tell_entries();

create trigger live_insert after insert on crm.pipelines referencing new table as new_rows
  for each statement execute function crm.tell_pipelines();
create trigger live_update after update on crm.pipelines referencing new table as new_rows
  for each statement execute function crm.tell_pipelines();
create trigger live_insert after insert on crm.stages referencing new table as new_rows
  for each statement execute function crm.tell_pipelines();
create trigger live_update after update on crm.stages referencing new table as new_rows
  for each statement execute function crm.tell_pipelines();

drop trigger version_update on crm.users;
create trigger version_update after update on crm.users referencing old table as before new table as changed
  for each statement execute function crm.stamp_people('user');


-- 3. Addresses of calendars --------------------------------------------------------------------------------

grant execute on function crm.current_tenant_id() to streamflow_session;
grant update (revoked_at) on crm.calendar_feeds to streamflow_session;
create policy feed_ends on crm.calendar_feeds for update to streamflow_session
  using (tenant_id = crm.current_tenant_id()) with check (revoked_at is not null);
comment on policy feed_ends on crm.calendar_feeds is 'crm.end_feeds() ends addresses within the current tenant, whoever disables their owner.';
grant create on schema crm to streamflow_session;

set local role streamflow_session;

create function crm.end_feeds() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    update crm.calendar_feeds f set revoked_at = now()
      from changed n
     where f.tenant_id = n.tenant_id and f.user_id = n.id and f.revoked_at is null
       and (n.status <> 'active' or n.deleted_at is not null);
    return null;
  end $$;
comment on function crm.end_feeds() is
  'Statement trigger of crm.users: the address of the calendar of who is no longer active has ended, and is not there again when they are.';
grant execute on function crm.end_feeds() to streamflow_owner;   -- who makes the trigger

set local role streamflow_owner;
revoke create on schema crm from streamflow_session;

create trigger end_feeds after update on crm.users referencing new table as changed
  for each statement execute function crm.end_feeds();
