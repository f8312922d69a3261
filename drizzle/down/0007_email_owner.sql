-- Back from 0007: an address held out of sight is taken, and no more is said.

set local role streamflow_handover;
drop function crm.lead_email_owner(text);
set local role streamflow_owner;
revoke select (email_norm, email_apart, deleted_at) on crm.leads from streamflow_handover;
revoke select (name) on crm.users from streamflow_handover;
