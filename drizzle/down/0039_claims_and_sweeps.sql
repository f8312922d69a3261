-- Back from 0039.

set local role streamflow_sealer;

create or replace function crm.forget_told(days integer, most integer) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    many integer;
  begin
    if tenant is null or not crm.is_system() then
      raise exception 'only the house forgets what people were told' using errcode = 'SF403', detail = 'system';
    end if;
    delete from crm.notifications n
     where n.tenant_id = tenant
       and n.id = any (array(select o.id from crm.notifications o
                              where o.tenant_id = tenant and o.created_at < now() - make_interval(days => greatest(days, 30))
                                and (o.read_at is not null or o.archived_at is not null)
                              order by o.created_at limit most));
    get diagnostics many = row_count;
    return many;
  end $$;
comment on function crm.forget_told(integer, integer) is
  'Deletes at most so many notifications of the current tenant that are older than so many days, never fewer than thirty, and were read or put away. Answers how many. For the house alone.';

set local role streamflow_owner;

alter table auth.mail_outbox drop column claimed_at;
