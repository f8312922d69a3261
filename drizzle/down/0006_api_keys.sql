-- Back from 0006: a key stops with its owner's place in the tenant, not with the account.

grant create on schema auth to streamflow_session;
set local role streamflow_session;

create or replace function auth.key_live(key_id text, secret_hash bytea, ip inet)
  returns table (live boolean, reason text, tenant_id uuid, user_id uuid, scopes text[])
  language plpgsql stable security definer
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan
  as $$
  declare
    key record;
  begin
    select k.tenant_id, k.user_id, k.scopes,
           case when k.revoked_at is not null then 'revoked'
                when k.expires_at <= now() then 'expired'
                when k.allowed_cidrs is not null and not coalesce(key_live.ip <<= any (k.allowed_cidrs), false) then 'address'
                else 'live' end as state
      into key
      from auth.api_keys k
     where k.id = key_live.key_id and k.secret_hash = key_live.secret_hash;
    return query select coalesce(key.state = 'live', false), coalesce(key.state, 'unknown'), key.tenant_id, key.user_id, key.scopes;
  end $$;

set local role streamflow_owner;
revoke create on schema auth from streamflow_session;
revoke select (account_id, tenant_id, user_id, disabled_at) on auth.account_tenants from streamflow_session;

alter table auth.api_keys drop column replaced_by;
