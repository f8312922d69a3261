-- 0028 views: lists that people keep.

create table crm.saved_views (
  tenant_id  uuid not null references platform.tenants,
  id         uuid not null default crm.uuidv7(),
  noun       text not null check (noun in ('lead', 'contact', 'organization', 'opportunity', 'task')),
  slug       text not null check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 60),
  name       text not null check (btrim(name) <> ''),
  list       text not null default '',
  user_id    uuid,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid default crm.current_user_id(),
  updated_by uuid default crm.current_user_id(),
  primary key (tenant_id, id),
  constraint saved_views_user_fkey foreign key (tenant_id, user_id) references crm.users
);
-- an address means one thing to each person: shared slugs are one each, and so are those of a person
create unique index saved_views_shared_key on crm.saved_views (tenant_id, noun, slug) where user_id is null;
create unique index saved_views_own_key on crm.saved_views (tenant_id, user_id, noun, slug) where user_id is not null;
create index saved_views_noun_idx on crm.saved_views (tenant_id, noun, name, id);
comment on table crm.saved_views is '@record lists that people keep: filters, order and columns as an address says them; deleted for good';
comment on column crm.saved_views.user_id is 'Whose alone it is; null where everybody in the tenant has it.';

create table crm.default_views (
  tenant_id uuid not null,
  user_id   uuid not null,
  noun      text not null,
  view_id   uuid not null,
  primary key (tenant_id, user_id, noun),
  constraint default_views_user_fkey foreign key (tenant_id, user_id) references crm.users,
  constraint default_views_view_fkey foreign key (tenant_id, view_id) references crm.saved_views on delete cascade
);
create index default_views_view_idx on crm.default_views (tenant_id, view_id);
comment on table crm.default_views is '@record which view a person begins a list with';

select crm.touch_table('crm.saved_views');
select crm.protect_table('crm.saved_views', null, '{select,insert,update,delete}'),
       crm.protect_table('crm.default_views', null, '{select,insert,update,delete}');
select crm.audit_table('crm.saved_views', 'saved_view'),
       crm.audit_table('crm.default_views', 'default_view');

-- For all verbs: a DELETE or UPDATE without a condition asks for no sight of what it takes.
create policy view_owner on crm.saved_views as restrictive for all to streamflow_app, streamflow_import
  using (user_id is null or user_id = (select crm.current_user_id()) or (select crm.is_system()));
create policy view_owner on crm.default_views as restrictive for all to streamflow_app, streamflow_import
  using (user_id = (select crm.current_user_id()) or (select crm.is_system()));
comment on policy view_owner on crm.saved_views is 'A view is its owner''s alone unless it is shared, and nobody makes one for somebody else.';
comment on policy view_owner on crm.default_views is 'What a person begins a list with is theirs.';

-- The roles that every tenant begins with get the new permissions; those that tenants made are theirs to change.
alter table crm.roles no force row level security;
alter table crm.role_permissions no force row level security;
-- The guard would lock the roles of each tenant, all in this one transaction: thousands are more than the lock table holds.
alter table crm.role_permissions disable trigger guard;
insert into crm.role_permissions (tenant_id, role_id, permission)
select r.tenant_id, r.id, p.permission
  from crm.roles r
  join (values ('manager', 'view:read'), ('manager', 'view:create'), ('manager', 'view:share'), ('user', 'view:read'), ('user', 'view:create'))
       p (key, permission) on p.key = r.key
    on conflict do nothing;
alter table crm.role_permissions enable trigger guard;
alter table crm.roles force row level security;
alter table crm.role_permissions force row level security;
