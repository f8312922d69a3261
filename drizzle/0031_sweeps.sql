-- 0031 sweeps: what has lain in the trash for thirty days, what was read long ago, and what nothing refers to any more.
--
-- Reading guide: 1 who may · 2 the trash · 3 what people were told, and rows of bulk edits · 4 words
--
-- The application still deletes no record: these functions do, for the house alone, one tenant and so many rows at a time.


-- 1. Who may -----------------------------------------------------------------------------------------------

create index activities_trash_idx on crm.activities (tenant_id, deleted_at) where deleted_at is not null;
create index notifications_old_idx on crm.notifications (tenant_id, created_at) where read_at is not null or archived_at is not null;
create index notifications_record_idx on crm.notifications (tenant_id, record_id) where record_id is not null;

do $$
  declare relation regclass;
  begin
    foreach relation in array '{crm.leads,crm.contacts,crm.organizations,crm.opportunities,crm.tasks,crm.activities,
      crm.record_tags,crm.external_ids,crm.search_tokens,crm.notifications,crm.bulk_edits,crm.bulk_rows}'::regclass[] loop
      execute format('create policy sweeps on %s to streamflow_sealer using (tenant_id = crm.current_tenant_id()) with check (false)', relation);
      execute format('comment on policy sweeps on %s is %L', relation, 'The nightly sweeps delete within the current tenant, and write nothing.');
      execute format('grant select, delete on %s to streamflow_sealer', relation);
    end loop;
    revoke delete on crm.bulk_edits from streamflow_sealer;
  end $$;

create policy sweeps on crm.search_words for delete to streamflow_search using (tenant_id = crm.current_tenant_id());
comment on policy sweeps on crm.search_words is 'crm.forget_words() deletes words of the current tenant that no record has any more.';
grant delete on crm.search_words to streamflow_search;

grant execute on function crm.is_system(), crm.current_user_id() to streamflow_sealer;
grant create on schema crm to streamflow_search;   -- streamflow_sealer has it for partitions

set local role streamflow_sealer;


-- 2. The trash ---------------------------------------------------------------------------------------------

create function crm.empty_trash(noun text, days integer, most integer) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    -- the only texts that become SQL below
    relation constant text := case noun
      when 'lead' then 'crm.leads' when 'contact' then 'crm.contacts' when 'organization' then 'crm.organizations'
      when 'opportunity' then 'crm.opportunities' when 'task' then 'crm.tasks' end;
    oldest constant timestamptz := now() - make_interval(days => greatest(days, 30));
    gone uuid[];
    many integer;
  begin
    if tenant is null or not crm.is_system() then
      raise exception 'only the house empties the trash' using errcode = 'SF403', detail = 'system';
    end if;

    -- an entry of a timeline that was deleted by itself
    if noun = 'activity' then
      delete from crm.activities a
       where a.tenant_id = tenant and a.deleted_at < oldest
         and a.id = any (array(select o.id from crm.activities o where o.tenant_id = tenant and o.deleted_at < oldest
                                order by o.deleted_at limit most));
      get diagnostics many = row_count;
      return many;
    end if;
    if relation is null then
      raise exception '% records have no trash', coalesce(noun, 'unnamed') using errcode = 'invalid_parameter_value';
    end if;

    -- What hangs on a record goes in the same statement: behind it, foreign keys would find entries of no record. An entry goes
    -- with the record it belongs to first. A record that is taken back this moment is waited for, and stays.
    execute format($sql$
      with gone as (
        delete from %1$s r
         where r.tenant_id = $1 and r.deleted_at < $3
           and r.id = any (array(select o.id from %1$s o where o.tenant_id = $1 and o.deleted_at < $3 order by o.deleted_at limit $4))
        returning r.id
      ), tags as (
        delete from crm.record_tags t using gone where t.tenant_id = $1 and t.record_id = gone.id and t.noun = $2
      ), names as (
        delete from crm.external_ids e using gone where e.tenant_id = $1 and e.record_id = gone.id and e.noun = $2
      ), words as (
        delete from crm.search_tokens s using gone where s.tenant_id = $1 and s.record_id = gone.id and s.noun = $2
      ), told as (
        delete from crm.notifications n using gone where n.tenant_id = $1 and n.record_id = gone.id and n.noun = $2
      )%2$s%3$s
      select coalesce(array_agg(id), '{}') from gone $sql$, relation,
        case when noun <> 'task' then format($sql$, entries as (
          delete from crm.activities a using gone where a.tenant_id = $1 and a.%I = gone.id and a.noun = $2
        )$sql$, noun || '_id') end,
        -- who worked there is no longer found by its name
        case when noun = 'organization' then $sql$, companies as (
          delete from crm.search_tokens s
           using (select c.id, 'contact' as noun from crm.contacts c join gone on c.organization_id = gone.id where c.tenant_id = $1
                  union all
                  select o.id, 'opportunity' from crm.opportunities o join gone on o.organization_id = gone.id where o.tenant_id = $1) of
           where s.tenant_id = $1 and s.record_id = of.id and s.noun = of.noun and s.kind = 'company'
        )$sql$ end)
      into gone using tenant, noun, oldest, most;
    return cardinality(gone);
  end $$;
comment on function crm.empty_trash(text, integer, integer) is
  'Deletes for good at most so many records of a noun, or timeline entries (activity), that have been in the trash of the current tenant for so many days, never fewer than thirty, with what hangs on them; the bytes of their files go with files.sweep. Answers how many. For the house alone.';


-- 3. What people were told, and rows of bulk edits ---------------------------------------------------------------

create function crm.forget_told(days integer, most integer) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    many integer;
  begin
    if tenant is null or not crm.is_system() then
      raise exception 'only the house forgets what people were told' using errcode = 'SF403', detail = 'system';
    end if;
    delete from crm.notifications n
     where n.tenant_id = tenant
       and n.id = any (array(select o.id from crm.notifications o
                              where o.tenant_id = tenant and o.created_at < now() - make_interval(days => days)
                                and (o.read_at is not null or o.archived_at is not null)
                              order by o.created_at limit most));
    get diagnostics many = row_count;
    return many;
  end $$;
comment on function crm.forget_told(integer, integer) is
  'Deletes at most so many notifications of the current tenant that are older than so many days and were read or put away. Answers how many. For the house alone.';

create function crm.forget_bulk_rows(days integer, most integer) returns integer
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    many integer;
  begin
    if tenant is null or not crm.is_system() then
      raise exception 'only the house forgets rows of bulk edits' using errcode = 'SF403', detail = 'system';
    end if;
    delete from crm.bulk_rows b
     using (select r.edit_id, r.record_id
              from crm.bulk_edits e join crm.bulk_rows r on r.tenant_id = e.tenant_id and r.edit_id = e.id
             where e.tenant_id = tenant and e.created_at < now() - make_interval(days => days)
             order by r.edit_id, r.record_id limit most) old
     where b.tenant_id = tenant and b.edit_id = old.edit_id and b.record_id = old.record_id;
    get diagnostics many = row_count;
    return many;
  end $$;
comment on function crm.forget_bulk_rows(integer, integer) is
  'Deletes at most so many rows of bulk edits of the current tenant that are older than so many days: they serve undoing and naming what was refused. The edits stay. Answers how many. For the house alone.';

grant execute on function crm.empty_trash(text, integer, integer), crm.forget_told(integer, integer),
  crm.forget_bulk_rows(integer, integer) to streamflow_app;


-- 4. Words -------------------------------------------------------------------------------------------------
-- A word is written once for its tenant. So that none is forgotten while somebody writes a record that has it, writers of
-- words share a lock that forgetting has for itself.

set local role streamflow_search;

create or replace function crm.note_words() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    perform pg_advisory_xact_lock_shared(hashtextextended('words ' || t.tenant_id, 0))
       from (select distinct n.tenant_id from new_rows n) t;
    insert into crm.search_words (tenant_id, word)
    select distinct n.tenant_id, n.token
      from new_rows n
     where n.kind in ('name', 'company', 'email', 'domain') and length(n.token) between 3 and 40 and strpos(n.token, '@') = 0
       and not exists (select from crm.search_words w where w.tenant_id = n.tenant_id and w.word = n.token);
    return null;
  end $$;

create function crm.forget_words(after text, most integer) returns text
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    reached text;
  begin
    if tenant is null or not crm.is_system() then
      raise exception 'only the house forgets words' using errcode = 'SF403', detail = 'system';
    end if;
    if not pg_try_advisory_xact_lock(hashtextextended('words ' || tenant, 0)) then
      return null;   -- somebody writes: another night
    end if;
    select max(x.word) into reached
      from (select w.word from crm.search_words w where w.tenant_id = tenant and w.word > after order by w.word limit most) x;
    delete from crm.search_words w
     where w.tenant_id = tenant and w.word > after and w.word <= reached
       and (not exists (select from crm.search_tokens k
                         where k.tenant_id = tenant and k.token = w.word and k.kind in ('name', 'company', 'email', 'domain'))
            or exists (select from crm.search_words o where o.tenant_id = tenant and o.word = w.word and o.id < w.id));
    return reached;
  end $$;
comment on function crm.forget_words(text, integer) is
  'Looks at so many words of the current tenant behind the one given and deletes those that no record has, and what two wrote at once. Answers the last it looked at; null at the end, and while somebody writes words. For the house alone.';
grant execute on function crm.forget_words(text, integer) to streamflow_app;

set local role streamflow_owner;
revoke create on schema crm from streamflow_search;
