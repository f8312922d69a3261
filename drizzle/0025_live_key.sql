-- 0025 live key: announcements are made with a key that no client reads.
-- A hash of tenant, noun and owner alone can be computed by whoever knows their ids, and whoever may LISTEN could then wait
-- for what it stands for. With the key, tokens come from the two functions that know whose they are: the trigger that
-- announces a change, and crm.live_tokens(), which answers for the person who is entered and for nobody else.

create table crm.live_keys (
  one boolean primary key default true check (one),
  key bytea not null check (length(key) = 32)
);
comment on table crm.live_keys is '@global the one key that announcements of changes are made with; nobody but crm.live_token() reads it';
insert into crm.live_keys (key) select decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');

drop function crm.live_tokens(text[]);
drop function crm.tell_changes() cascade;   -- and with it the triggers
drop function crm.tell(text, uuid, uuid, uuid);
drop function crm.live_token(uuid, text, text);

grant execute on function crm.current_tenant_id(), crm.current_user_id(), crm.is_system(), crm.current_team_ids(text),
  crm.sees_all(text), crm.nouns_seen(text) to streamflow_live;
grant select on crm.live_keys to streamflow_live;
grant create on schema crm to streamflow_live;

set local role streamflow_live;

create function crm.live_token(tenant uuid, noun text, sight text) returns text
  language sql stable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$
    select encode(substr(sha256(k.key || sha256(k.key || (tenant::text || ' ' || noun || ' ' || sight)::bytea)), 1, 16), 'hex')
      from crm.live_keys k
  $$;
comment on function crm.live_token(uuid, text, text) is
  'What is announced when a record changes. sight: "all", an owner''s id, "nobody", or a team''s id.';

create function crm.live_tokens(nouns text[]) returns table (noun text, token text)
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

create function crm.tell(noun text, tenant uuid, owner uuid, team uuid) returns void
  language sql volatile
  set search_path = pg_catalog, pg_temp
  as $$
    select pg_notify('live', crm.live_token(tenant, noun, s.sight))
      from unnest(array['all', coalesce(owner::text, 'nobody'), team::text]) s (sight) where s.sight is not null
  $$;
comment on function crm.tell(text, uuid, uuid, uuid) is
  'Announces, when the transaction commits, that a record of this owner and team has changed; said twice it is heard once.';

create function crm.tell_changes() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if tg_op = 'INSERT' then
      perform crm.tell(tg_argv[0], r.tenant_id, r.owner_id, r.team_id)
         from (select distinct tenant_id, owner_id, team_id from new_rows) r;
    elsif tg_op = 'UPDATE' then   -- also to those from whom it was taken
      perform crm.tell(tg_argv[0], r.tenant_id, r.owner_id, r.team_id)
         from (select tenant_id, owner_id, team_id from old_rows union select tenant_id, owner_id, team_id from new_rows) r;
    else
      perform crm.tell(tg_argv[0], r.tenant_id, r.owner_id, r.team_id)
         from (select distinct tenant_id, owner_id, team_id from old_rows) r;
    end if;
    return null;
  end $$;
comment on function crm.tell_changes() is
  'Statement trigger of a record table; its argument is the noun. One announcement for each owner and team among the rows.';

grant execute on function crm.live_tokens(text[]) to streamflow_app, streamflow_import;
grant execute on function crm.tell_changes() to streamflow_owner;   -- who makes the triggers

set local role streamflow_owner;
revoke create on schema crm from streamflow_live;

do $$
  declare
    nouns constant text[] := '{lead,contact,organization,opportunity,task}';
    relations constant regclass[] := '{crm.leads,crm.contacts,crm.organizations,crm.opportunities,crm.tasks}';
    call text;
  begin
    for at in 1 .. cardinality(nouns) loop
      call := format('for each statement execute function crm.tell_changes(%L)', nouns[at]);
      execute format('create trigger live_insert after insert on %s referencing new table as new_rows %s', relations[at], call);
      execute format('create trigger live_update after update on %s referencing old table as old_rows new table as new_rows %s', relations[at], call);
      execute format('create trigger live_delete after delete on %s referencing old table as old_rows %s', relations[at], call);
    end loop;
  end $$;
