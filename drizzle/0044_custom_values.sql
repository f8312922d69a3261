-- 0044 custom values: what records say of the fields that a tenant added. One row for each value, so that lists ask by an index.

create table crm.custom_values (
  tenant_id       uuid not null,
  noun            text not null check (noun in ('lead', 'contact', 'organization', 'opportunity')),
  record_id       uuid not null,
  field_id        uuid not null,
  type            text not null check (type in ('text', 'number', 'date', 'select', 'multi-select', 'user', 'url', 'email', 'phone', 'money')),
  place           integer not null default 0 check (place >= 0),
  value_text      text check (value_text <> '' and char_length(value_text) <= 500),
  value_number    float8 check (value_number not in ('NaN', 'Infinity', '-Infinity')),
  value_date      date,
  value_minor     bigint,
  value_currency  text check (value_currency ~ '^[A-Z]{3}$'),
  value_user_id   uuid,
  owner_id        uuid,
  team_id         uuid,
  lead_id         uuid generated always as (case noun when 'lead' then record_id end) stored,
  contact_id      uuid generated always as (case noun when 'contact' then record_id end) stored,
  organization_id uuid generated always as (case noun when 'organization' then record_id end) stored,
  opportunity_id  uuid generated always as (case noun when 'opportunity' then record_id end) stored,
  primary key (tenant_id, record_id, field_id, place),
  -- no value is of another noun or type than its field: a field that has values keeps its type
  constraint custom_values_field_fkey foreign key (tenant_id, field_id, noun, type)
    references crm.custom_fields (tenant_id, id, noun, type) on delete cascade,
  constraint custom_values_user_fkey foreign key (tenant_id, value_user_id) references crm.users,
  constraint custom_values_lead_fkey foreign key (tenant_id, lead_id) references crm.leads on delete cascade,
  constraint custom_values_contact_fkey foreign key (tenant_id, contact_id) references crm.contacts on delete cascade,
  constraint custom_values_organization_fkey foreign key (tenant_id, organization_id) references crm.organizations on delete cascade,
  constraint custom_values_opportunity_fkey foreign key (tenant_id, opportunity_id) references crm.opportunities on delete cascade,
  constraint custom_values_one_check check (
    num_nonnulls(value_user_id, value_text, value_number, value_date, value_minor) = 1
    and case type when 'number' then value_number is not null
                  when 'date' then value_date is not null
                  when 'money' then value_minor is not null
                  when 'user' then value_user_id is not null
                  else value_text is not null end),
  constraint custom_values_currency_check check ((value_minor is null) = (value_currency is null)),
  constraint custom_values_several_check check (place = 0 or type = 'multi-select')
);
create index custom_values_field_idx on crm.custom_values (tenant_id, field_id, noun, type);
create index custom_values_text_idx on crm.custom_values (tenant_id, field_id, value_text, record_id) where value_text is not null;
create index custom_values_number_idx on crm.custom_values (tenant_id, field_id, value_number, record_id) where value_number is not null;
create index custom_values_date_idx on crm.custom_values (tenant_id, field_id, value_date, record_id) where value_date is not null;
create index custom_values_minor_idx on crm.custom_values (tenant_id, field_id, value_minor, record_id) where value_minor is not null;
create index custom_values_user_idx on crm.custom_values (tenant_id, value_user_id, field_id, record_id) where value_user_id is not null;
-- by which a record that is deleted for good finds what goes with it
create index custom_values_lead_idx on crm.custom_values (tenant_id, lead_id) where lead_id is not null;
create index custom_values_contact_idx on crm.custom_values (tenant_id, contact_id) where contact_id is not null;
create index custom_values_organization_idx on crm.custom_values (tenant_id, organization_id) where organization_id is not null;
create index custom_values_opportunity_idx on crm.custom_values (tenant_id, opportunity_id) where opportunity_id is not null;
comment on table crm.custom_values is '@record what records say of the fields that a tenant added';
comment on column crm.custom_values.record_id is 'Of the table of its noun, through the generated columns. @refers crm.leads';
comment on column crm.custom_values.place is 'Of several chosen, which in order; else 0.';

select crm.protect_table('crm.custom_values', '*', '{select,insert,update,delete}'),
       crm.audit_table('crm.custom_values', 'custom_value');


-- Values follow their record ---------------------------------------------------------------------------------

create policy hand_over on crm.custom_values to streamflow_handover
  using (tenant_id = crm.current_tenant_id()) with check (tenant_id = crm.current_tenant_id());
comment on policy hand_over on crm.custom_values is 'crm.hand_over() rewrites owner and team within the current tenant.';
grant update (owner_id, team_id) on crm.custom_values to streamflow_handover;
grant select (tenant_id, noun, record_id) on crm.custom_values to streamflow_handover;

grant create on schema crm to streamflow_handover;
set local role streamflow_handover;

create or replace function crm.hand_over(noun text, ids uuid[], new_owner uuid) returns integer
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
    update crm.files f set owner_id = new_owner, team_id = new_team
     where f.tenant_id = tenant and f.record_id = any (moved) and f.noun = hand_over.noun;
    update crm.custom_values v set owner_id = new_owner, team_id = new_team
     where v.tenant_id = tenant and v.record_id = any (moved) and v.noun = hand_over.noun;
    return cardinality(moved);
  end $$;

create or replace function crm.follow_team(members uuid[], most integer) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    nouns constant text[] := '{lead,contact,organization,opportunity,task}';
    -- the only texts that become SQL below
    relations constant text[] := '{crm.leads,crm.contacts,crm.organizations,crm.opportunities,crm.tasks}';
    moved uuid[];
    done integer := 0;
  begin
    if tenant is null or not crm.can('team:update') then
      raise exception 'permission team:update is not held' using errcode = 'SF403', detail = 'team:update';
    end if;
    for at in 1 .. cardinality(nouns) loop
      execute format($sql$
        with moving as (
          select r.id, u.team_id from %1$s r join crm.users u on u.tenant_id = $1 and u.id = r.owner_id
           where r.tenant_id = $1 and r.owner_id = any ($2) and r.team_id is distinct from u.team_id
           order by r.id limit $3 for update of r   -- in the order of hand-overs: neither waits for the other in a circle
        ), given as (
          update %1$s r set team_id = moving.team_id from moving where r.tenant_id = $1 and r.id = moving.id
        )
        select coalesce(array_agg(id), '{}') from moving $sql$, relations[at])
        into moved using tenant, members, most - done;
      continue when moved = '{}';
      done := done + cardinality(moved);

      -- What hangs on them goes along.
      if nouns[at] <> 'task' then
        execute format($sql$
          update crm.activities a set team_id = r.team_id from %1$s r
           where r.tenant_id = $1 and r.id = any ($2) and a.tenant_id = $1 and a.%2$I = r.id and a.noun = $3 $sql$,
          relations[at], nouns[at] || '_id') using tenant, moved, nouns[at];
      end if;
      execute format($sql$
        update crm.record_tags t set team_id = r.team_id from %1$s r
         where r.tenant_id = $1 and r.id = any ($2) and t.tenant_id = $1 and t.record_id = r.id and t.noun = $3 $sql$,
        relations[at]) using tenant, moved, nouns[at];
      execute format($sql$
        update crm.external_ids e set team_id = r.team_id from %1$s r
         where r.tenant_id = $1 and r.id = any ($2) and e.tenant_id = $1 and e.record_id = r.id and e.noun = $3 $sql$,
        relations[at]) using tenant, moved, nouns[at];
      execute format($sql$
        update crm.search_tokens s set team_id = r.team_id from %1$s r
         where r.tenant_id = $1 and r.id = any ($2) and s.tenant_id = $1 and s.record_id = r.id and s.noun = $3 $sql$,
        relations[at]) using tenant, moved, nouns[at];
      execute format($sql$
        update crm.files f set team_id = r.team_id from %1$s r
         where r.tenant_id = $1 and r.id = any ($2) and f.tenant_id = $1 and f.record_id = r.id and f.noun = $3 $sql$,
        relations[at]) using tenant, moved, nouns[at];
      execute format($sql$
        update crm.custom_values v set team_id = r.team_id from %1$s r
         where r.tenant_id = $1 and r.id = any ($2) and v.tenant_id = $1 and v.record_id = r.id and v.noun = $3 $sql$,
        relations[at]) using tenant, moved, nouns[at];
      exit when done >= most;
    end loop;
    return done;
  end $$;

set local role streamflow_owner;
revoke create on schema crm from streamflow_handover;
