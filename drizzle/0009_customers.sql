-- 0009 customers: organizations and contacts as the product shows them.
--
-- Reading guide: 1 indexes of their lists · 2 who holds a name · 3 fields that roles may have hidden or read-only


-- 1. Indexes -----------------------------------------------------------------------------------------------
-- text_pattern_ops serve "is", "in" and "starts" alike.

create index organizations_industry_idx on crm.organizations (tenant_id, industry text_pattern_ops, created_at desc nulls first, id desc);
create index organizations_size_idx on crm.organizations (tenant_id, size text_pattern_ops, created_at desc nulls first, id desc);
drop index crm.organizations_domain_idx;
create index organizations_domain_idx on crm.organizations (tenant_id, domain text_pattern_ops, created_at desc nulls first, id desc);
drop index crm.organizations_parent_idx;
create index organizations_parent_idx on crm.organizations (tenant_id, parent_id, created_at desc nulls first, id desc);
create index organizations_twins_idx on crm.organizations (tenant_id, name_norm);
create index contacts_title_idx on crm.contacts (tenant_id, title text_pattern_ops, created_at desc nulls first, id desc);


-- 2. Who holds a name --------------------------------------------------------------------------------------
-- Who to ask about a name that an organization out of one's sight holds, as crm.lead_email_owner() is for addresses.

grant select (name_norm, name_apart, deleted_at) on crm.organizations to streamflow_handover;
grant create on schema crm to streamflow_handover;

set local role streamflow_handover;

create function crm.organization_name_owner(name text) returns text
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
  begin
    -- who may write organizations learns from the unique index that a name is taken; nobody else is told
    if tenant is null or not (crm.can('organization:create') or crm.can('organization:update')) then
      return null;
    end if;
    return (
      select u.name
        from crm.organizations o join crm.users u on u.tenant_id = o.tenant_id and u.id = o.owner_id
       where o.tenant_id = tenant and not o.name_apart and o.deleted_at is null
         and o.name_norm = btrim(crm.fold(organization_name_owner.name)));
  end $$;
comment on function crm.organization_name_owner(text) is
  'The name of the owner of the organization that holds this name in the current tenant, seen or not; NULL when none holds it or nobody owns it. Needs organization:create or organization:update. Tells no more of the record than that.';
grant execute on function crm.organization_name_owner(text) to streamflow_app;

set local role streamflow_owner;
revoke create on schema crm from streamflow_handover;


-- 3. Fields ------------------------------------------------------------------------------------------------

select crm.rule_fields('crm.organizations', 'organization', $$ {
  "name":        { "columns": ["name", "name_norm", "name_apart"], "tokens": ["name"], "hideable": false, "filled": true },
  "domain":      { "columns": ["domain"], "tokens": ["domain"], "listed": ["domain"] },
  "website":     { "columns": ["website"] },
  "phone":       { "columns": ["phone", "phone_e164"], "tokens": ["phone"] },
  "size":        { "columns": ["size"], "listed": ["size"] },
  "industry":    { "columns": ["industry"], "listed": ["industry"] },
  "parent":      { "columns": ["parent_id"], "listed": ["parent_id"] },
  "address":     { "columns": ["address"] },
  "description": { "columns": ["description"] }
} $$);

select crm.rule_fields('crm.contacts', 'contact', $$ {
  "name":         { "columns": ["name", "first_name", "last_name"], "tokens": ["name"], "hideable": false, "filled": true },
  "title":        { "columns": ["title"], "listed": ["title"] },
  "email":        { "columns": ["email", "email_norm", "email_apart"], "tokens": ["email", "domain"] },
  "phone":        { "columns": ["phone", "phone_e164"], "tokens": ["phone"] },
  "organization": { "columns": ["organization_id"], "tokens": ["company"], "listed": ["organization_id"] },
  "address":      { "columns": ["address"] },
  "description":  { "columns": ["description"] }
} $$);
