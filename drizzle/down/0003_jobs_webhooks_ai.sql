-- Back from 0003. Queue tables and jobs waiting in them stay: they are graphile-worker's.

drop function crm.enqueue(text, jsonb, text, timestamptz, text, integer, integer);
drop function auth.enqueue(text, jsonb, text, timestamptz, integer);
revoke execute on function crm.current_tenant_id(), crm.current_user_id() from streamflow_queue;

drop table crm.ai_usage;
drop table crm.webhook_events;
revoke create on schema crm from streamflow_sealer;
drop table crm.idempotency_keys;
alter table crm.imports drop constraint imports_job_fkey;
drop table crm.jobs;
drop table crm.import_chunks;
drop table crm.import_rows;
drop table crm.imports;
