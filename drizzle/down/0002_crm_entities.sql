-- Back from 0002: hand-over and history first, then the tables from those that point to those pointed at.

drop function audit.history(text, uuid, integer);
drop function crm.hand_over(text, uuid[], uuid);

set local role streamflow_sealer;
revoke select on audit.event, audit.change from streamflow_history;
drop policy history on audit.event;
drop policy history on audit.change;
set local role streamflow_owner;

drop table crm.search_tokens;
drop table crm.external_ids;
drop table crm.record_tags;
drop table crm.tags;
drop table crm.tasks;
drop table crm.activities;
drop table crm.opportunities;
drop table crm.leads;
drop table crm.contacts;
drop table crm.organizations;
drop table crm.stages;
drop table crm.pipelines;
drop table crm.lead_sources;

do $$
  declare target regclass;
  begin
    foreach target in array '{crm.roles,crm.user_roles,crm.role_permissions}'::regclass[] loop
      execute format('drop policy definer_reads on %s', target);
    end loop;
  end $$;
drop policy new_owner on crm.users;
revoke select (tenant_id, id, status, team_id, deleted_at) on crm.users from streamflow_handover;
revoke select (tenant_id, id, deleted_at) on crm.roles from streamflow_handover, streamflow_history;
revoke select on crm.user_roles, crm.role_permissions from streamflow_handover, streamflow_history;
revoke execute on function crm.current_tenant_id(), crm.current_user_id(), crm.is_system(), crm.covers(text[], text),
  crm.permissions_held(), crm.can(text), crm.nouns_seen(text), crm.sees_all(text), crm.current_team_ids(text), crm.uuid_time(uuid)
  from streamflow_handover, streamflow_history;
revoke execute on function crm.fold(text) from streamflow_handover;
