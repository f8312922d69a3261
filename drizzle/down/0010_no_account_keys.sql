-- Back from 0010: the table stands again, empty as it was.

create table auth.idempotency_keys (
  principal_id  text not null,
  key           text not null,
  method_path   text not null,
  request_hash  bytea not null,
  response_code integer,
  response_body bytea,
  created_at    timestamptz not null default now(),
  primary key (principal_id, key)
);
create index idempotency_keys_created_idx on auth.idempotency_keys (created_at);
comment on table auth.idempotency_keys is '@global answers of repeated account calls, kept for a day';
grant select, insert, update, delete on auth.idempotency_keys to streamflow_auth;
