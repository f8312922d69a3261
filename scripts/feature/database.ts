// Templates of a new noun's table: up, down, and the columns for queries.
import type { Noun } from './noun.ts';

export const migrationUp = ({ table, key, wordsMany, article, words }: Noun): string => `\
-- ${wordsMany}: the least a record has. Add columns here while no other database has run this file.

create table crm.${table} (
  tenant_id   uuid not null,
  id          uuid not null default crm.uuidv7(),
  name        text not null check (name <> ''),
  description text,
  owner_id    uuid,
  team_id     uuid,
  version     integer not null default 1,
  created_at  timestamptz not null default now(),
  updated_at  timestamptz not null default now(),
  created_by  uuid default crm.current_user_id(),
  updated_by  uuid default crm.current_user_id(),
  deleted_at  timestamptz,
  primary key (tenant_id, id),
  constraint ${table}_owner_fkey foreign key (tenant_id, owner_id) references crm.users on delete set null (owner_id),
  constraint ${table}_team_fkey foreign key (tenant_id, team_id) references crm.teams on delete set null (team_id)
);
create index ${table}_created_idx on crm.${table} (tenant_id, created_at desc nulls first, id desc);
create index ${table}_owner_idx on crm.${table} (tenant_id, owner_id, created_at desc nulls first, id desc);
create index ${table}_team_idx on crm.${table} (tenant_id, team_id, created_at desc nulls first, id desc);
comment on table crm.${table} is '@record ${wordsMany}; say here what ${article} ${words} is';

select crm.touch_table('crm.${table}');
select crm.protect_table('crm.${table}', '${key}');
select crm.audit_table('crm.${table}', '${key}');
${rules({ table, key })}`;

/** Fields that roles may have hidden or read-only; the view that queries read. */
const rules = ({ table, key }: Pick<Noun, 'table' | 'key'>): string => `\
select crm.rule_fields('crm.${table}', '${key}', $$ {
  "name":        { "columns": ["name"], "tokens": ["name"], "hideable": false, "filled": true },
  "description": { "columns": ["description"] }
} $$);
`;

/** For a table that is there already. */
export const rulesUp = (noun: Noun): string => `\
-- ${noun.wordsMany}: which fields roles may have hidden or read-only.

${rules(noun)}`;

export const rulesDown = ({ table, key }: Noun, name: string): string => `\
-- Back from ${name.slice(0, 4)}.

drop trigger field_rules on crm.${table};
drop trigger field_rules_new on crm.${table};
drop view crm.${table}_seen;
delete from crm.ruled_fields where noun = '${key}';
`;

export const migrationDown = ({ table, key }: Noun, name: string): string => `\
-- Back from ${name.slice(0, 4)}.

drop view crm.${table}_seen;
drop table crm.${table};
delete from crm.ruled_fields where noun = '${key}';
`;

export const schema = ({ table, camelMany }: Noun): string => `\
import { foreignKey, primaryKey, text } from 'drizzle-orm/pg-core';
import { owned, record } from './columns.ts';
import { crm } from './namespaces.ts';
import { teams, users } from './users.ts';

export const ${camelMany} = crm.table(
  '${table}',
  {
    ...record(),
    ...owned(),
    name: text('name').notNull(),
    description: text('description'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId, t.ownerId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.teamId], foreignColumns: [teams.tenantId, teams.id] }),
  ],
);
`;

export const seenSchema = ({ table, camelMany, titleMany }: Noun): string => `\
// ${titleMany} as the current user may see them: what a role hides is null. Queries read this; writes go to the table.
import { text } from 'drizzle-orm/pg-core';
import { owned, record } from './columns.ts';
import { crm } from './namespaces.ts';

export const ${camelMany}Seen = crm
  .view('${table}_seen', {
    ...record(),
    ...owned(),
    name: text('name').notNull(),
    description: text('description'),
  })
  .existing();
`;
