-- Back from 0023: search by whole beginnings of words in names only.

drop trigger note_words on crm.search_tokens;
drop function crm.search_near(text[], text[], boolean, integer);
drop function crm.note_words();
drop table crm.search_words;
drop policy near on crm.search_tokens;
revoke select on crm.search_tokens, crm.ruled_fields from streamflow_search;
revoke execute on function crm.uuidv7(), crm.current_tenant_id(), crm.current_user_id(), crm.is_system(), crm.nouns_seen(text),
  crm.current_team_ids(text), crm.hidden_tokens(), crm.sees_field(text, text) from streamflow_search;
alter table crm.search_tokens no force row level security;
delete from crm.search_tokens where kind = 'note' or noun = 'task';
alter table crm.search_tokens force row level security;
