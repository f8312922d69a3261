-- Back from 0012: opportunities without rules about fields, pipelines that are never put away.

drop trigger field_rules on crm.opportunities;
drop trigger field_rules_new on crm.opportunities;
drop view crm.opportunities_seen;
delete from crm.ruled_fields where noun = 'opportunity';

drop index crm.opportunities_totals_idx;
drop index crm.opportunities_lane_idx;
drop index crm.opportunities_amount_idx;
drop index crm.opportunities_title_idx;

alter table crm.pipelines drop column archived_at;
select crm.protect_table('crm.pipelines');
