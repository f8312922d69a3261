-- Back from 0009.

drop trigger field_rules on crm.contacts;
drop trigger field_rules_new on crm.contacts;
drop view crm.contacts_seen;
drop trigger field_rules on crm.organizations;
drop trigger field_rules_new on crm.organizations;
drop view crm.organizations_seen;
delete from crm.ruled_fields where noun in ('organization', 'contact');

set local role streamflow_handover;
drop function crm.organization_name_owner(text);
set local role streamflow_owner;
revoke select (name_norm, name_apart, deleted_at) on crm.organizations from streamflow_handover;

drop index crm.contacts_title_idx;
drop index crm.organizations_twins_idx;
drop index crm.organizations_parent_idx;
create index organizations_parent_idx on crm.organizations (tenant_id, parent_id) where parent_id is not null;
drop index crm.organizations_domain_idx;
create index organizations_domain_idx on crm.organizations (tenant_id, domain) where domain is not null;
drop index crm.organizations_size_idx;
drop index crm.organizations_industry_idx;
