-- Back from 0020: the dashboard without indexes of its own.

drop index crm.activities_owner_idx;
drop index crm.opportunities_made_idx;
create index opportunities_totals_idx on crm.opportunities (tenant_id, pipeline_id, stage_id, closed_at, currency)
  include (amount_minor, owner_id, team_id) where deleted_at is null and archived_at is null;
drop index crm.opportunities_figures_idx;
