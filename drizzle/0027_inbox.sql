-- 0027 inbox: what each person is told, and reminders of tasks.

create table crm.notifications (
  tenant_id   uuid not null references platform.tenants,
  id          uuid not null default crm.uuidv7(),
  user_id     uuid not null,
  kind        text not null check (kind in ('mention', 'assignment', 'due', 'import', 'bulk')),
  noun        text check (noun in ('lead', 'contact', 'organization', 'opportunity', 'task')),
  record_id   uuid,
  entry_id    uuid,
  job_id      uuid,
  count       integer,
  cause       text,
  read_at     timestamptz,
  archived_at timestamptz,
  created_at  timestamptz not null default now(),
  created_by  uuid default crm.current_user_id(),
  primary key (tenant_id, id),
  unique (tenant_id, user_id, cause),
  constraint notifications_user_fkey foreign key (tenant_id, user_id) references crm.users on delete cascade,
  constraint notifications_job_fkey foreign key (tenant_id, job_id) references crm.jobs on delete cascade
);
create index notifications_user_idx on crm.notifications (tenant_id, user_id, id desc);
create index notifications_unread_idx on crm.notifications (tenant_id, user_id) where read_at is null and archived_at is null;
create index notifications_job_idx on crm.notifications (tenant_id, job_id) where job_id is not null;
comment on table crm.notifications is '@derived from what people and jobs did: who is told of it, written in the same transaction; read and put away are marks of the reader, whose act changes no record';
comment on column crm.notifications.cause is 'What is told once: of one cause a person hears once, however often the work that tells it is repeated.';
comment on column crm.notifications.entry_id is 'The timeline entry that mentions the person.';
comment on column crm.notifications.count is 'How many records, where it is about several.';

select crm.protect_table('crm.notifications', null, '{select,insert}');
grant update (read_at, archived_at) on crm.notifications to streamflow_app, streamflow_import;

create policy own_inbox on crm.notifications as restrictive for select to streamflow_app, streamflow_import
  using (user_id = (select crm.current_user_id()) or (select crm.is_system()));
create policy own_marks on crm.notifications as restrictive for update to streamflow_app, streamflow_import
  using (user_id = (select crm.current_user_id()) or (select crm.is_system()))
  with check (user_id = (select crm.current_user_id()) or (select crm.is_system()));
comment on policy own_inbox on crm.notifications is 'What somebody is told is theirs alone to read.';
comment on policy own_marks on crm.notifications is 'And theirs alone to mark as read and to put away.';

create function crm.who_sees(people uuid[], noun text, owner uuid, team uuid) returns setof uuid
  language sql stable
  set search_path = pg_catalog, pg_temp
  as $$
    select u.id
      from crm.users u
     cross join lateral (
       select coalesce(array_agg(r.id), '{}') as ids
         from crm.user_roles h
         join crm.roles r on r.tenant_id = h.tenant_id and r.id = h.role_id and r.deleted_at is null
        where h.tenant_id = u.tenant_id and h.user_id = u.id) held
     cross join lateral (
       select coalesce(array_agg(p.permission), '{}') as all_of
         from crm.role_permissions p where p.tenant_id = u.tenant_id and p.role_id = any (held.ids)) rights
     cross join lateral (
       select case when 'admin:*' = any (rights.all_of) then '{all,team}'
                   else array(select v.scope from crm.role_visibility v
                               where v.tenant_id = u.tenant_id and v.role_id = any (held.ids) and v.noun = who_sees.noun) end as scopes) sight
     where u.tenant_id = crm.current_tenant_id() and u.id = any (people) and u.status = 'active' and u.deleted_at is null
       and crm.covers(rights.all_of, who_sees.noun || ':read')
       and (owner is null or owner = u.id or 'all' = any (sight.scopes)
            or ('team' = any (sight.scopes) and (team = u.team_id or team in (
                  with recursive managed (id) as (
                    select t.id from crm.teams t where t.tenant_id = u.tenant_id and t.manager_id = u.id and t.deleted_at is null
                    union
                    select t.id from crm.teams t join managed m on t.parent_id = m.id
                     where t.tenant_id = u.tenant_id and t.deleted_at is null)
                  select id from managed))))
  $$;
comment on function crm.who_sees(uuid[], text, uuid, uuid) is
  'Of these people of the current tenant, those whom policy record_visibility shows a record of this noun, owner and team, and who may read the noun.';

grant execute on function crm.who_sees(uuid[], text, uuid, uuid) to streamflow_app, streamflow_import;

grant create on schema crm to streamflow_live;
set local role streamflow_live;

create function crm.tell_notified() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform pg_notify('live', crm.live_token(r.tenant_id, 'notification', r.user_id::text))
       from (select distinct tenant_id, user_id from new_rows) r;
    return null;
  end $$;
comment on function crm.tell_notified() is 'Statement trigger of crm.notifications: announces to each person that their inbox has changed.';
grant execute on function crm.tell_notified() to streamflow_owner;   -- who makes the triggers

set local role streamflow_owner;
revoke create on schema crm from streamflow_live;

create trigger live_insert after insert on crm.notifications referencing new table as new_rows
  for each statement execute function crm.tell_notified();
create trigger live_update after update on crm.notifications referencing new table as new_rows
  for each statement execute function crm.tell_notified();


-- Reminders by mail can be switched off ------------------------------------------------------------------------

alter table crm.users add column reminder_mails boolean not null default true;
select crm.protect_table('crm.users');
comment on column crm.users.reminder_mails is 'Whether reminders of tasks come by mail as well as in the inbox.';
