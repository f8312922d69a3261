-- Back from 0014: the trash without an order of its own.

drop index crm.tasks_trash_idx;
drop index crm.opportunities_trash_idx;
drop index crm.organizations_trash_idx;
drop index crm.contacts_trash_idx;
drop index crm.leads_trash_idx;
