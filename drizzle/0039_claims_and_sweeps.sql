-- 0039 claims and sweeps: a mail that waits is sent by one process at a time, and what nobody ever read is forgotten too.

alter table auth.mail_outbox add column claimed_at timestamptz;
comment on column auth.mail_outbox.claimed_at is
  'Since when a process is sending it; a claim ends by itself, because its process may have been killed.';

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
                                and (o.read_at is not null or o.archived_at is not null
                                     or o.created_at < now() - make_interval(days => 2 * greatest(days, 30)))
                              order by o.created_at limit most));
    get diagnostics many = row_count;
    return many;
  end $$;
comment on function crm.forget_told(integer, integer) is
  'Deletes at most so many notifications of the current tenant that are older than so many days, never fewer than thirty, and were read or put away, or are older than twice as many. Answers how many. For the house alone.';

set local role streamflow_owner;
