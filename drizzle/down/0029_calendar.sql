-- Back from 0029: no calendar feeds.

drop function auth.feed_live(bytea);
drop table crm.calendar_feeds;
revoke usage on schema crm from streamflow_session;
