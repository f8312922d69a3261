import { boolean, foreignKey, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { archivedAt, record } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';

export const pipelines = crm.table(
  'pipelines',
  {
    ...record(),
    noun: text('noun', { enum: ['lead', 'opportunity'] }).notNull(),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    position: integer('position').notNull().default(0),
    isDefault: boolean('is_default').notNull().default(false),
    /** Put away: offered for nothing new. */
    archivedAt: archivedAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('pipelines_slug_key').on(t.tenantId, t.slug),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
  ],
);

export const stages = crm.table(
  'stages',
  {
    ...record(),
    pipelineId: uuid('pipeline_id').notNull(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    position: integer('position').notNull().default(0),
    /** Per cent, 0–100. */
    probability: integer('probability').notNull().default(0),
    kind: text('kind', { enum: ['open', 'won', 'lost'] })
      .notNull()
      .default('open'),
    rotDays: integer('rot_days'),
    wipLimit: integer('wip_limit'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('stages_key_key').on(t.tenantId, t.pipelineId, t.key),
    unique('stages_pipeline_id_key').on(t.tenantId, t.pipelineId, t.id),
    foreignKey({ columns: [t.tenantId, t.pipelineId], foreignColumns: [pipelines.tenantId, pipelines.id] }),
  ],
);
