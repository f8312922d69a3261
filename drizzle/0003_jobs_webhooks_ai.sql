-- 0003 jobs, imports, webhooks, AI: long work and what goes in and out.
--
-- Reading guide: 1 imports · 2 jobs people watch · 3 idempotency · 4 webhooks · 5 AI · 6 walls and audit · 7 the queue
-- graphile-worker's own tables are made by its own migrations, as streamflow_queue.


-- 1. Imports -----------------------------------------------------------------------------------------------

create table crm.imports (
  tenant_id   uuid not null references platform.tenants,
  id          uuid not null default crm.uuidv7(),
  noun        text not null check (noun in ('lead', 'contact', 'organization', 'opportunity', 'task')),
  status      text not null default 'uploaded'
              check (status in ('uploaded', 'mapped', 'previewing', 'previewed', 'running', 'done', 'failed', 'cancelled')),
  file_name   text not null,
  file_path   text not null,
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  file_size   bigint not null,
  detected    jsonb not null default '{}',
  mapping     jsonb not null default '{}',
  settings    jsonb not null default '{}',
  counts      jsonb not null default '{}',
  job_id      uuid,
  finished_at timestamptz,
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  created_by  uuid default crm.current_user_id(),
  updated_by  uuid default crm.current_user_id(),
  deleted_at  timestamptz,
  primary key (tenant_id, id)
);
create index imports_created_idx on crm.imports (tenant_id, created_at desc nulls first, id desc);
create index imports_job_idx on crm.imports (tenant_id, job_id) where job_id is not null;
comment on table crm.imports is '@record an uploaded file and what was decided about it; the file itself is the staging of record';

create table crm.import_rows (
  tenant_id uuid not null,
  import_id uuid not null,
  row_no    bigint not null,
  phase     text not null check (phase in ('preview', 'run')),
  line_no   bigint,
  outcome   text not null check (outcome in ('create', 'update', 'skip', 'fail', 'warn')),
  record_id uuid,
  issues    jsonb not null default '[]',
  cells     jsonb,
  primary key (tenant_id, import_id, phase, row_no),
  constraint import_rows_import_fkey foreign key (tenant_id, import_id) references crm.imports on delete cascade
);
create index import_rows_import_idx on crm.import_rows (tenant_id, import_id, phase, outcome, row_no);
comment on table crm.import_rows is '@derived from the uploaded file: rows worth showing (the first of each outcome, every failing, skipped and updated one)';

create table crm.import_chunks (
  tenant_id   uuid not null,
  import_id   uuid not null,
  phase       text not null check (phase in ('preview', 'run')),
  chunk_no    integer not null,
  first_row   bigint not null,
  last_row    bigint not null,
  byte_offset bigint,
  counts      jsonb not null default '{}',
  created_ids uuid[] not null default '{}',
  primary key (tenant_id, import_id, phase, chunk_no),
  constraint import_chunks_import_fkey foreign key (tenant_id, import_id) references crm.imports on delete cascade
);
comment on table crm.import_chunks is '@derived from the uploaded file: checkpoints, written in the transaction of the chunk''s own rows';


-- 2. Jobs people watch -------------------------------------------------------------------------------------

create table crm.jobs (
  tenant_id    uuid not null references platform.tenants,
  id           uuid not null default crm.uuidv7(),
  type         text not null,
  status       text not null default 'queued' check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  phase        text,
  done         bigint not null default 0,
  total        bigint,
  counts       jsonb not null default '{}',
  result       jsonb,
  error        text,
  heartbeat_at timestamptz,
  started_at   timestamptz,
  finished_at  timestamptz,
  import_id    uuid,
  version      integer not null default 1,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  created_by   uuid default crm.current_user_id(),
  updated_by   uuid default crm.current_user_id(),
  deleted_at   timestamptz,
  primary key (tenant_id, id),
  constraint jobs_import_fkey foreign key (tenant_id, import_id) references crm.imports on delete set null (import_id)
);
create index jobs_created_idx on crm.jobs (tenant_id, created_at desc nulls first, id desc);
create index jobs_status_idx on crm.jobs (tenant_id, status, heartbeat_at);
create index jobs_import_idx on crm.jobs (tenant_id, import_id) where import_id is not null;
comment on table crm.jobs is '@derived from the queue: the progress a person watches; what the work changed is audited where it changed';
alter table crm.imports add constraint imports_job_fkey
  foreign key (tenant_id, job_id) references crm.jobs on delete set null (job_id);


-- 3. Idempotency -------------------------------------------------------------------------------------------

create table crm.idempotency_keys (
  tenant_id     uuid not null,
  principal_id  text not null,
  key           text not null check (length(key) between 1 and 255),
  method_path   text not null,
  request_hash  bytea not null,
  response_code integer,
  response_body bytea,
  created_at    timestamptz not null default now(),
  primary key (tenant_id, principal_id, key)
);
create index idempotency_keys_created_idx on crm.idempotency_keys (tenant_id, created_at);
comment on table crm.idempotency_keys is '@derived from the mutations they guard: answers to give again when a call is repeated, kept for a day';


-- 4. Webhooks ----------------------------------------------------------------------------------------------

create table crm.webhook_events (
  tenant_id  uuid not null,
  created_at timestamptz not null default now(),
  id         uuid not null default crm.uuidv7(),
  direction  text not null check (direction in ('in', 'out')),
  topic      text not null,
  payload    jsonb not null default '{}',
  status     text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'received', 'processed', 'ignored')),
  primary key (tenant_id, created_at, id)
) partition by range (created_at);
create index webhook_events_status_idx on crm.webhook_events (tenant_id, status, created_at desc nulls first, id desc);
comment on table crm.webhook_events is '@log what was sent and received, written in the transaction that caused it; only the status moves; monthly partitions';
comment on column crm.webhook_events.status is '@mutable delivery and processing move it; the rest stays as written';


-- 5. AI ----------------------------------------------------------------------------------------------------

create table crm.ai_usage (
  tenant_id     uuid not null,
  id            uuid not null default crm.uuidv7(),
  created_at    timestamptz not null default now(),
  user_id       uuid,
  feature       text not null,
  provider      text not null,
  model         text not null,
  input_tokens  integer not null default 0,
  output_tokens integer not null default 0,
  cost_micros   bigint not null default 0,
  latency_ms    integer,
  degraded      boolean not null default false,
  request_id    text,
  primary key (tenant_id, id),
  constraint ai_usage_user_fkey foreign key (tenant_id, user_id) references crm.users on delete set null (user_id)
);
create index ai_usage_created_idx on crm.ai_usage (tenant_id, created_at desc nulls first, id desc);
create index ai_usage_user_idx on crm.ai_usage (tenant_id, user_id, created_at desc nulls first);
comment on table crm.ai_usage is '@log what was asked of a model and what it cost';


-- 6. Walls and audit ---------------------------------------------------------------------------------------

select crm.touch_table('crm.imports'),
       crm.touch_table('crm.jobs');

select crm.protect_table('crm.imports'),
       crm.protect_table('crm.import_rows', verbs => '{select,insert,update,delete}'),
       crm.protect_table('crm.import_chunks', verbs => '{select,insert,update,delete}'),
       crm.protect_table('crm.jobs'),
       crm.protect_table('crm.idempotency_keys', verbs => '{select,insert,update,delete}'),
       crm.protect_table('crm.webhook_events', verbs => '{select,insert}'),
       crm.protect_table('crm.ai_usage', verbs => '{select,insert}');
grant update (status) on crm.webhook_events to streamflow_app, streamflow_import;

select crm.audit_table('crm.imports', 'import');

-- The partitions' maker owns the parent, as for the audit log.
grant create on schema crm to streamflow_sealer;
alter table crm.webhook_events owner to streamflow_sealer;
select audit.ensure_partitions();


-- 7. The queue ---------------------------------------------------------------------------------------------
-- The app has no right on graphile_worker. It asks these functions, which write down who asked.

grant execute on function crm.current_tenant_id(), crm.current_user_id() to streamflow_queue;
grant create on schema crm, auth to streamflow_queue;

set local role streamflow_queue;

create function crm.enqueue(task text, payload jsonb default '{}', job_key text default null, run_at timestamptz default null,
                            queue_name text default null, max_attempts integer default null, priority integer default null)
  returns bigint
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    stamp  jsonb;
  begin
    if tenant is null then
      raise exception 'a job needs a tenant' using errcode = 'SF401', detail = 'tenant';
    end if;
    if jsonb_typeof(payload) <> 'object' then
      raise exception 'a job''s payload is an object' using errcode = 'invalid_parameter_value';
    end if;
    stamp := jsonb_build_object('tenantId', tenant, 'userId', crm.current_user_id(),
      'actor', nullif(current_setting('app.actor', true), ''), 'actorId', nullif(current_setting('app.actor_id', true), ''),
      'onBehalfOf', nullif(current_setting('app.on_behalf_of', true), ''),
      'requestId', nullif(current_setting('app.request_id', true), ''));
    return (graphile_worker.add_job(
      identifier => task, payload => (coalesce(payload, '{}') || stamp)::json,
      -- keys and queues are a tenant's own: nobody replaces or holds up another tenant's work
      queue_name => tenant || ':' || queue_name, job_key => tenant || ':' || job_key,
      run_at => run_at, max_attempts => max_attempts, priority => priority)).id;
  end $$;
comment on function crm.enqueue(text, jsonb, text, timestamptz, text, integer, integer) is
  'Adds a job in the transaction that causes it. Stamps tenantId, userId, actor, actorId, onBehalfOf and requestId from the context over whatever the payload said; key and queue are prefixed with the tenant.';
grant execute on function crm.enqueue(text, jsonb, text, timestamptz, text, integer, integer) to streamflow_app, streamflow_import;

create function auth.enqueue(task text, payload jsonb default '{}', job_key text default null, run_at timestamptz default null,
                             max_attempts integer default null)
  returns bigint
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    if task !~ '^(auth|mail)\.' then
      raise exception 'task % is not one of sign-in''s', task using errcode = 'invalid_parameter_value',
        hint = 'Tasks without a tenant are named auth.… or mail.…';
    end if;
    return (graphile_worker.add_job(
      identifier => task,
      payload => (coalesce(payload, '{}') || '{"tenantId":null,"userId":null,"actor":"system","actorId":"auth"}')::json,
      job_key => 'auth:' || job_key, run_at => run_at, max_attempts => max_attempts)).id;
  end $$;
comment on function auth.enqueue(text, jsonb, text, timestamptz, integer) is
  'The tenant-less twin of crm.enqueue(), for mail and account work; it can name no tenant to run in.';
grant execute on function auth.enqueue(text, jsonb, text, timestamptz, integer) to streamflow_auth;

set local role streamflow_owner;
revoke create on schema crm, auth from streamflow_queue;
