-- Back from 0013: a record keeps the team its owner was in when it became theirs.

set local role streamflow_handover;
drop function crm.follow_team(uuid[], integer);
set local role streamflow_owner;

select crm.touch_table('crm.organizations'),
       crm.touch_table('crm.contacts'),
       crm.touch_table('crm.leads', quiet => '{last_activity_at}'),
       crm.touch_table('crm.opportunities'),
       crm.touch_table('crm.activities'),
       crm.touch_table('crm.tasks');

drop index crm.tasks_done_idx;
