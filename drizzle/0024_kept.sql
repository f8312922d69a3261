-- 0024 kept: files that only those who see them delete, and the day that undoing a stage gives back.

-- A DELETE without a condition asks for no sight of what it takes; the bytes of a file cannot be brought back.
create policy record_visibility_delete on crm.files as restrictive for delete to streamflow_app, streamflow_import
  using (noun = any ((select crm.nouns_seen('all'))::text[]) or owner_id is null
         or owner_id = (select crm.current_user_id())
         or (team_id = any ((select crm.current_team_ids())::uuid[]) and noun = any ((select crm.nouns_seen('team'))::text[])));
comment on policy record_visibility_delete on crm.files is 'Nobody deletes a file whose record they do not see.';

alter table crm.bulk_rows add column was_at timestamptz;
comment on column crm.bulk_rows.was_at is 'When an opportunity that is moved out of a closed stage was closed: undoing gives it back.';
