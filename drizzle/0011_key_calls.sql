-- Calls of API keys by the hour, written once a minute by each web process for all keys that it saw.

create table auth.api_key_calls (
  key_id text not null references auth.api_keys on delete cascade,
  hour   timestamptz not null,
  calls  bigint not null,
  primary key (key_id, hour)
);
create index api_key_calls_hour_idx on auth.api_key_calls (hour);
comment on table auth.api_key_calls is '@global calls of API keys by the hour, kept for two days';
grant select, insert, update, delete on auth.api_key_calls to streamflow_auth;
