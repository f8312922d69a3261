-- Who to ask about an address that a lead out of one's sight holds. The unique index says that it is taken; without a
-- name behind that, somebody would be stopped by nobody they can talk to.

grant select (email_norm, email_apart, deleted_at) on crm.leads to streamflow_handover;
grant select (name) on crm.users to streamflow_handover;
grant create on schema crm to streamflow_handover;

set local role streamflow_handover;

create function crm.lead_email_owner(email text) returns text
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
  begin
    -- who may write leads learns from the unique index that an address is taken; nobody else is told
    if tenant is null or not (crm.can('lead:create') or crm.can('lead:update')) then
      return null;
    end if;
    return (
      select u.name
        from crm.leads l join crm.users u on u.tenant_id = l.tenant_id and u.id = l.owner_id
       where l.tenant_id = tenant and not l.email_apart and l.deleted_at is null
         and l.email_norm = nullif(lower(btrim(lead_email_owner.email) collate "und-x-icu"), ''));
  end $$;
comment on function crm.lead_email_owner(text) is
  'The name of the owner of the lead that holds this e-mail address in the current tenant, seen or not; NULL when none holds it or nobody owns it. Needs lead:create or lead:update. Tells no more of the record than the name.';
grant execute on function crm.lead_email_owner(text) to streamflow_app;

set local role streamflow_owner;
revoke create on schema crm from streamflow_handover;
