-- 0001 core: the tenant context, isolation, audit, sign-in, and who may do what in a tenant.
--
-- Reading guide: 1 context · 2 walls · 3 audit · 4 tenants · 5 sign-in · 6 people, teams, roles ·
--                7 what a user may · 8 the way in · 9 operations
-- Roles and schemas come from provisioning; EXECUTE is revoked from PUBLIC there by default privileges.

-- Definers own their functions, so for the length of this file they may create in the schemas concerned.
grant create on schema audit to streamflow_audit, streamflow_sealer;
grant create on schema auth to streamflow_session;


-- 1. Context -----------------------------------------------------------------------------------------------
-- Every transaction says in app.* settings who works for which tenant. Unset reads as NULL the first time and
-- as '' afterwards, hence nullif; NULL matches no row.

create function crm.current_tenant_id() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant_id', true), '')::uuid $$;
comment on function crm.current_tenant_id() is
  'The tenant this transaction works for; NULL (so: no rows) when unset. SQL and STABLE on purpose: inlined, it gives the planner the tenant''s own row estimate.';

create function crm.current_user_id() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.user_id', true), '')::uuid $$;
comment on function crm.current_user_id() is 'The user of the tenant on whose rights this transaction runs; NULL for system work.';

create function crm.is_system() returns boolean
  language sql stable parallel safe
  as $$ select crm.current_user_id() is null and current_setting('app.actor', true) is not distinct from 'system' $$;
comment on function crm.is_system() is 'Work of the house itself (seeding, folds, nightly jobs): one tenant, no user, every record.';

create function crm.uuidv7() returns uuid
  language sql volatile parallel safe
  as $$
    -- 48 bits of milliseconds, then random; bits 52 and 53 turn version 4 into version 7
    select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
             placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
             from 1 for 6), 52, 1), 53, 1), 'hex')::uuid
  $$;
comment on function crm.uuidv7() is 'A time-ordered UUID (version 7) for servers that have none built in.';

create function crm.uuid_time(id uuid) returns timestamptz
  language sql immutable strict parallel safe
  as $$ select to_timestamp(('x' || lpad(left(replace(id::text, '-', ''), 12), 16, '0'))::bit(64)::bigint / 1000.0) $$;
comment on function crm.uuid_time(uuid) is 'The moment a version 7 UUID was made.';

create function crm.fold(value text) returns text
  language sql immutable strict parallel safe
  as $$
    select case
      when octet_length(value) = char_length(value) then lower(value collate "C") collate "default"   -- plain ASCII, the usual case
      else normalize(
        replace(replace(replace(replace(replace(
          translate(
            -- decompose, then drop the combining marks: é → e, ﬁ → fi, Ａ → a
            regexp_replace(lower(normalize(lower(value collate "und-x-icu"), NFKD) collate "und-x-icu"), '[\u0300-\u036f]', '', 'g'),
            'øłđðħıŀŧŋĸ’‘ʼ', 'olddhiltnk'''''''),
          'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ĳ', 'ij'),
        NFC) collate "default"
    end
  $$;
comment on function crm.fold(text) is
  'Lower case without accents, for comparing names: Łódź → lodz, Straße → strasse. IMMUTABLE, unlike unaccent, so that stored columns and indexes may use it.';

create function crm.touch() returns trigger
  language plpgsql
  as $$
  begin
    new.version := old.version + 1;
    new.updated_at := now();
    new.updated_by := coalesce(crm.current_user_id(), old.updated_by);
    return new;
  end $$;
comment on function crm.touch() is 'Row trigger before update: the version that optimistic concurrency compares, and who changed the row last.';

create function crm.touch_table(target regclass, quiet text[] default '{}') returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    columns text;
  begin
    select 'of ' || string_agg(quote_ident(attname), ', ' order by attnum) into columns
      from pg_attribute
     where attrelid = target and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all (quiet)
       and cardinality(quiet) > 0;
    execute format('create or replace trigger touch before update %s on %s for each row execute function crm.touch()',
      columns, target);
  end $$;
comment on function crm.touch_table(regclass, text[]) is
  'Puts the version trigger on a table. quiet: columns that others move (a note moves last_activity_at), which must not cost an editor a version conflict. Call it again after adding a column.';


-- 2. Walls -------------------------------------------------------------------------------------------------

create function crm.protect_table(
  target regclass, noun text default null, verbs text[] default '{select,insert,update}') returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    clients constant text := 'streamflow_app, streamflow_import';
    tenant constant text := 'tenant_id = crm.current_tenant_id()';
    visible text;
    frozen constant name[] := '{tenant_id,id,created_at,created_by}';
    columns text;
    verb text;
  begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);

    execute format('drop policy if exists tenant_isolation on %s', target);
    execute format('create policy tenant_isolation on %s as permissive for all to %s using (%s) with check (%s)',
      target, clients, tenant, tenant);
    execute format('comment on policy tenant_isolation on %s is %L', target,
      'Rows of the current tenant and no others, for reading and for writing.');

    execute format('drop policy if exists record_visibility on %s', target);
    if noun is not null then
      -- Sub-selects, so that each is asked once per statement and not once per row.
      visible := case noun
        when '*' then   -- rows that hang on a record and name its noun
          'noun = any ((select crm.nouns_seen(''all''))::text[]) or owner_id is null'
          ' or owner_id = (select crm.current_user_id())'
          ' or (team_id = any ((select crm.current_team_ids())::uuid[])'
          ' and noun = any ((select crm.nouns_seen(''team''))::text[]))'
        else format(
          '(select crm.sees_all(%1$L)) or owner_id is null or owner_id = (select crm.current_user_id())'
          ' or team_id = any ((select crm.current_team_ids(%1$L))::uuid[])', noun)
        end;
      execute format('create policy record_visibility on %s as restrictive for select to %s using (%s)',
        target, clients, visible);
      execute format('comment on policy record_visibility on %s is %L', target,
        'Own, team or all records, as the user''s roles say for this noun; records without owner are everybody''s.');
    end if;

    execute format('revoke all on %s from %s', target, clients);
    if (select relispartition from pg_class where oid = target) then
      return;   -- partitions are reached through their parent only
    end if;
    foreach verb in array verbs loop
      if verb = 'update' then
        select string_agg(quote_ident(attname), ', ' order by attnum) into columns
          from pg_attribute
         where attrelid = target and attnum > 0 and not attisdropped and attgenerated = '' and attname <> all (frozen);
        verb := format('update (%s)', columns);
      end if;
      execute format('grant %s on %s to %s', verb, target, clients);
    end loop;
  end $$;
comment on function crm.protect_table(regclass, text, text[]) is
  'The walls of one tenant table, the same text everywhere: RLS enabled and forced, one isolation policy, the visibility policy of a noun (''*'': the row''s own noun column), grants without UPDATE of tenant_id, id, created_at, created_by. Call it again after adding a column.';


-- 3. Audit -------------------------------------------------------------------------------------------------
-- One event per statement, written by statement triggers in the writing transaction; values before and after
-- only for updates and deletes, because today's row is the other half of the story.

create table audit.event (
  tenant_id    uuid not null,
  at           timestamptz not null default now(),
  id           uuid not null default crm.uuidv7(),
  txid         xid8 not null default pg_current_xact_id(),
  actor        text not null,
  actor_id     text,
  on_behalf_of text,
  user_id      uuid,
  source       text not null,
  request_id   text,
  ip           inet,
  user_agent   text,
  noun         text not null,
  action       text not null,
  count        integer not null,
  ids          uuid[] not null default '{}',
  keys         text[] not null default '{}',
  meta         jsonb not null default '{}',
  primary key (tenant_id, at, id)
) partition by range (at);
create index event_noun_idx on audit.event (tenant_id, noun, at desc, id desc);
create index event_actor_idx on audit.event (tenant_id, actor_id, at desc, id desc);
comment on table audit.event is '@log what was done, one row per statement and tenant; monthly partitions';
comment on column audit.event.txid is 'Rows below the oldest running transaction are final: what sealing and the change feed go by.';
comment on column audit.event.ids is 'The records concerned, when they have a uuid; otherwise see keys.';
comment on column audit.event.keys is 'The rows concerned where the key is not one uuid: key parts after the tenant, joined by /.';

create table audit.change (
  tenant_id uuid not null,
  noun      text not null,
  record    text collate "C" not null,
  at        timestamptz not null default now(),
  event_id  uuid not null,
  before    jsonb,
  after     jsonb,
  primary key (tenant_id, noun, record, at, event_id)
) partition by range (at);
comment on table audit.change is '@log values before and after: changed columns of an update, the whole row of a delete; monthly partitions';

create function audit.refuse_change() returns trigger
  language plpgsql
  as $$
  begin
    raise exception 'the audit log is append-only: % on % refused', tg_op, tg_relid::regclass
      using errcode = 'insufficient_privilege', hint = 'Months leave by detaching their partition, never by changing rows.';
  end $$;
comment on function audit.refuse_change() is 'Statement trigger that stops UPDATE, DELETE and TRUNCATE, for the owner too.';

create function audit.make_append_only(target regclass) returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  begin
    execute format(
      'create trigger append_only before update or delete or truncate on %s for each statement execute function audit.refuse_change()',
      target);
  end $$;
comment on function audit.make_append_only(regclass) is 'Statement triggers are not inherited, so each partition gets its own.';
select audit.make_append_only('audit.event'), audit.make_append_only('audit.change');

create function audit.agent() returns text
  language plpgsql stable
  as $$
  declare
    sent constant text := nullif(current_setting('app.user_agent', true), '');
  begin
    return convert_from(decode(translate(sent, '-_', '+/') || repeat('=', (4 - length(sent) % 4) % 4), 'base64'), 'UTF8');
  exception when others then
    return null;   -- an unreadable browser name must not stop the write it belongs to
  end $$;
comment on function audit.agent() is 'The caller''s user agent; the setting carries it base64url so that any text is a safe value.';

create function audit.key_of(row_ jsonb, key_columns text[]) returns text
  language sql immutable parallel safe
  as $$ select string_agg(row_ ->> part, '/' order by position) from unnest(key_columns) with ordinality as k (part, position) $$;
comment on function audit.key_of(jsonb, text[]) is 'The key of a row within its tenant, as text.';

create function audit.write_event(tenant uuid, event uuid, what text, done text, ids uuid[], keys text[], meta jsonb default '{}')
  returns void
  language sql
  as $$
    insert into audit.event (tenant_id, id, actor, actor_id, on_behalf_of, user_id, source, request_id, ip, user_agent,
                             noun, action, count, ids, keys, meta)
    values (tenant, event,
      coalesce(nullif(current_setting('app.actor', true), ''), 'console'),
      -- without a context it is somebody at a console, named by the role that logged in
      coalesce(nullif(current_setting('app.actor_id', true), ''), session_user),
      nullif(current_setting('app.on_behalf_of', true), ''),
      crm.current_user_id(),
      coalesce(nullif(current_setting('app.source', true), ''), 'console'),
      nullif(current_setting('app.request_id', true), ''),
      nullif(current_setting('app.ip', true), '')::inet,
      audit.agent(),
      what, done, coalesce(cardinality(ids), 0) + coalesce(cardinality(keys), 0),
      coalesce(ids, '{}'), coalesce(keys, '{}'), meta)
  $$;
comment on function audit.write_event(uuid, uuid, text, text, uuid[], text[], jsonb) is
  'Writes one event with the context of the transaction. Only the audit definer may call it.';

grant insert on audit.event, audit.change to streamflow_audit;
grant execute on function audit.agent(), audit.key_of(jsonb, text[]),
  audit.write_event(uuid, uuid, text, text, uuid[], text[], jsonb) to streamflow_audit;
grant execute on function crm.current_tenant_id(), crm.current_user_id(), crm.uuidv7() to streamflow_audit;

set local role streamflow_audit;

create function audit.record_changes() returns trigger
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    what        constant text := tg_argv[0];
    key_columns constant text[] := tg_argv[1]::text[];
    quiet       constant text[] := tg_argv[2]::text[];
    by_id       constant boolean := key_columns = '{id}';
    touched     record;
    event       uuid;
  begin
    -- Created: whose they are and which; their values are today's row.
    if tg_op = 'INSERT' then
      if by_id then
        for touched in select n.tenant_id, array_agg(n.id) as ids from new_rows n group by n.tenant_id loop
          perform audit.write_event(touched.tenant_id, crm.uuidv7(), what, 'created', touched.ids, null);
        end loop;
      else
        for touched in
          select n.tenant_id, array_agg(audit.key_of(to_jsonb(n), key_columns)) as keys from new_rows n group by n.tenant_id
        loop
          perform audit.write_event(touched.tenant_id, crm.uuidv7(), what, 'created', null, touched.keys);
        end loop;
      end if;
      return null;
    end if;

    -- Updated and deleted: the values as well. One pass per tenant; outside a console that is one pass.
    if tg_op = 'UPDATE' then
      for touched in
        with o as materialized (
          select r, case when by_id then r ->> 'id' else audit.key_of(r, key_columns) end as key, r ->> 'tenant_id' as tenant
            from old_rows t, lateral (select to_jsonb(t) as r offset 0) j
        ), n as materialized (
          select r, case when by_id then r ->> 'id' else audit.key_of(r, key_columns) end as key, r ->> 'tenant_id' as tenant
            from new_rows t, lateral (select to_jsonb(t) as r offset 0) j
        )
        select coalesce(o.tenant, n.tenant)::uuid as tenant_id, array_agg(coalesce(o.key, n.key)) as keys,
               array_agg(d.before) as befores, array_agg(d.after) as afters
          from o full join n on n.key = o.key and n.tenant = o.tenant   -- full: a console may change the key itself
         cross join lateral (
           select jsonb_object_agg(e.key, o.r -> e.key) filter (where o.key is not null) as before,
                  jsonb_object_agg(e.key, n.r -> e.key) filter (where n.key is not null) as after,
                  bool_or(e.key <> all (quiet)) as tells
             from jsonb_each(coalesce(o.r, n.r)) e
            where e.value is distinct from case when o.key is not null then n.r -> e.key end) d
         where d.tells
         group by 1
      loop
        event := crm.uuidv7();
        perform audit.write_event(touched.tenant_id, event, what, 'updated',
          case when by_id then touched.keys::uuid[] end, case when not by_id then touched.keys end);
        insert into audit.change (tenant_id, noun, record, event_id, before, after)
          select touched.tenant_id, what, c.key, event, c.before, c.after
            from unnest(touched.keys, touched.befores, touched.afters) as c (key, before, after);
      end loop;
    else
      for touched in
        select tenant::uuid as tenant_id, array_agg(key) as keys, array_agg(r) as befores
          from (select r, case when by_id then r ->> 'id' else audit.key_of(r, key_columns) end as key, r ->> 'tenant_id' as tenant
                  from old_rows t, lateral (select to_jsonb(t) as r offset 0) j) gone
         group by tenant
      loop
        event := crm.uuidv7();
        perform audit.write_event(touched.tenant_id, event, what, 'deleted',
          case when by_id then touched.keys::uuid[] end, case when not by_id then touched.keys end);
        insert into audit.change (tenant_id, noun, record, event_id, before)
          select touched.tenant_id, what, c.key, event, c.before
            from unnest(touched.keys, touched.befores) as c (key, before);
      end loop;
    end if;
    return null;
  end $$;
comment on function audit.record_changes() is
  'The one audit trigger function. Arguments: noun, key columns after the tenant, columns that alone make no event. SECURITY DEFINER because the writers themselves have no grant on the log.';

create function audit.record_fact(what text, done text, ids uuid[] default '{}', meta jsonb default '{}') returns uuid
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    event constant uuid := crm.uuidv7();
  begin
    if crm.current_tenant_id() is null then
      raise exception 'a fact needs a tenant' using errcode = 'SF401';
    end if;
    if done in ('created', 'updated', 'deleted') then
      raise exception 'only a write itself says that something was %', done using errcode = 'invalid_parameter_value';
    end if;
    perform audit.write_event(crm.current_tenant_id(), event, what, done, ids, null, meta);
    return event;
  end $$;
comment on function audit.record_fact(text, text, uuid[], jsonb) is
  'An event that no write makes: an export, a refused access. For short transactions of their own, because reads run READ ONLY.';

grant execute on function audit.record_changes() to streamflow_owner;   -- who puts the triggers on tables
grant execute on function audit.record_fact(text, text, uuid[], jsonb) to streamflow_app, streamflow_import;

set local role streamflow_owner;

create function crm.audit_table(target regclass, noun text, quiet text[] default '{}') returns void
  language plpgsql
  set search_path = pg_catalog, pg_temp
  as $$
  declare
    bookkeeping constant text[] := '{version,updated_at,updated_by}';
    key_columns text[];
    call text;
  begin
    select array_agg(a.attname order by array_position(i.indkey::int2[], a.attnum)) into key_columns
      from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
     where i.indrelid = target and i.indisprimary and a.attname <> 'tenant_id';
    call := format('for each statement execute function audit.record_changes(%L, %L, %L)',
      noun, coalesce(key_columns, '{tenant_id}'), bookkeeping || quiet);
    -- three triggers, because a transition table serves one event each
    execute format('create trigger audit_insert after insert on %s referencing new table as new_rows %s', target, call);
    execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows %s', target, call);
    execute format('create trigger audit_delete after delete on %s referencing old table as old_rows %s', target, call);
  end $$;
comment on function crm.audit_table(regclass, text, text[]) is
  'Puts a @record table under audit. quiet: columns whose change alone is no event (version, updated_at and updated_by always are).';

-- The log is read like any tenant table, by those who hold audit:read (the policy is in part 7), and written by its definer only.
select crm.protect_table('audit.event', verbs => '{select}'), crm.protect_table('audit.change', verbs => '{select}');
create policy audit_writes on audit.event for insert to streamflow_audit with check (true);
create policy audit_writes on audit.change for insert to streamflow_audit with check (true);
comment on policy audit_writes on audit.event is 'The audit triggers'' definer writes for whichever tenant the row belongs to.';
comment on policy audit_writes on audit.change is 'The audit triggers'' definer writes for whichever tenant the row belongs to.';

grant execute on function crm.protect_table(regclass, text, text[]), audit.make_append_only(regclass), audit.refuse_change(),
  crm.current_tenant_id(), crm.uuidv7() to streamflow_sealer;

set local role streamflow_sealer;

create function audit.ensure_partitions(months_ahead integer default 3) returns text[]
  language plpgsql security definer
  set search_path = pg_catalog, pg_temp
  set timezone = 'UTC'
  as $$
  declare
    parent  record;
    month   timestamptz;
    part    text;
    made    text[] := '{}';
  begin
    perform pg_advisory_xact_lock(hashtext('audit.ensure_partitions'));
    for parent in
      select c.oid::regclass as name, n.nspname, c.relname, obj_description(c.oid, 'pg_class') as about,
             exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'append_only') as append_only
        from pg_partitioned_table p join pg_class c on c.oid = p.partrelid join pg_namespace n on n.oid = c.relnamespace
       where pg_get_userbyid(c.relowner) = current_user
    loop
      for ahead in 0 .. months_ahead loop
        month := date_trunc('month', now()) + make_interval(months => ahead);
        part := format('%I.%I', parent.nspname, parent.relname || to_char(month, '_YYYY_MM'));
        continue when to_regclass(part) is not null;
        -- made beside the parent and attached: CREATE … PARTITION OF would stop every writer
        execute format('create table %s (like %s including defaults including constraints)', part, parent.name);
        execute format('alter table %s attach partition %s for values from (%L) to (%L)',
          parent.name, part, month, month + interval '1 month');
        execute format('comment on table %s is %L', part, parent.about);
        perform crm.protect_table(part::regclass);
        if parent.append_only then
          perform audit.make_append_only(part::regclass);
        end if;
        made := made || part;
      end loop;
    end loop;
    return made;
  end $$;
comment on function audit.ensure_partitions(integer) is
  'Makes this month''s and the coming months'' partitions of every partitioned table its definer owns; answers the new ones. Called by migrations, at worker start and by cron.';
grant execute on function audit.ensure_partitions(integer) to streamflow_jobs, streamflow_owner;

set local role streamflow_owner;


-- 4. Tenants -----------------------------------------------------------------------------------------------

create table platform.tenants (
  tenant_id     uuid primary key,
  name          text not null check (name <> ''),
  slug          text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  region        text not null default 'us' check (region in ('us', 'eu')),
  plan          text not null default 'free',
  currency      text not null default 'USD' check (currency ~ '^[A-Z]{3}$'),
  phone_country text not null default 'US' check (phone_country ~ '^[A-Z]{2}$'),
  zone          text not null default 'UTC',
  created_at    timestamptz not null default now(),
  suspended_at  timestamptz,
  constraint tenants_slug_key unique (slug)
);
comment on table platform.tenants is '@record the customer companies; also the directory that sign-in and operators read';
comment on index platform.tenants_slug_key is '@global slugs are names in addresses, so every tenant shares one space';


-- 5. Sign-in -----------------------------------------------------------------------------------------------
-- Accounts are global and no tenant's data: streamflow_auth and the two definer functions alone reach them.

create table auth.accounts (
  id                  uuid primary key default crm.uuidv7(),
  email               text not null,
  email_norm          text not null unique,
  name                text not null default '',
  email_verified_at   timestamptz,
  password_hash       text,
  is_operator         boolean not null default false,
  disabled_at         timestamptz,
  session_epoch       integer not null default 1,
  password_changed_at timestamptz,
  created_at          timestamptz not null default now()
);
comment on table auth.accounts is '@global a person''s sign-in identity, shared by all tenants the person works in';

create table auth.account_tenants (
  account_id  uuid not null references auth.accounts on delete cascade,
  tenant_id   uuid not null,
  user_id     uuid not null,
  state       text not null default 'pending' check (state in ('pending', 'active')),
  disabled_at timestamptz,
  created_at  timestamptz not null default now(),
  primary key (account_id, tenant_id)
);
create index account_tenants_tenant_idx on auth.account_tenants (tenant_id, user_id);
comment on table auth.account_tenants is '@global directory of who works where, for the tenant chooser; the authority is crm.users.status';

create table auth.sessions (
  id                  text primary key,
  account_id          uuid not null references auth.accounts on delete cascade,
  active_tenant_id    uuid,
  cur_hash            bytea not null,
  prev_hash           bytea,
  gen                 integer not null default 1,
  rotated_at          timestamptz not null default now(),
  auth_time           timestamptz not null default now(),
  amr                 text[] not null default '{}',
  sudo_until          timestamptz,
  idle_seconds        integer not null,
  created_at          timestamptz not null default now(),
  idle_expires_at     timestamptz not null,
  absolute_expires_at timestamptz not null,
  ip                  inet,
  user_agent          text,
  revoked_at          timestamptz,
  revoke_reason       text
);
create index sessions_account_idx on auth.sessions (account_id, created_at desc);
create index sessions_expiry_idx on auth.sessions (absolute_expires_at);
comment on table auth.sessions is '@global a sign-in and its refresh family; the id is a public selector, secrets are kept as sha256 only';

create table auth.signing_keys (
  kid         text primary key,
  alg         text not null,
  public_jwk  jsonb not null,
  private_enc bytea not null,
  kek_id      text not null,
  status      text not null check (status in ('next', 'active', 'retired', 'compromised')),
  not_before  timestamptz not null default now(),
  retire_at   timestamptz
);
create unique index signing_keys_active_key on auth.signing_keys (status) where status = 'active';
comment on table auth.signing_keys is '@global keys that sign access tokens; the private part is encrypted under the key-encryption key';

create table auth.api_keys (
  id            text primary key,
  tenant_id     uuid not null,
  user_id       uuid not null,
  name          text not null,
  secret_hash   bytea not null,
  scopes        text[] not null,
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null,
  last_used_at  timestamptz,
  revoked_at    timestamptz,
  allowed_cidrs cidr[]
);
create index api_keys_tenant_idx on auth.api_keys (tenant_id, user_id);
comment on table auth.api_keys is '@global keys for programs: a user''s rights narrowed by scopes; the secret is kept as sha256 only';

create table auth.one_time_tokens (
  hash       bytea primary key,
  purpose    text not null check (purpose in ('reset', 'invite', 'email_verify', 'mfa', 'oidc_state')),
  account_id uuid references auth.accounts on delete cascade,
  data       jsonb not null default '{}',
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  used_at    timestamptz
);
create index one_time_tokens_account_idx on auth.one_time_tokens (account_id, purpose);
create index one_time_tokens_expiry_idx on auth.one_time_tokens (expires_at);
comment on table auth.one_time_tokens is '@global links and steps that work once; kept as sha256 only';

create table auth.totp (
  account_id     uuid primary key references auth.accounts on delete cascade,
  secret_enc     bytea not null,
  last_used_step bigint not null default 0,
  confirmed_at   timestamptz
);
comment on table auth.totp is '@global second factor: the last step used, so that no code works twice';

create table auth.recovery_codes (
  account_id uuid not null references auth.accounts on delete cascade,
  hash       bytea not null,
  used_at    timestamptz,
  primary key (account_id, hash)
);
comment on table auth.recovery_codes is '@global ten codes for a lost second factor, each once';

create table auth.identities (
  issuer     text not null,
  subject    text not null,
  account_id uuid not null references auth.accounts on delete cascade,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index identities_account_idx on auth.identities (account_id);
comment on table auth.identities is '@global identities at other issuers (OIDC), by issuer and subject, never by e-mail';

create table auth.webauthn_credentials (
  id           bytea primary key,
  account_id   uuid not null references auth.accounts on delete cascade,
  public_key   bytea not null,
  counter      bigint not null default 0,
  transports   text[] not null default '{}',
  name         text not null default '',
  created_at   timestamptz not null default now(),
  last_used_at timestamptz
);
create index webauthn_credentials_account_idx on auth.webauthn_credentials (account_id);
comment on table auth.webauthn_credentials is '@global passkeys';

create table auth.security_events (
  id         uuid primary key default crm.uuidv7(),
  at         timestamptz not null default now(),
  kind       text not null,
  account_id uuid,
  tenant_id  uuid,
  ip         inet,
  meta       jsonb not null default '{}'
);
create index security_events_account_idx on auth.security_events (account_id, at desc);
create index security_events_at_idx on auth.security_events (at desc);
comment on table auth.security_events is '@global sign-ins, refusals and alarms in OWASP''s words; append-only by grants';

create table auth.mail_outbox (
  id         uuid primary key default crm.uuidv7(),
  to_email   text not null,
  subject    text not null,
  text       text not null,
  html       text,
  purpose    text not null,
  created_at timestamptz not null default now(),
  sent_at    timestamptz,
  error      text
);
create index mail_outbox_created_idx on auth.mail_outbox (created_at desc);
comment on table auth.mail_outbox is '@global mails to send, written in the transaction that causes them';

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

create unlogged table auth.rate_limits (
  key        text primary key,
  points     integer not null default 0,
  expires_at timestamptz
);
create index rate_limits_expiry_idx on auth.rate_limits (expires_at);
comment on table auth.rate_limits is '@global counters against guessing; unlogged, a crash may forget them';

grant select, insert, update on auth.accounts, auth.signing_keys, auth.totp to streamflow_auth;
grant select, insert, update, delete on auth.account_tenants, auth.sessions, auth.api_keys, auth.one_time_tokens,
  auth.recovery_codes, auth.identities, auth.webauthn_credentials, auth.mail_outbox, auth.idempotency_keys,
  auth.rate_limits to streamflow_auth;
grant delete on auth.totp to streamflow_auth;
grant select, insert on auth.security_events to streamflow_auth;
grant execute on function crm.uuidv7() to streamflow_auth;

grant select (id, account_id, revoked_at, idle_expires_at, absolute_expires_at, sudo_until) on auth.sessions to streamflow_session;
grant select (id, disabled_at, session_epoch) on auth.accounts to streamflow_session;
grant select (id, tenant_id, user_id, secret_hash, scopes, expires_at, revoked_at, allowed_cidrs) on auth.api_keys to streamflow_session;

set local role streamflow_session;

create function auth.session_live(sid text, account uuid, epoch integer)
  returns table (live boolean, reason text, sudo_until timestamptz)
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(s.reason = 'live', false), coalesce(s.reason, 'unknown'), s.sudo_until
      from (values (1)) as always
      left join lateral (
        select s.sudo_until,
               case when s.revoked_at is not null then 'revoked'
                    when s.absolute_expires_at <= now() then 'expired'
                    when s.idle_expires_at <= now() then 'idle'
                    when a.disabled_at is not null then 'disabled'
                    when a.session_epoch <> session_live.epoch then 'signed out everywhere'
                    else 'live' end as reason
          from auth.sessions s join auth.accounts a on a.id = s.account_id
         where s.id = session_live.sid and s.account_id = session_live.account) s on true
  $$;
comment on function auth.session_live(text, uuid, integer) is
  'Whether a session works at this moment, and if not why; never a hash. Always one row.';

create function auth.key_live(key_id text, secret_hash bytea, ip inet)
  returns table (live boolean, reason text, tenant_id uuid, user_id uuid, scopes text[])
  language sql stable security definer
  set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(k.reason = 'live', false), coalesce(k.reason, 'unknown'), k.tenant_id, k.user_id, k.scopes
      from (values (1)) as always
      left join lateral (
        select k.tenant_id, k.user_id, k.scopes,
               case when k.revoked_at is not null then 'revoked'
                    when k.expires_at <= now() then 'expired'
                    when k.allowed_cidrs is not null and not coalesce(key_live.ip <<= any (k.allowed_cidrs), false) then 'address'
                    else 'live' end as reason
          from auth.api_keys k
         where k.id = key_live.key_id and k.secret_hash = key_live.secret_hash) k on true
  $$;
comment on function auth.key_live(text, bytea, inet) is
  'Whether an API key works at this moment from this address, whose it is and what it is narrowed to. Always one row.';

grant execute on function auth.session_live(text, uuid, integer), auth.key_live(text, bytea, inet)
  to streamflow_app, streamflow_import, streamflow_auth;

set local role streamflow_owner;


-- 6. People, teams, roles ----------------------------------------------------------------------------------

create table crm.teams (
  tenant_id  uuid not null references platform.tenants,
  id         uuid not null default crm.uuidv7(),
  name       text not null check (name <> ''),
  parent_id  uuid,
  manager_id uuid,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid default crm.current_user_id(),
  updated_by uuid default crm.current_user_id(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint teams_parent_fkey foreign key (tenant_id, parent_id) references crm.teams on delete set null (parent_id),
  check (parent_id <> id)
);
create index teams_parent_idx on crm.teams (tenant_id, parent_id);
create index teams_manager_idx on crm.teams (tenant_id, manager_id);
comment on table crm.teams is '@record a tree of teams; a manager sees the team and those below';

create table crm.users (
  tenant_id     uuid not null references platform.tenants,
  id            uuid not null default crm.uuidv7(),
  account_id    uuid,
  name          text not null,
  email         text not null,
  email_norm    text generated always as (lower(btrim(email) collate "und-x-icu")) stored,
  status        text not null default 'invited' check (status in ('active', 'invited', 'disabled')),
  team_id       uuid,
  locale        text,
  zone          text,
  last_login_at timestamptz,
  version       integer not null default 1,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  created_by    uuid default crm.current_user_id(),
  updated_by    uuid default crm.current_user_id(),
  deleted_at    timestamptz,
  primary key (tenant_id, id),
  constraint users_email_key unique (tenant_id, email_norm),
  constraint users_team_fkey foreign key (tenant_id, team_id) references crm.teams on delete set null (team_id)
);
create unique index users_account_key on crm.users (tenant_id, account_id) where account_id is not null;
create index users_team_idx on crm.users (tenant_id, team_id);
create index users_created_idx on crm.users (tenant_id, created_at desc nulls first, id desc);
comment on table crm.users is '@record an account''s person inside one tenant; status decides whether they get in';
alter table crm.teams add constraint teams_manager_fkey
  foreign key (tenant_id, manager_id) references crm.users on delete set null (manager_id);

create table crm.roles (
  tenant_id  uuid not null references platform.tenants,
  id         uuid not null default crm.uuidv7(),
  key        text not null check (key ~ '^[a-z][a-z0-9_-]{0,62}$'),
  name       text not null check (name <> ''),
  is_system  boolean not null default false,
  version    integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid default crm.current_user_id(),
  updated_by uuid default crm.current_user_id(),
  deleted_at timestamptz,
  primary key (tenant_id, id),
  constraint roles_key_key unique (tenant_id, key)
);
comment on table crm.roles is '@record what people are in a tenant; admin, manager and user are seeded, tenants add their own';

create table crm.role_permissions (
  tenant_id  uuid not null,
  role_id    uuid not null,
  permission text not null check (permission ~ '^[a-z][a-z_-]*:(\*|[a-z][a-z_-]*)$'),
  primary key (tenant_id, role_id, permission),
  constraint role_permissions_role_fkey foreign key (tenant_id, role_id) references crm.roles on delete cascade
);
comment on table crm.role_permissions is '@record noun:verb strings a role holds; noun:* holds all of a noun, admin:* everything';

create table crm.role_visibility (
  tenant_id uuid not null,
  role_id   uuid not null,
  noun      text not null,
  scope     text not null check (scope in ('own', 'team', 'all')),
  primary key (tenant_id, role_id, noun),
  constraint role_visibility_role_fkey foreign key (tenant_id, role_id) references crm.roles on delete cascade
);
comment on table crm.role_visibility is '@record how far a role sees per noun; without a row: own';

create table crm.user_roles (
  tenant_id uuid not null,
  user_id   uuid not null,
  role_id   uuid not null,
  primary key (tenant_id, user_id, role_id),
  constraint user_roles_user_fkey foreign key (tenant_id, user_id) references crm.users on delete cascade,
  constraint user_roles_role_fkey foreign key (tenant_id, role_id) references crm.roles on delete cascade
);
create index user_roles_role_idx on crm.user_roles (tenant_id, role_id);
comment on table crm.user_roles is '@record which user has which roles; several add up';

select crm.touch_table('crm.teams'), crm.touch_table('crm.users', quiet => '{last_login_at}'), crm.touch_table('crm.roles');

select crm.protect_table('crm.teams'),
       crm.protect_table('crm.users'),
       crm.protect_table('crm.roles'),
       crm.protect_table('crm.role_permissions', verbs => '{select,insert,delete}'),
       crm.protect_table('crm.role_visibility', verbs => '{select,insert,update,delete}'),
       crm.protect_table('crm.user_roles', verbs => '{select,insert,delete}'),
       crm.audit_table('platform.tenants', 'tenant'),
       crm.audit_table('crm.teams', 'team'),
       crm.audit_table('crm.users', 'user', quiet => '{last_login_at}'),
       crm.audit_table('crm.roles', 'role'),
       crm.audit_table('crm.role_permissions', 'role_permission'),
       crm.audit_table('crm.role_visibility', 'role_visibility'),
       crm.audit_table('crm.user_roles', 'user_role');

-- A tenant makes and renames itself; plan and suspension are the operator's.
select crm.protect_table('platform.tenants', verbs => '{select,insert}');
grant update (name, currency, phone_country, zone) on platform.tenants to streamflow_app;
create policy directory on platform.tenants for select to streamflow_auth, streamflow_operator using (true);
create policy directory_adds on platform.tenants for insert to streamflow_auth with check (true);
create policy operator_keeps on platform.tenants for update to streamflow_operator using (true) with check (true);
comment on policy directory on platform.tenants is 'Sign-in finds the tenant by slug; operators list tenants.';
comment on policy directory_adds on platform.tenants is 'Sign-up may make a tenant before anybody can be in it.';
comment on policy operator_keeps on platform.tenants is 'Plan and suspension are kept by operators.';
grant select, insert on platform.tenants to streamflow_auth;
grant select, update (plan, suspended_at) on platform.tenants to streamflow_operator;


-- 7. What a user may ---------------------------------------------------------------------------------------

create function crm.covers(held text[], permission text) returns boolean
  language sql immutable parallel safe
  as $$ select permission = any (held) or split_part(permission, ':', 1) || ':*' = any (held) or 'admin:*' = any (held) $$;
comment on function crm.covers(text[], text) is 'Whether a set of permissions includes one, wildcards considered.';

-- The look-ups below run in nearly every statement, as part of a policy. In PL/pgSQL with a generic plan they are
-- planned once per connection; as plain SQL they would be planned again each time.

create function crm.permissions_held() returns text[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    return array(
      select distinct p.permission
        from crm.user_roles u
        join crm.roles r on r.tenant_id = u.tenant_id and r.id = u.role_id and r.deleted_at is null
        join crm.role_permissions p on p.tenant_id = u.tenant_id and p.role_id = u.role_id
       where u.tenant_id = crm.current_tenant_id() and u.user_id = crm.current_user_id()
       order by p.permission);
  end $$;
comment on function crm.permissions_held() is 'The permissions of the current user''s roles, at this moment.';

create function crm.can(permission text) returns boolean
  language sql stable parallel safe
  as $$ select crm.is_system() or crm.covers(crm.permissions_held(), permission) $$;
comment on function crm.can(text) is 'Whether the current user holds a permission; the house itself holds all.';

create function crm.sight_of(scope text, held text[]) returns text[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    if 'admin:*' = any (held) then
      return '{lead,contact,organization,opportunity,task}';
    end if;
    return array(
      select distinct v.noun
        from crm.user_roles u
        join crm.roles r on r.tenant_id = u.tenant_id and r.id = u.role_id and r.deleted_at is null
        join crm.role_visibility v on v.tenant_id = u.tenant_id and v.role_id = u.role_id
       where u.tenant_id = crm.current_tenant_id() and u.user_id = crm.current_user_id()
         and v.scope in (sight_of.scope, 'all')
       order by v.noun);
  end $$;
comment on function crm.sight_of(text, text[]) is
  'The nouns of which the current user sees the team''s (''team'') or all (''all'') records, from the roles. Asked once per transaction, by crm.enter().';

create function crm.teams_of() returns uuid[]
  language plpgsql stable parallel safe
  set plan_cache_mode = force_generic_plan
  as $$
  begin
    return array(
      with recursive managed (id) as (
        select t.id from crm.teams t
         where t.tenant_id = crm.current_tenant_id() and t.manager_id = crm.current_user_id() and t.deleted_at is null
        union
        select t.id from crm.teams t join managed m on t.parent_id = m.id
         where t.tenant_id = crm.current_tenant_id() and t.deleted_at is null
      )
      select id from managed
      union
      select u.team_id from crm.users u
       where u.tenant_id = crm.current_tenant_id() and u.id = crm.current_user_id() and u.team_id is not null);
  end $$;
comment on function crm.teams_of() is
  'The current user''s own team and, for managers, those below. Asked once per transaction, by crm.enter().';

create function crm.nouns_seen(scope text) returns text[]
  language sql stable parallel safe
  as $$
    select case when crm.is_system() then '{lead,contact,organization,opportunity,task}'::text[]
                else coalesce(string_to_array(nullif(current_setting('app.sees_' || scope, true), ''), ','), '{}') end
  $$;
comment on function crm.nouns_seen(text) is
  'The nouns of which the current user sees the team''s (''team'') or all (''all'') records, as crm.enter() found it; before that none, so own records only.';

create function crm.sees_all(noun text) returns boolean
  language sql stable parallel safe
  as $$ select noun = any (crm.nouns_seen('all')) $$;
comment on function crm.sees_all(text) is 'Whether the current user sees every record of a noun.';

create function crm.current_team_ids(noun text default null) returns uuid[]
  language sql stable parallel safe
  as $$
    select case when noun is null or noun = any (crm.nouns_seen('team'))
                then coalesce(string_to_array(nullif(current_setting('app.team_ids', true), ''), ',')::uuid[], '{}')
                else '{}' end
  $$;
comment on function crm.current_team_ids(text) is
  'The teams whose records the current user sees: the own one, and for managers those below. With a noun: none unless a role gives team sight of it.';

create policy audit_readers on audit.event as restrictive for select to streamflow_app, streamflow_import
  using ((select crm.can('audit:read')));
create policy audit_readers on audit.change as restrictive for select to streamflow_app, streamflow_import
  using ((select crm.can('audit:read')));
comment on policy audit_readers on audit.event is 'The log is for those who hold audit:read; a record''s own history comes from audit.history().';
comment on policy audit_readers on audit.change is 'The log is for those who hold audit:read; a record''s own history comes from audit.history().';


-- 8. The way in --------------------------------------------------------------------------------------------

create function crm.enter(kind text, proof text, account uuid, epoch integer, permission text) returns jsonb
  language plpgsql stable
  set search_path = pg_catalog, pg_temp
  set plan_cache_mode = force_generic_plan   -- five key look-ups, the same for everybody: plan them once
  as $$
  declare
    tenant constant uuid := crm.current_tenant_id();
    usr    constant uuid := crm.current_user_id();
    alive  record;
    who    record;
    held   text[];
    sudo   timestamptz;
  begin
    if tenant is null then
      raise exception 'no tenant in this transaction' using errcode = 'SF401', detail = 'tenant';
    end if;

    -- Is what the caller showed still good?
    if kind = 'session' then
      select * into alive from auth.session_live(proof, account, epoch);
      sudo := alive.sudo_until;
    elsif kind = 'key' then
      select * into alive from auth.key_live(split_part(proof, ':', 1), decode(split_part(proof, ':', 2), 'hex'),
        nullif(current_setting('app.ip', true), '')::inet);
      if alive.live and (alive.tenant_id, alive.user_id) is distinct from (tenant, usr) then
        raise exception 'this key belongs to somebody else' using errcode = 'SF401', detail = 'key';
      end if;
    elsif kind not in ('job', 'system') or kind is null then
      raise exception 'unknown kind of proof' using errcode = 'SF401', detail = 'kind';
    end if;
    if kind in ('session', 'key') then
      if not alive.live then
        raise exception '% is not live: %', kind, alive.reason using errcode = 'SF401', detail = alive.reason;
      end if;
    end if;

    -- The house itself: no person, so only where no person is claimed.
    if usr is null then
      if kind in ('session', 'key') or not crm.is_system() then
        raise exception 'no user in this transaction' using errcode = 'SF401', detail = 'user';
      end if;
      select t.name, t.slug, t.currency, t.zone into who from platform.tenants t where t.tenant_id = tenant;
      return jsonb_build_object('userId', null, 'name', 'StreamFlow', 'email', '', 'tenantName', coalesce(who.name, ''),
        'tenantSlug', coalesce(who.slug, ''), 'roles', '[]'::jsonb, 'permissions', '["admin:*"]'::jsonb,
        'currency', coalesce(who.currency, 'USD'), 'zone', coalesce(who.zone, 'UTC'), 'locale', 'en-US',
        'teamId', null, 'teamIds', '[]'::jsonb, 'seesTeam', to_jsonb(crm.nouns_seen('team')),
        'seesAll', to_jsonb(crm.nouns_seen('all')), 'sudoUntil', null);
    end if;

    -- Is the person still with the tenant, and the tenant with us?
    select u.name, u.email, u.account_id, u.status, u.deleted_at, u.team_id, u.locale, coalesce(u.zone, t.zone) as zone,
           t.name as tenant_name, t.slug, t.currency, t.suspended_at
      into who
      from crm.users u join platform.tenants t on t.tenant_id = u.tenant_id
     where u.tenant_id = tenant and u.id = usr;
    if not found or who.status <> 'active' or who.deleted_at is not null
       or (kind = 'session' and who.account_id is distinct from account) then
      raise exception 'this user is not active here' using errcode = 'SF401', detail = 'user';
    end if;
    if who.suspended_at is not null then
      raise exception 'this tenant is suspended' using errcode = 'SF403', detail = 'tenant';
    end if;

    -- May they do it? A key can do what both its owner and its scopes allow.
    held := crm.permissions_held();
    if kind = 'key' then
      held := array(select distinct p from unnest(held || alive.scopes) p
                     where crm.covers(held, p) and crm.covers(alive.scopes, p) order by p);
    end if;
    if permission is not null and not crm.covers(held, permission) then
      raise exception 'permission % is not held', permission using errcode = 'SF403', detail = permission;
    end if;

    -- How far they see, once: the policies of every statement that follows read it from here.
    perform set_config('app.sees_all', array_to_string(crm.sight_of('all', held), ','), true),
            set_config('app.sees_team', array_to_string(crm.sight_of('team', held), ','), true),
            set_config('app.team_ids', array_to_string(crm.teams_of(), ','), true);

    return jsonb_build_object('userId', usr, 'name', who.name, 'email', who.email, 'tenantName', who.tenant_name,
      'tenantSlug', who.slug, 'permissions', to_jsonb(held), 'currency', who.currency, 'zone', who.zone,
      'locale', coalesce(who.locale, 'en-US'),
      'roles', coalesce((select jsonb_agg(r.key order by r.key)
                           from crm.user_roles u
                           join crm.roles r on r.tenant_id = u.tenant_id and r.id = u.role_id and r.deleted_at is null
                          where u.tenant_id = tenant and u.user_id = usr), '[]'),
      'teamId', who.team_id, 'teamIds', to_jsonb(crm.current_team_ids()),
      'seesTeam', to_jsonb(crm.nouns_seen('team')), 'seesAll', to_jsonb(crm.nouns_seen('all')), 'sudoUntil', sudo);
  end $$;
comment on function crm.enter(text, text, uuid, integer, text) is
  'First statement of every tenant transaction: is the session or key live, the user active, the permission held? Answers who it is; raises SF401 or SF403 (DETAIL names what was missing), so that statements sent behind it fail. Proof of a key is id:sha256-hex.';

grant execute on function crm.current_tenant_id(), crm.current_user_id(), crm.is_system(), crm.uuidv7(), crm.uuid_time(uuid),
  crm.fold(text), crm.covers(text[], text), crm.permissions_held(), crm.can(text), crm.sight_of(text, text[]), crm.teams_of(), crm.nouns_seen(text), crm.sees_all(text),
  crm.current_team_ids(text), crm.enter(text, text, uuid, integer, text) to streamflow_app, streamflow_import;


-- 9. Operations --------------------------------------------------------------------------------------------

create table platform.process_health (
  process      text not null,
  minute       timestamptz not null,
  kind         text not null check (kind in ('web', 'worker')),
  requests     integer not null default 0,
  errors       integer not null default 0,
  p50_ms       double precision,
  p95_ms       double precision,
  jobs_done    integer not null default 0,
  jobs_failed  integer not null default 0,
  rss_bytes    bigint,
  meta         jsonb not null default '{}',
  primary key (process, minute)
);
create index process_health_minute_idx on platform.process_health (minute);
comment on table platform.process_health is '@global rates per minute and process, for the health page';

create table platform.error_events (
  id         uuid primary key default crm.uuidv7(),
  at         timestamptz not null default now(),
  process    text not null,
  slug       text not null,
  message    text not null,
  request_id text,
  tenant_id  uuid,
  meta       jsonb not null default '{}'
);
create index error_events_at_idx on platform.error_events (at desc);
create index error_events_request_idx on platform.error_events (request_id);
comment on table platform.error_events is '@global unexpected errors, found again by request id';

create table platform.operator_events (
  id         uuid primary key default crm.uuidv7(),
  at         timestamptz not null default now(),
  account_id uuid not null,
  action     text not null,
  tenant_id  uuid,
  meta       jsonb not null default '{}'
);
create index operator_events_at_idx on platform.operator_events (at desc);
comment on table platform.operator_events is '@global what operators did; append-only by grants';

grant select, insert, update, delete on platform.process_health to streamflow_operator;
grant select, insert, delete on platform.error_events to streamflow_operator;
grant select, insert on platform.operator_events to streamflow_operator;
grant execute on function crm.uuidv7() to streamflow_operator;

-- Partitions can only be made by the owner of their parent, so the log belongs to the definer who makes them.
-- There is no DEFAULT partition: a row in it would block the month it belongs to.
alter table audit.event owner to streamflow_sealer;
alter table audit.change owner to streamflow_sealer;
revoke create on schema audit from streamflow_audit;
revoke create on schema auth from streamflow_session;
select audit.ensure_partitions();
