-- 0020 dashboard: the figures of a pipeline and the week of a team out of indexes.

-- 1. Opportunities -----------------------------------------------------------------------------------------

-- as opportunities_totals_idx, with the month in which they are to close
create index opportunities_figures_idx on crm.opportunities (tenant_id, pipeline_id, stage_id, closed_at, currency)
  include (amount_minor, owner_id, team_id, close_date) where deleted_at is null and archived_at is null;
drop index crm.opportunities_totals_idx;
-- how far those made in a period have come
create index opportunities_made_idx on crm.opportunities (tenant_id, pipeline_id, created_at)
  include (stage_id, owner_id, team_id) where deleted_at is null and archived_at is null;


-- 2. Entries of all records --------------------------------------------------------------------------------

-- the latest for those who see a part of the records
create index activities_owner_idx on crm.activities (tenant_id, owner_id, occurred_at desc nulls first, id desc);
