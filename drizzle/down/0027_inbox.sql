-- Back from 0027: nobody is told of anything in the house.

alter table crm.users drop column reminder_mails;
drop table crm.notifications;
drop function crm.tell_notified();
drop function crm.who_sees(uuid[], text, uuid, uuid);
