-- 0029 calendar: each person's tasks as a feed that calendars subscribe to.

create table crm.calendar_feeds (
  tenant_id    uuid not null references platform.tenants,
  id           uuid not null default crm.uuidv7(),
  user_id      uuid not null,
  secret_hash  bytea not null,
  last_used_at timestamptz,
  revoked_at   timestamptz,
  created_at   timestamptz not null default now(),
  created_by   uuid default crm.current_user_id(),
  primary key (tenant_id, id),
  constraint calendar_feeds_user_fkey foreign key (tenant_id, user_id) references crm.users on delete cascade
);
create index calendar_feeds_user_idx on crm.calendar_feeds (tenant_id, user_id);
create unique index calendar_feeds_live_key on crm.calendar_feeds (tenant_id, user_id) where revoked_at is null;
create unique index calendar_feeds_secret_key on crm.calendar_feeds (secret_hash);
comment on table crm.calendar_feeds is '@record addresses of feeds: one that works for each person; the secret in it is kept as sha256 only';
comment on index crm.calendar_feeds_secret_key is '@global The address of a feed names no tenant: its secret is looked up before anybody is entered, and 256 random bits are nobody else''s.';

select crm.protect_table('crm.calendar_feeds', null, '{select,insert}');
grant update (last_used_at, revoked_at) on crm.calendar_feeds to streamflow_app, streamflow_import;
-- a calendar that looks is no event
select crm.audit_table('crm.calendar_feeds', 'calendar_feed', '{last_used_at}');

create policy feed_owner on crm.calendar_feeds as restrictive for all to streamflow_app, streamflow_import
  using (user_id = (select crm.current_user_id()) or (select crm.is_system()))
  with check (user_id = (select crm.current_user_id()) or (select crm.is_system()));
comment on policy feed_owner on crm.calendar_feeds is 'A feed is its owner''s alone to see, to make and to end.';


-- Whose feed an address is ---------------------------------------------------------------------------------------

grant usage on schema crm to streamflow_session;
grant select (tenant_id, user_id, secret_hash, revoked_at) on crm.calendar_feeds to streamflow_session;
create policy feed_live on crm.calendar_feeds for select to streamflow_session using (true);
comment on policy feed_live on crm.calendar_feeds is 'auth.feed_live() asks with the hash of a secret before it is known whose it is, and answers that and nothing else.';

grant create on schema auth to streamflow_session;
set local role streamflow_session;

create function auth.feed_live(secret_hash bytea) returns table (tenant_id uuid, user_id uuid)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select f.tenant_id, f.user_id
      from crm.calendar_feeds f
     where f.secret_hash = feed_live.secret_hash and f.revoked_at is null
       and not exists (
             select from auth.account_tenants t join auth.accounts a on a.id = t.account_id
              where t.tenant_id = f.tenant_id and t.user_id = f.user_id
                and (t.disabled_at is not null or a.disabled_at is not null))
  $$;
comment on function auth.feed_live(bytea) is
  'Whose calendar feed has a secret of this sha256, where it was not ended and neither they nor their account are disabled. Whether they are active in the tenant, and the tenant is not suspended, crm.enter() asks.';
grant execute on function auth.feed_live(bytea) to streamflow_auth;

set local role streamflow_owner;
revoke create on schema auth from streamflow_session;
