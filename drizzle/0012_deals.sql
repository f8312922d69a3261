-- 0012 deals: fields of opportunities under rules, indexes for their lists and the board, pipelines that are put away.


-- 1. Pipelines ---------------------------------------------------------------------------------------------

alter table crm.pipelines add column archived_at timestamptz;
comment on column crm.pipelines.archived_at is 'Put away: offered for nothing new, while its records keep their stages.';
select crm.protect_table('crm.pipelines');


-- 2. Lists and the board -----------------------------------------------------------------------------------

create index opportunities_title_idx on crm.opportunities (tenant_id, title, id);
create index opportunities_amount_idx on crm.opportunities (tenant_id, amount_minor desc nulls first, id desc);
-- the cards of a lane, newest in the stage first
create index opportunities_lane_idx on crm.opportunities (tenant_id, pipeline_id, stage_id, stage_entered_at desc nulls first, id desc)
  where deleted_at is null and archived_at is null;
-- counts and sums by stage without a look at the rows themselves
create index opportunities_totals_idx on crm.opportunities (tenant_id, pipeline_id, stage_id, closed_at, currency)
  include (amount_minor, owner_id, team_id) where deleted_at is null and archived_at is null;


-- 3. Fields under rules ------------------------------------------------------------------------------------

select crm.rule_fields('crm.opportunities', 'opportunity', $$ {
  "title":        { "columns": ["title"], "tokens": ["name"], "hideable": false, "filled": true },
  "organization": { "columns": ["organization_id"], "tokens": ["company"], "listed": ["organization_id"] },
  "contact":      { "columns": ["contact_id"], "listed": ["contact_id"] },
  "stage":        { "columns": ["pipeline_id", "stage_id"], "hideable": false, "filled": true },
  "amount":       { "columns": ["amount_minor", "currency"], "listed": ["amount_minor"] },
  "closeDate":    { "columns": ["close_date"], "listed": ["close_date"] },
  "lostReason":   { "columns": ["lost_reason"] }
} $$);
