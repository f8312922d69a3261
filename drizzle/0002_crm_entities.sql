-- 0002 CRM: the records people work with, what hangs on them, and handing them over.
--
-- Reading guide: 1 sources, pipelines · 2 organizations, contacts · 3 leads · 4 opportunities · 5 activities, tasks ·
--                6 tags, external ids, search · 7 walls and audit · 8 hand-over · 9 history
--
-- Habits: tenant_id leads every key; foreign keys are composite, or another tenant's row would do (their checks
-- bypass RLS); each has an index that starts with its columns; lists page by (…, something desc, id desc).
-- Records are not tied to platform.tenants: their people, stages and sources are, and a lock on the tenant's one
-- row for every imported line would be the hottest spot of the database.


-- 1. Sources and pipelines ---------------------------------------------------------------------------------

create table crm.lead_sources (
  tenant_id   uuid not null references platform.tenants,
  id          uuid not null default crm.uuidv7(),
  key         text not null check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name        text not null check (name <> ''),
  archived_at timestamptz,
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  created_by  uuid default crm.current_user_id(),
  updated_by  uuid default crm.current_user_id(),
  deleted_at  timestamptz,
  primary key (tenant_id, id),
  constraint lead_sources_key_key unique (tenant_id, key)
);
comment on table crm.lead_sources is '@record where leads come from; website, upload, api and partner are seeded';

create table crm.pipelines (
  tenant_id  uuid not null references platform.tenants,
  id         uuid not null default crm.uuidv7(),
  noun       text not null check (noun in ('lead', 'opportunity')),
  name       text not null check (name <> ''),
  slug       text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  position   integer not null default 0,
  is_default boolean not null default false,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid default crm.current_user_id(),
  updated_by uuid default crm.current_user_id(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint pipelines_slug_key unique (tenant_id, slug)
);
create unique index pipelines_default_key on crm.pipelines (tenant_id, noun) where is_default and deleted_at is null;
comment on table crm.pipelines is '@record ordered ways from first contact to won or lost, for leads and for opportunities';

create table crm.stages (
  tenant_id   uuid not null,
  id          uuid not null default crm.uuidv7(),
  pipeline_id uuid not null,
  key         text not null check (key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
  name        text not null check (name <> ''),
  position    integer not null default 0,
  probability integer not null default 0 check (probability between 0 and 100),
  kind        text not null default 'open' check (kind in ('open', 'won', 'lost')),
  rot_days    integer check (rot_days > 0),
  wip_limit   integer check (wip_limit > 0),
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  created_by  uuid default crm.current_user_id(),
  updated_by  uuid default crm.current_user_id(),
  deleted_at  timestamptz,
  primary key (tenant_id, id),
  constraint stages_key_key unique (tenant_id, pipeline_id, key),
  constraint stages_pipeline_id_key unique (tenant_id, pipeline_id, id),   -- what opportunities point at
  constraint stages_pipeline_fkey foreign key (tenant_id, pipeline_id) references crm.pipelines
);
comment on table crm.stages is '@record the steps of a pipeline';


-- 2. Organizations and contacts ----------------------------------------------------------------------------

create table crm.organizations (
  tenant_id   uuid not null,
  id          uuid not null default crm.uuidv7(),
  name        text not null check (name <> ''),
  name_norm   text generated always as (btrim(crm.fold(name))) stored,
  name_apart  boolean not null default false,
  domain      text,
  website     text,
  phone       text,
  phone_e164  text,
  size        text,
  industry    text,
  address     jsonb,
  parent_id   uuid,
  description text,
  archived_at timestamptz,
  owner_id    uuid,
  team_id     uuid,
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  created_by  uuid default crm.current_user_id(),
  updated_by  uuid default crm.current_user_id(),
  deleted_at  timestamptz,
  primary key (tenant_id, id),
  constraint organizations_parent_fkey foreign key (tenant_id, parent_id) references crm.organizations on delete set null (parent_id),
  constraint organizations_owner_fkey foreign key (tenant_id, owner_id) references crm.users on delete set null (owner_id),
  constraint organizations_team_fkey foreign key (tenant_id, team_id) references crm.teams on delete set null (team_id),
  check (parent_id <> id)
);
create unique index organizations_name_key on crm.organizations (tenant_id, name_norm) where not name_apart and deleted_at is null;
create index organizations_created_idx on crm.organizations (tenant_id, created_at desc nulls first, id desc);
create index organizations_updated_idx on crm.organizations (tenant_id, updated_at desc nulls first, id desc);
create index organizations_name_idx on crm.organizations (tenant_id, name, id);
create index organizations_owner_idx on crm.organizations (tenant_id, owner_id, created_at desc nulls first, id desc);
create index organizations_team_idx on crm.organizations (tenant_id, team_id, created_at desc nulls first, id desc);
create index organizations_parent_idx on crm.organizations (tenant_id, parent_id) where parent_id is not null;
create index organizations_domain_idx on crm.organizations (tenant_id, domain) where domain is not null;
comment on table crm.organizations is '@record companies; one per name, unless kept apart on purpose';
comment on column crm.organizations.name_apart is 'Somebody decided that this is another company of the same name.';

create table crm.contacts (
  tenant_id       uuid not null,
  id              uuid not null default crm.uuidv7(),
  organization_id uuid,
  name            text not null check (name <> ''),
  first_name      text,
  last_name       text,
  title           text,
  email           text,
  email_norm      text generated always as (nullif(lower(btrim(email) collate "und-x-icu"), '')) stored,
  email_apart     boolean not null default false,
  phone           text,
  phone_e164      text,
  address         jsonb,
  description     text,
  archived_at     timestamptz,
  owner_id        uuid,
  team_id         uuid,
  version         integer not null default 1,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  created_by      uuid default crm.current_user_id(),
  updated_by      uuid default crm.current_user_id(),
  deleted_at      timestamptz,
  primary key (tenant_id, id),
  constraint contacts_organization_fkey foreign key (tenant_id, organization_id)
    references crm.organizations on delete set null (organization_id),
  constraint contacts_owner_fkey foreign key (tenant_id, owner_id) references crm.users on delete set null (owner_id),
  constraint contacts_team_fkey foreign key (tenant_id, team_id) references crm.teams on delete set null (team_id)
);
create index contacts_created_idx on crm.contacts (tenant_id, created_at desc nulls first, id desc);
create index contacts_updated_idx on crm.contacts (tenant_id, updated_at desc nulls first, id desc);
create index contacts_name_idx on crm.contacts (tenant_id, name, id);
create index contacts_owner_idx on crm.contacts (tenant_id, owner_id, created_at desc nulls first, id desc);
create index contacts_team_idx on crm.contacts (tenant_id, team_id, created_at desc nulls first, id desc);
create index contacts_organization_idx on crm.contacts (tenant_id, organization_id, created_at desc nulls first, id desc);
create index contacts_email_idx on crm.contacts (tenant_id, email_norm) where email_norm is not null;
create index contacts_phone_idx on crm.contacts (tenant_id, phone_e164) where phone_e164 is not null;
comment on table crm.contacts is '@record people, with or without a company';
comment on column crm.contacts.email_apart is 'Somebody decided that this is another person at the same address.';


-- 3. Leads -------------------------------------------------------------------------------------------------

create table crm.leads (
  tenant_id        uuid not null,
  id               uuid not null default crm.uuidv7(),
  name             text not null check (name <> ''),
  first_name       text,
  last_name        text,
  company          text,
  title            text,
  email            text,
  email_norm       text generated always as (nullif(lower(btrim(email) collate "und-x-icu"), '')) stored,
  email_apart      boolean not null default false,
  phone            text,
  phone_e164       text,
  website          text,
  industry         text,
  source_id        uuid,
  stage_id         uuid not null,
  score            integer not null default 0 check (score between 0 and 100),
  address          jsonb,
  description      text,
  archived_at      timestamptz,
  converted_at     timestamptz,
  last_activity_at timestamptz,
  owner_id         uuid,
  team_id          uuid,
  version          integer not null default 1,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  created_by       uuid default crm.current_user_id(),
  updated_by       uuid default crm.current_user_id(),
  deleted_at       timestamptz,
  primary key (tenant_id, id),
  constraint leads_source_fkey foreign key (tenant_id, source_id) references crm.lead_sources on delete set null (source_id),
  constraint leads_stage_fkey foreign key (tenant_id, stage_id) references crm.stages,
  constraint leads_owner_fkey foreign key (tenant_id, owner_id) references crm.users on delete set null (owner_id),
  constraint leads_team_fkey foreign key (tenant_id, team_id) references crm.teams on delete set null (team_id)
);
create unique index leads_email_key on crm.leads (tenant_id, email_norm)
  where email_norm is not null and not email_apart and deleted_at is null;
create index leads_created_idx on crm.leads (tenant_id, created_at desc nulls first, id desc);
create index leads_updated_idx on crm.leads (tenant_id, updated_at desc nulls first, id desc);
create index leads_name_idx on crm.leads (tenant_id, name, id);
create index leads_score_idx on crm.leads (tenant_id, score desc nulls first, id desc);
create index leads_owner_idx on crm.leads (tenant_id, owner_id, created_at desc nulls first, id desc);
create index leads_team_idx on crm.leads (tenant_id, team_id, created_at desc nulls first, id desc);
create index leads_stage_idx on crm.leads (tenant_id, stage_id, created_at desc nulls first, id desc);
create index leads_source_idx on crm.leads (tenant_id, source_id, created_at desc nulls first, id desc);
create index leads_phone_idx on crm.leads (tenant_id, phone_e164) where phone_e164 is not null;
comment on table crm.leads is '@record unqualified enquiries; one per e-mail, unless kept apart on purpose';
comment on column crm.leads.email_apart is 'Somebody decided that this is another person at the same address.';
comment on column crm.leads.last_activity_at is 'Moved by activities; changing it alone is neither a new version nor an audit event.';


-- 4. Opportunities -----------------------------------------------------------------------------------------

create table crm.opportunities (
  tenant_id        uuid not null,
  id               uuid not null default crm.uuidv7(),
  title            text not null check (title <> ''),
  organization_id  uuid,
  contact_id       uuid,
  lead_id          uuid,
  pipeline_id      uuid not null,
  stage_id         uuid not null,
  amount_minor     bigint,
  currency         text check (currency ~ '^[A-Z]{3}$'),
  close_date       date,
  lost_reason      text,
  closed_at        timestamptz,
  archived_at      timestamptz,
  stage_entered_at timestamptz not null default now(),
  owner_id         uuid,
  team_id          uuid,
  version          integer not null default 1,
  created_at       timestamptz not null default now(),
  updated_at       timestamptz not null default now(),
  created_by       uuid default crm.current_user_id(),
  updated_by       uuid default crm.current_user_id(),
  deleted_at       timestamptz,
  primary key (tenant_id, id),
  constraint opportunities_organization_fkey foreign key (tenant_id, organization_id)
    references crm.organizations on delete set null (organization_id),
  constraint opportunities_contact_fkey foreign key (tenant_id, contact_id) references crm.contacts on delete set null (contact_id),
  constraint opportunities_lead_fkey foreign key (tenant_id, lead_id) references crm.leads on delete set null (lead_id),
  -- one key for both: a deal's stage is always a stage of its pipeline
  constraint opportunities_stage_fkey foreign key (tenant_id, pipeline_id, stage_id) references crm.stages (tenant_id, pipeline_id, id),
  constraint opportunities_owner_fkey foreign key (tenant_id, owner_id) references crm.users on delete set null (owner_id),
  constraint opportunities_team_fkey foreign key (tenant_id, team_id) references crm.teams on delete set null (team_id),
  constraint opportunities_money_check check (amount_minor is null or currency is not null)
);
create index opportunities_created_idx on crm.opportunities (tenant_id, created_at desc nulls first, id desc);
create index opportunities_updated_idx on crm.opportunities (tenant_id, updated_at desc nulls first, id desc);
create index opportunities_close_idx on crm.opportunities (tenant_id, close_date desc nulls first, id desc);
create index opportunities_stage_idx on crm.opportunities (tenant_id, pipeline_id, stage_id, created_at desc nulls first, id desc);
create index opportunities_owner_idx on crm.opportunities (tenant_id, owner_id, created_at desc nulls first, id desc);
create index opportunities_team_idx on crm.opportunities (tenant_id, team_id, created_at desc nulls first, id desc);
create index opportunities_organization_idx on crm.opportunities (tenant_id, organization_id) where organization_id is not null;
create index opportunities_contact_idx on crm.opportunities (tenant_id, contact_id) where contact_id is not null;
create index opportunities_lead_idx on crm.opportunities (tenant_id, lead_id) where lead_id is not null;
comment on table crm.opportunities is '@record deals';
comment on column crm.opportunities.amount_minor is 'In the currency''s smallest unit: numeric comparisons cannot use an index under RLS.';


-- 5. Activities and tasks ----------------------------------------------------------------------------------

create table crm.activities (
  tenant_id       uuid not null,
  id              uuid not null default crm.uuidv7(),
  kind            text not null check (kind in ('note', 'call', 'email', 'meeting', 'stage_change', 'system')),
  subject         text,
  body            text,
  occurred_at     timestamptz not null default now(),
  author_id       uuid,
  lead_id         uuid,
  contact_id      uuid,
  organization_id uuid,
  opportunity_id  uuid,
  noun            text generated always as (case when lead_id is not null then 'lead'
                                                 when opportunity_id is not null then 'opportunity'
                                                 when contact_id is not null then 'contact'
                                                 else 'organization' end) stored,
  meta            jsonb not null default '{}',
  owner_id        uuid,
  team_id         uuid,
  version         integer not null default 1,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  created_by      uuid default crm.current_user_id(),
  updated_by      uuid default crm.current_user_id(),
  deleted_at      timestamptz,
  primary key (tenant_id, id),
  constraint activities_author_fkey foreign key (tenant_id, author_id) references crm.users on delete set null (author_id),
  constraint activities_lead_fkey foreign key (tenant_id, lead_id) references crm.leads on delete set null (lead_id),
  constraint activities_contact_fkey foreign key (tenant_id, contact_id) references crm.contacts on delete set null (contact_id),
  constraint activities_organization_fkey foreign key (tenant_id, organization_id)
    references crm.organizations on delete set null (organization_id),
  constraint activities_opportunity_fkey foreign key (tenant_id, opportunity_id)
    references crm.opportunities on delete set null (opportunity_id),
  constraint activities_record_check check (num_nonnulls(lead_id, contact_id, organization_id, opportunity_id) >= 1)
);
create index activities_occurred_idx on crm.activities (tenant_id, occurred_at desc nulls first, id desc);
create index activities_author_idx on crm.activities (tenant_id, author_id, occurred_at desc nulls first, id desc) where author_id is not null;
create index activities_lead_idx on crm.activities (tenant_id, lead_id, occurred_at desc nulls first, id desc) where lead_id is not null;
create index activities_contact_idx on crm.activities (tenant_id, contact_id, occurred_at desc nulls first, id desc) where contact_id is not null;
create index activities_organization_idx on crm.activities (tenant_id, organization_id, occurred_at desc nulls first, id desc) where organization_id is not null;
create index activities_opportunity_idx on crm.activities (tenant_id, opportunity_id, occurred_at desc nulls first, id desc) where opportunity_id is not null;
comment on table crm.activities is '@record timeline entries on records';
comment on column crm.activities.noun is 'The record the entry belongs to first: whose owner and team it carries and whose visibility it follows.';

create table crm.tasks (
  tenant_id       uuid not null,
  id              uuid not null default crm.uuidv7(),
  title           text not null check (title <> ''),
  due_at          timestamptz,
  status          text not null default 'open' check (status in ('open', 'done')),
  priority        text not null default 'normal' check (priority in ('low', 'normal', 'high')),
  reminder_at     timestamptz,
  done_at         timestamptz,
  lead_id         uuid,
  contact_id      uuid,
  organization_id uuid,
  opportunity_id  uuid,
  owner_id        uuid,
  team_id         uuid,
  version         integer not null default 1,
  created_at      timestamptz not null default now(),
  updated_at      timestamptz not null default now(),
  created_by      uuid default crm.current_user_id(),
  updated_by      uuid default crm.current_user_id(),
  deleted_at      timestamptz,
  primary key (tenant_id, id),
  constraint tasks_owner_fkey foreign key (tenant_id, owner_id) references crm.users on delete set null (owner_id),
  constraint tasks_team_fkey foreign key (tenant_id, team_id) references crm.teams on delete set null (team_id),
  constraint tasks_lead_fkey foreign key (tenant_id, lead_id) references crm.leads on delete set null (lead_id),
  constraint tasks_contact_fkey foreign key (tenant_id, contact_id) references crm.contacts on delete set null (contact_id),
  constraint tasks_organization_fkey foreign key (tenant_id, organization_id)
    references crm.organizations on delete set null (organization_id),
  constraint tasks_opportunity_fkey foreign key (tenant_id, opportunity_id)
    references crm.opportunities on delete set null (opportunity_id)
);
create index tasks_created_idx on crm.tasks (tenant_id, created_at desc nulls first, id desc);
create index tasks_due_idx on crm.tasks (tenant_id, status, due_at, id);
create index tasks_owner_idx on crm.tasks (tenant_id, owner_id, status, due_at, id);
create index tasks_team_idx on crm.tasks (tenant_id, team_id, status, due_at, id);
create index tasks_lead_idx on crm.tasks (tenant_id, lead_id) where lead_id is not null;
create index tasks_contact_idx on crm.tasks (tenant_id, contact_id) where contact_id is not null;
create index tasks_organization_idx on crm.tasks (tenant_id, organization_id) where organization_id is not null;
create index tasks_opportunity_idx on crm.tasks (tenant_id, opportunity_id) where opportunity_id is not null;
comment on table crm.tasks is '@record things to do; the owner is the assignee, whoever owns the record it is about';


-- 6. Tags, external ids, search ----------------------------------------------------------------------------
-- These name their record by noun and id, and carry its owner and team for the same visibility.

create table crm.tags (
  tenant_id  uuid not null references platform.tenants,
  id         uuid not null default crm.uuidv7(),
  name       text not null check (name <> ''),
  name_norm  text generated always as (btrim(crm.fold(name))) stored,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid default crm.current_user_id(),
  updated_by uuid default crm.current_user_id(),
  deleted_at timestamptz,
  primary key (tenant_id, id)
);
create unique index tags_name_key on crm.tags (tenant_id, name_norm) where deleted_at is null;
comment on table crm.tags is '@record words people put on records';

create table crm.record_tags (
  tenant_id uuid not null,
  noun      text not null check (noun in ('lead', 'contact', 'organization', 'opportunity', 'task')),
  record_id uuid not null,
  tag_id    uuid not null,
  owner_id  uuid,
  team_id   uuid,
  primary key (tenant_id, record_id, tag_id, noun),
  constraint record_tags_tag_fkey foreign key (tenant_id, tag_id) references crm.tags on delete cascade
);
create index record_tags_tag_idx on crm.record_tags (tenant_id, tag_id, noun, record_id);
comment on table crm.record_tags is '@record which record has which tag';

create table crm.external_ids (
  tenant_id   uuid not null,
  noun        text not null check (noun in ('lead', 'contact', 'organization', 'opportunity', 'task')),
  source      text not null,
  external_id text not null,
  record_id   uuid not null,
  owner_id    uuid,
  team_id     uuid,
  primary key (tenant_id, noun, source, external_id)
);
create index external_ids_record_idx on crm.external_ids (tenant_id, record_id);
comment on table crm.external_ids is '@record what other systems call our records';

create table crm.search_tokens (
  tenant_id uuid not null,
  token     text collate "C" not null,
  kind      text not null,
  noun      text not null,
  record_id uuid not null,
  owner_id  uuid,
  team_id   uuid,
  -- the token first and everything a look-up needs inside: prefixes are range scans of the index alone
  primary key (tenant_id, token, kind, noun, record_id) include (owner_id, team_id)
);
create index search_tokens_record_idx on crm.search_tokens (tenant_id, record_id);
comment on table crm.search_tokens is '@derived from the records: folded words, e-mails, phones and domains for search as you type';


-- 7. Walls and audit ---------------------------------------------------------------------------------------

select crm.touch_table('crm.lead_sources'),
       crm.touch_table('crm.pipelines'),
       crm.touch_table('crm.stages'),
       crm.touch_table('crm.organizations'),
       crm.touch_table('crm.contacts'),
       crm.touch_table('crm.leads', quiet => '{last_activity_at}'),
       crm.touch_table('crm.opportunities'),
       crm.touch_table('crm.activities'),
       crm.touch_table('crm.tasks'),
       crm.touch_table('crm.tags');

select crm.protect_table('crm.lead_sources'),
       crm.protect_table('crm.pipelines'),
       crm.protect_table('crm.stages'),
       crm.protect_table('crm.organizations', 'organization'),
       crm.protect_table('crm.contacts', 'contact'),
       crm.protect_table('crm.leads', 'lead'),
       crm.protect_table('crm.opportunities', 'opportunity'),
       crm.protect_table('crm.activities', '*'),
       crm.protect_table('crm.tasks', 'task'),
       crm.protect_table('crm.tags'),
       crm.protect_table('crm.record_tags', '*', '{select,insert,delete}'),
       crm.protect_table('crm.external_ids', '*', '{select,insert,update,delete}'),
       crm.protect_table('crm.search_tokens', '*', '{select,insert,delete}');

select crm.audit_table('crm.lead_sources', 'lead_source'),
       crm.audit_table('crm.pipelines', 'pipeline'),
       crm.audit_table('crm.stages', 'stage'),
       crm.audit_table('crm.organizations', 'organization'),
       crm.audit_table('crm.contacts', 'contact'),
       crm.audit_table('crm.leads', 'lead', quiet => '{last_activity_at}'),
       crm.audit_table('crm.opportunities', 'opportunity'),
       crm.audit_table('crm.activities', 'activity'),
       crm.audit_table('crm.tasks', 'task'),
       crm.audit_table('crm.tags', 'tag'),
       crm.audit_table('crm.record_tags', 'record_tag'),
       crm.audit_table('crm.external_ids', 'external_id');


-- 8. Hand-over ---------------------------------------------------------------------------------------------
-- Giving a record away is an UPDATE whose new row its writer may no longer see, which RLS refuses. So one
-- definer function does it, and asks itself what the policies would have asked. Its own policies still hold it
-- to the current tenant.

grant execute on function crm.current_tenant_id(), crm.current_user_id(), crm.is_system(), crm.covers(text[], text),
  crm.permissions_held(), crm.can(text), crm.nouns_seen(text), crm.sees_all(text), crm.current_team_ids(text)
  to streamflow_handover, streamflow_history;
grant execute on function crm.fold(text) to streamflow_handover;   -- organizations' folded name is computed again on every update

do $$
  declare target regclass;
  begin
    -- what deciding about a user's rights reads
    foreach target in array '{crm.roles,crm.user_roles,crm.role_permissions}'::regclass[] loop
      execute format('create policy definer_reads on %s for select to streamflow_handover, streamflow_history using (tenant_id = crm.current_tenant_id())', target);
      execute format('comment on policy definer_reads on %s is %L', target, 'crm.hand_over() and audit.history() ask what the current user may.');
    end loop;
    -- what carries an owner
    foreach target in array '{crm.organizations,crm.contacts,crm.leads,crm.opportunities,crm.tasks,crm.activities,crm.record_tags,crm.external_ids,crm.search_tokens}'::regclass[] loop
      execute format('create policy hand_over on %s to streamflow_handover using (tenant_id = crm.current_tenant_id()) with check (tenant_id = crm.current_tenant_id())', target);
      execute format('comment on policy hand_over on %s is %L', target, 'crm.hand_over() rewrites owner and team within the current tenant.');
      execute format('grant update (owner_id, team_id) on %s to streamflow_handover', target);
    end loop;
  end $$;

create policy new_owner on crm.users for select to streamflow_handover using (tenant_id = crm.current_tenant_id());
comment on policy new_owner on crm.users is 'crm.hand_over() asks whether the new owner is an active user of the tenant, and in which team.';
grant select (tenant_id, id, status, team_id, deleted_at) on crm.users to streamflow_handover;
grant select (tenant_id, id, deleted_at) on crm.roles to streamflow_handover, streamflow_history;
grant select on crm.user_roles, crm.role_permissions to streamflow_handover, streamflow_history;
grant select (tenant_id, id, owner_id, team_id) on crm.organizations, crm.contacts, crm.leads, crm.opportunities, crm.tasks
  to streamflow_handover, streamflow_history;
grant select (tenant_id, noun, lead_id, contact_id, organization_id, opportunity_id) on crm.activities to streamflow_handover;
grant select (tenant_id, noun, record_id) on crm.record_tags, crm.external_ids, crm.search_tokens to streamflow_handover;
grant create on schema crm to streamflow_handover;

set local role streamflow_handover;

create function crm.hand_over(noun text, ids uuid[], new_owner uuid) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    -- the only texts that become SQL below
    relation constant text := case noun
      when 'lead' then 'crm.leads' when 'contact' then 'crm.contacts' when 'organization' then 'crm.organizations'
      when 'opportunity' then 'crm.opportunities' when 'task' then 'crm.tasks' end;
    new_team uuid;
    moved uuid[];
  begin
    if relation is null then
      raise exception '% records have no owner to hand over', coalesce(noun, 'unnamed') using errcode = 'invalid_parameter_value';
    end if;
    if tenant is null or not crm.can(noun || ':assign') then
      raise exception 'permission %:assign is not held', noun using errcode = 'SF403', detail = noun || ':assign';
    end if;
    if new_owner is not null then
      select u.team_id into new_team from crm.users u
       where u.tenant_id = tenant and u.id = new_owner and u.status = 'active' and u.deleted_at is null;
      if not found then
        raise exception 'the new owner is no active user of this tenant' using errcode = 'foreign_key_violation', detail = 'new_owner';
      end if;
    end if;

    execute format($sql$
      with seen as (
        select r.id from %1$s r
         where r.tenant_id = $1 and r.id = any ($2)
           and ((select crm.sees_all($3)) or r.owner_id is null or r.owner_id = (select crm.current_user_id())
                or r.team_id = any ((select crm.current_team_ids($3))::uuid[]))
         order by r.id for update   -- always in the same order: two hand-overs cannot deadlock
      ), given as (
        update %1$s r set owner_id = $4, team_id = $5 from seen
         where r.tenant_id = $1 and r.id = seen.id and (r.owner_id, r.team_id) is distinct from ($4, $5)
      )
      select coalesce(array_agg(id), '{}') from seen $sql$, relation)
      into moved using tenant, ids, noun, new_owner, new_team;

    -- Whatever hangs on the records follows their owner.
    if noun <> 'task' then
      execute format($sql$
        update crm.activities a set owner_id = $4, team_id = $5
         where a.tenant_id = $1 and a.%I = any ($2) and a.noun = $3 $sql$, noun || '_id')
        using tenant, moved, noun, new_owner, new_team;
    end if;
    update crm.record_tags t set owner_id = new_owner, team_id = new_team
     where t.tenant_id = tenant and t.record_id = any (moved) and t.noun = hand_over.noun;
    update crm.external_ids e set owner_id = new_owner, team_id = new_team
     where e.tenant_id = tenant and e.record_id = any (moved) and e.noun = hand_over.noun;
    update crm.search_tokens s set owner_id = new_owner, team_id = new_team
     where s.tenant_id = tenant and s.record_id = any (moved) and s.noun = hand_over.noun;
    return cardinality(moved);
  end $$;
comment on function crm.hand_over(text, uuid[], uuid) is
  'Gives records to another owner (NULL: nobody''s) with all that hangs on them. Needs <noun>:assign; records the caller cannot see are passed over, so compare the count. Repeats tenant, visibility and permission because as definer it is not held to the callers'' policies.';
grant execute on function crm.hand_over(text, uuid[], uuid) to streamflow_app, streamflow_import;

set local role streamflow_owner;
revoke create on schema crm from streamflow_handover;


-- 9. History -----------------------------------------------------------------------------------------------

do $$
  declare target regclass;
  begin
    foreach target in array '{crm.organizations,crm.contacts,crm.leads,crm.opportunities,crm.tasks}'::regclass[] loop
      execute format('create policy history on %s for select to streamflow_history using (tenant_id = crm.current_tenant_id())', target);
      execute format('comment on policy history on %s is %L', target, 'audit.history() asks whether the caller sees the record.');
    end loop;
  end $$;
grant create on schema audit to streamflow_history;

set local role streamflow_sealer;

create policy history on audit.event for select to streamflow_history using (tenant_id = crm.current_tenant_id());
create policy history on audit.change for select to streamflow_history using (tenant_id = crm.current_tenant_id());
comment on policy history on audit.event is 'audit.history() reads within the current tenant.';
comment on policy history on audit.change is 'audit.history() reads within the current tenant.';
grant select on audit.event, audit.change to streamflow_history;

set local role streamflow_owner;
grant execute on function crm.uuid_time(uuid) to streamflow_history;
set local role streamflow_history;

create function audit.history(noun text, id uuid, newest integer default 500)
  returns table (at timestamptz, event_id uuid, action text, actor text, actor_id text, user_id uuid, source text,
                 request_id text, before jsonb, after jsonb)
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
  #variable_conflict use_column
  declare
    tenant constant uuid := crm.current_tenant_id();
    relation constant text := case history.noun
      when 'lead' then 'crm.leads' when 'contact' then 'crm.contacts' when 'organization' then 'crm.organizations'
      when 'opportunity' then 'crm.opportunities' when 'task' then 'crm.tasks' end;
    allowed boolean := crm.can('audit:read');
  begin
    if not allowed and relation is not null then
      execute format($sql$
        select exists (select from %s r
          where r.tenant_id = $1 and r.id = $2
            and ((select crm.sees_all($3)) or r.owner_id is null or r.owner_id = (select crm.current_user_id())
                 or r.team_id = any ((select crm.current_team_ids($3))::uuid[]))) $sql$, relation)
        into allowed using tenant, history.id, history.noun;
    end if;
    if not allowed then
      return;
    end if;
    return query
      select e.at, e.id, e.action, e.actor, e.actor_id, e.user_id, e.source, e.request_id, c.before, c.after
        from audit.change c
        join audit.event e on e.tenant_id = c.tenant_id and e.at = c.at and e.id = c.event_id
       where c.tenant_id = tenant and c.noun = history.noun and c.record = history.id::text
      union all
      -- its creation has no change row; its id says when to look
      select e.at, e.id, e.action, e.actor, e.actor_id, e.user_id, e.source, e.request_id, null, null
        from audit.event e
       where e.tenant_id = tenant and e.noun = history.noun and e.action = 'created' and e.ids @> array[history.id]
         and e.at between crm.uuid_time(history.id) - interval '10 minutes' and crm.uuid_time(history.id) + interval '10 minutes'
       order by 1 desc, 2 desc
       limit newest;
  end $$;
comment on function audit.history(text, uuid, integer) is
  'One record''s events, newest first, for those who see the record or hold audit:read; nothing otherwise.';
grant execute on function audit.history(text, uuid, integer) to streamflow_app;

set local role streamflow_owner;
revoke create on schema audit from streamflow_history;
