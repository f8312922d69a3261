-- Back from 0025: announcements are made without a key.

drop function crm.tell_changes() cascade;
drop function crm.tell(text, uuid, uuid, uuid);
drop function crm.live_tokens(text[]);
drop function crm.live_token(uuid, text, text);
drop table crm.live_keys;
revoke execute on function crm.current_tenant_id(), crm.current_user_id(), crm.is_system(), crm.current_team_ids(text),
  crm.sees_all(text), crm.nouns_seen(text) from streamflow_live;

create function crm.live_token(tenant uuid, noun text, sight text) returns text
  language sql immutable parallel safe
  set search_path = pg_catalog, pg_temp
  as $$ select encode(substr(sha256((tenant::text || ' ' || noun || ' ' || sight)::bytea), 1, 16), 'hex') $$;
comment on function crm.live_token(uuid, text, text) is
  'What is announced when a record changes. sight: "all", an owner''s id, "nobody", or a team''s id.';

create function crm.live_tokens(nouns text[]) returns table (noun text, token text)
  language sql stable
  set search_path = pg_catalog, pg_temp
  as $$
    select n.noun, crm.live_token(crm.current_tenant_id(), n.noun, s.sight)
      from unnest(nouns) n (noun)
     cross join lateral (
       select 'all' where crm.sees_all(n.noun)
       union all
       select sight from unnest(array['nobody', crm.current_user_id()::text] || crm.current_team_ids(n.noun)::text[]) o (sight)
        where not crm.sees_all(n.noun)) s (sight)
     where crm.can(n.noun || ':read')
  $$;
comment on function crm.live_tokens(text[]) is
  'What the current user listens for: the tokens of the records that policy record_visibility shows them, by noun.';

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
  language plpgsql
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

grant execute on function crm.live_token(uuid, text, text), crm.tell(text, uuid, uuid, uuid)
  to streamflow_app, streamflow_import, streamflow_handover;
grant execute on function crm.live_tokens(text[]) to streamflow_app, streamflow_import;

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
