-- Back from 0001, to the empty schemas that provisioning made.

drop table platform.operator_events;
drop table platform.error_events;
drop table platform.process_health;

drop function crm.enter(text, text, uuid, integer, text);
set local role streamflow_sealer;
drop policy audit_readers on audit.event;
drop policy audit_readers on audit.change;
set local role streamflow_owner;
drop function crm.current_team_ids(text);
drop function crm.sees_all(text);
drop function crm.nouns_seen(text);
drop function crm.teams_of();
drop function crm.sight_of(text, text[]);
drop function crm.can(text);
drop function crm.permissions_held();
drop function crm.covers(text[], text);

drop table crm.user_roles;
drop table crm.role_visibility;
drop table crm.role_permissions;
drop table crm.roles;
alter table crm.teams drop constraint teams_manager_fkey;
drop table crm.users;
drop table crm.teams;

drop function auth.key_live(text, bytea, inet);
drop function auth.session_live(text, uuid, integer);
drop table auth.rate_limits;
drop table auth.idempotency_keys;
drop table auth.mail_outbox;
drop table auth.security_events;
drop table auth.webauthn_credentials;
drop table auth.identities;
drop table auth.recovery_codes;
drop table auth.totp;
drop table auth.one_time_tokens;
drop table auth.api_keys;
drop table auth.signing_keys;
drop table auth.sessions;
drop table auth.account_tenants;
drop table auth.accounts;

drop table platform.tenants;

drop function audit.ensure_partitions(integer);
drop function crm.audit_table(regclass, text, text[]);
drop function audit.record_fact(text, text, uuid[], jsonb);
drop function audit.record_changes();
drop table audit.change;
drop table audit.event;
drop function audit.write_event(uuid, uuid, text, text, uuid[], text[], jsonb);
drop function audit.key_of(jsonb, text[]);
drop function audit.agent();
drop function audit.make_append_only(regclass);
drop function audit.refuse_change();
revoke create on schema audit from streamflow_sealer;

drop function crm.protect_table(regclass, text, text[]);
drop function crm.touch_table(regclass, text[]);
drop function crm.touch();
drop function crm.fold(text);
drop function crm.uuid_time(uuid);
drop function crm.uuidv7();
drop function crm.is_system();
drop function crm.current_user_id();
drop function crm.current_tenant_id();
