-- Back from 0031: what was deleted stays in the trash, and words stay.

grant create on schema crm to streamflow_search;
set local role streamflow_search;

create or replace function crm.note_words() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    insert into crm.search_words (tenant_id, word)
    select distinct n.tenant_id, n.token
      from new_rows n
     where n.kind in ('name', 'company', 'email', 'domain') and length(n.token) between 3 and 40 and strpos(n.token, '@') = 0
       and not exists (select from crm.search_words w where w.tenant_id = n.tenant_id and w.word = n.token);
    return null;
  end $$;

set local role streamflow_owner;
revoke create on schema crm from streamflow_search;

drop function crm.forget_words(text, integer);
drop function crm.forget_bulk_rows(integer, integer);
drop function crm.forget_told(integer, integer);
drop function crm.empty_trash(text, integer, integer);

revoke execute on function crm.is_system(), crm.current_user_id() from streamflow_sealer;
revoke delete on crm.search_words from streamflow_search;
drop policy sweeps on crm.search_words;

do $$
  declare relation regclass;
  begin
    foreach relation in array '{crm.leads,crm.contacts,crm.organizations,crm.opportunities,crm.tasks,crm.activities,
      crm.record_tags,crm.external_ids,crm.search_tokens,crm.notifications,crm.bulk_edits,crm.bulk_rows}'::regclass[] loop
      execute format('drop policy sweeps on %s', relation);
      execute format('revoke select, delete on %s from streamflow_sealer', relation);
    end loop;
  end $$;

drop index crm.notifications_record_idx, crm.notifications_old_idx, crm.activities_trash_idx;
