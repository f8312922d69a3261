-- 0021 bulk: many records changed at once, and what became of each.

create table crm.bulk_edits (
  tenant_id  uuid not null references platform.tenants,
  id         uuid not null default crm.uuidv7(),
  noun       text not null check (noun in ('lead', 'contact', 'organization', 'opportunity', 'task')),
  deed       jsonb not null,
  list       text,
  job_id     uuid,
  asked      integer not null default 0,
  changed    integer not null default 0,
  undone_at  timestamptz,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid default crm.current_user_id(),
  updated_by uuid default crm.current_user_id(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint bulk_edits_job_fkey foreign key (tenant_id, job_id) references crm.jobs
);
create index bulk_edits_job_idx on crm.bulk_edits (tenant_id, job_id) where job_id is not null;
comment on table crm.bulk_edits is '@record what somebody did to many records at once';
comment on column crm.bulk_edits.list is 'The list whose records are meant, all of them; null where they were named one by one.';

create table crm.bulk_rows (
  tenant_id  uuid not null,
  edit_id    uuid not null,
  record_id  uuid not null,
  refused    text,
  was        uuid,
  created_by uuid default crm.current_user_id(),
  primary key (tenant_id, edit_id, record_id),
  constraint bulk_rows_edit_fkey foreign key (tenant_id, edit_id) references crm.bulk_edits on delete cascade
);
comment on table crm.bulk_rows is '@log what became of each record of a bulk edit: changed, or why it was refused';
comment on column crm.bulk_rows.was is 'The owner, stage or source before: what undoing goes by.';

select crm.touch_table('crm.bulk_edits');
select crm.protect_table('crm.bulk_edits'),
       crm.protect_table('crm.bulk_rows', null, '{select,insert}');
select crm.audit_table('crm.bulk_edits', 'bulk_edit');

create policy bulk_owner on crm.bulk_edits as restrictive for select to streamflow_app, streamflow_import
  using (created_by = (select crm.current_user_id()) or (select crm.is_system()));
create policy bulk_owner on crm.bulk_rows as restrictive for select to streamflow_app, streamflow_import
  using (created_by = (select crm.current_user_id()) or (select crm.is_system()));
comment on policy bulk_owner on crm.bulk_edits is 'What somebody did to many records is theirs alone to look at and to undo.';
comment on policy bulk_owner on crm.bulk_rows is 'Which records those were: some may be out of the sight of others.';
