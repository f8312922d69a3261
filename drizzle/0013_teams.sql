-- 0013 teams: records follow their owner into another team, and done tasks are listed by index.


-- 1. Done tasks --------------------------------------------------------------------------------------------
-- Without it the page of done tasks sorts every one there ever was. Open ones are not in it, so new tasks cost nothing.

create index tasks_done_idx on crm.tasks (tenant_id, done_at desc nulls last, id desc) where status = 'done';


-- 2. Records follow their owner ----------------------------------------------------------------------------
-- Whose team a record counts for is its owner's, and nobody's edit: it costs no version.

select crm.touch_table('crm.organizations', quiet => '{team_id}'),
       crm.touch_table('crm.contacts', quiet => '{team_id}'),
       crm.touch_table('crm.leads', quiet => '{last_activity_at,team_id}'),
       crm.touch_table('crm.opportunities', quiet => '{team_id}'),
       crm.touch_table('crm.activities', quiet => '{team_id}'),
       crm.touch_table('crm.tasks', quiet => '{team_id}');

grant create on schema crm to streamflow_handover;
set local role streamflow_handover;

create function crm.follow_team(members uuid[], most integer) returns integer
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
      exit when done >= most;
    end loop;
    return done;
  end $$;
comment on function crm.follow_team(uuid[], integer) is
  'Brings at most so many records of these people, with all that hangs on them, into the team their owner is in now, and answers how many. Needs team:update; the caller need not see the records, and learns nothing of them but their number.';
grant execute on function crm.follow_team(uuid[], integer) to streamflow_app;

set local role streamflow_owner;
revoke create on schema crm from streamflow_handover;
