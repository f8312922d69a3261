-- Back from 0019: nothing is announced.

do $$
  declare target regclass;
  begin
    foreach target in array '{crm.leads,crm.contacts,crm.organizations,crm.opportunities,crm.tasks}'::regclass[] loop
      execute format('drop trigger live_insert on %s', target);
      execute format('drop trigger live_update on %s', target);
      execute format('drop trigger live_delete on %s', target);
    end loop;
  end $$;

drop function crm.tell_changes();
drop function crm.tell(text, uuid, uuid, uuid);
drop function crm.live_tokens(text[]);
drop function crm.live_token(uuid, text, text);
