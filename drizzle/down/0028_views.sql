-- Back from 0028: no saved views.

drop table crm.default_views;
drop table crm.saved_views;
