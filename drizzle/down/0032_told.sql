-- Back from 0032: timelines and pipelines are not announced, people are stamped row by row, and addresses stay.

drop trigger end_feeds on crm.users;
drop function crm.end_feeds();
drop policy feed_ends on crm.calendar_feeds;
revoke update (revoked_at) on crm.calendar_feeds from streamflow_session;
revoke execute on function crm.current_tenant_id() from streamflow_session;

drop trigger version_update on crm.users;
create trigger version_update after update on crm.users referencing new table as changed for each row
  when ((old.name, old.status, old.deleted_at) is distinct from (new.name, new.status, new.deleted_at))
  execute function crm.stamp_change('user');
drop function crm.stamp_people();

drop function crm.tell_entries() cascade;   -- and with it the triggers
drop function crm.tell_pipelines() cascade;

grant create on schema crm to streamflow_live;
set local role streamflow_live;

create or replace function crm.stamp_change() returns trigger
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

drop function crm.stamp(uuid, text);

create or replace function crm.live_tokens(nouns text[]) returns table (noun text, token text)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select n.noun, crm.live_token(crm.current_tenant_id(), n.noun, s.sight)
      from unnest(nouns) n (noun)
     cross join lateral (
       select 'all' where crm.sees_all(n.noun)
       union all
       select sight from unnest(array['nobody', crm.current_user_id()::text] || crm.current_team_ids(n.noun)::text[]) o (sight)
        where not crm.sees_all(n.noun)) s (sight)
  $$;
comment on function crm.live_tokens(text[]) is
  'The tokens of the records that policy record_visibility shows the current user, by noun; whether they may read the noun is asked beside it.';


set local role streamflow_owner;
revoke create on schema crm from streamflow_live;
