-- Back from 0021: records are changed one by one.

drop table crm.bulk_rows;
drop table crm.bulk_edits;
