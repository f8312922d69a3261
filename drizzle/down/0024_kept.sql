-- Back from 0024.

alter table crm.bulk_rows drop column was_at;
drop policy record_visibility_delete on crm.files;
