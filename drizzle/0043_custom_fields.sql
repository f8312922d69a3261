-- 0043 custom fields: what a tenant wants to know of its records beyond what every tenant does.

create table crm.custom_fields (
  tenant_id   uuid not null references platform.tenants,
  id          uuid not null default crm.uuidv7(),
  noun        text not null check (noun in ('lead', 'contact', 'organization', 'opportunity')),
  key         text not null check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  label       text not null check (label <> ''),
  type        text not null check (type in ('text', 'number', 'date', 'select', 'multi-select', 'user', 'url', 'email', 'phone', 'money')),
  choices     jsonb not null default '[]' check (jsonb_typeof(choices) = 'array'),
  required    boolean not null default false,
  position    integer not null default 0,
  archived_at timestamptz,
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  created_by  uuid default crm.current_user_id(),
  updated_by  uuid default crm.current_user_id(),
  deleted_at  timestamptz,
  primary key (tenant_id, id),
  constraint custom_fields_key_key unique (tenant_id, noun, key),
  constraint custom_fields_kind_key unique (tenant_id, id, noun, type)
);
comment on table crm.custom_fields is '@record fields that a tenant adds to a noun';
comment on column crm.custom_fields.type is 'Which column of crm.custom_values holds what records say. @example user';
comment on column crm.custom_fields.choices is 'Of a choice: [{"key": …, "label": …}] in order. Values hold the key, so that a label can change.';
comment on column crm.custom_fields.archived_at is 'Put away: neither shown nor asked for, while its values stay.';

-- another place among the fields makes nobody's opened form old
select crm.touch_table('crm.custom_fields', quiet => '{position}');
select crm.protect_table('crm.custom_fields');
select crm.audit_table('crm.custom_fields', 'custom_field');

create trigger version_insert after insert on crm.custom_fields referencing new table as changed
  for each statement execute function crm.stamp_change('custom_field');
create trigger version_update after update on crm.custom_fields referencing new table as changed
  for each statement execute function crm.stamp_change('custom_field');
create trigger version_delete after delete on crm.custom_fields referencing old table as changed
  for each statement execute function crm.stamp_change('custom_field');

-- The roles that every tenant begins with get the new permission; those that tenants made are theirs to change.
alter table crm.roles no force row level security;
alter table crm.role_permissions no force row level security;
-- The guard would lock the roles of each tenant, all in this one transaction: thousands are more than the lock table holds.
alter table crm.role_permissions disable trigger guard;
insert into crm.role_permissions (tenant_id, role_id, permission)
select r.tenant_id, r.id, 'field:read'
  from crm.roles r
 where r.key in ('manager', 'user')
    on conflict do nothing;
alter table crm.role_permissions enable trigger guard;
alter table crm.roles force row level security;
alter table crm.role_permissions force row level security;
