-- 0014 trash: what was deleted, newest first.

create index leads_trash_idx on crm.leads (tenant_id, deleted_at desc, id desc) where deleted_at is not null;
create index contacts_trash_idx on crm.contacts (tenant_id, deleted_at desc, id desc) where deleted_at is not null;
create index organizations_trash_idx on crm.organizations (tenant_id, deleted_at desc, id desc) where deleted_at is not null;
create index opportunities_trash_idx on crm.opportunities (tenant_id, deleted_at desc, id desc) where deleted_at is not null;
create index tasks_trash_idx on crm.tasks (tenant_id, deleted_at desc, id desc) where deleted_at is not null;
