import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { boolean, foreignKey, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { moment, noun, record, tenantId } from './columns.ts';
import { crm } from './namespaces.ts';
import { tenants } from './tenants.ts';

export const teams = crm.table(
  'teams',
  {
    ...record(),
    name: text('name').notNull(),
    parentId: uuid('parent_id'),
    managerId: uuid('manager_id'),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
    foreignKey({ columns: [t.tenantId, t.managerId], foreignColumns: userKey() }),
    foreignKey({ columns: [t.tenantId, t.parentId], foreignColumns: [t.tenantId, t.id] }),
  ],
);

/** Teams name their manager and users their team: one of the two must look ahead. */
function userKey(): [AnyPgColumn, AnyPgColumn] {
  return [users.tenantId, users.id];
}

export const users = crm.table(
  'users',
  {
    ...record(),
    accountId: uuid('account_id'),
    name: text('name').notNull(),
    email: text('email').notNull(),
    emailNorm: text('email_norm').generatedAlwaysAs(sql`lower(btrim(email) collate "und-x-icu")`),
    status: text('status', { enum: ['active', 'invited', 'disabled'] })
      .notNull()
      .default('invited'),
    teamId: uuid('team_id'),
    /** BCP 47; null follows the house. */
    locale: text('locale'),
    /** IANA name; null follows the tenant. */
    zone: text('zone'),
    lastLoginAt: moment('last_login_at'),
    /** Reminders of tasks come by mail as well as in the inbox. */
    reminderMails: boolean('reminder_mails').notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('users_email_key').on(t.tenantId, t.emailNorm),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
    foreignKey({ columns: [t.tenantId, t.teamId], foreignColumns: [teams.tenantId, teams.id] }),
  ],
);

export const roles = crm.table(
  'roles',
  {
    ...record(),
    key: text('key').notNull(),
    name: text('name').notNull(),
    isSystem: boolean('is_system').notNull().default(false),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.id] }),
    unique('roles_key_key').on(t.tenantId, t.key),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.tenantId] }),
  ],
);

export const rolePermissions = crm.table(
  'role_permissions',
  {
    tenantId: tenantId(),
    roleId: uuid('role_id').notNull(),
    permission: text('permission').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.roleId, t.permission] }),
    foreignKey({ columns: [t.tenantId, t.roleId], foreignColumns: [roles.tenantId, roles.id] }),
  ],
);

export const roleVisibility = crm.table(
  'role_visibility',
  {
    tenantId: tenantId(),
    roleId: uuid('role_id').notNull(),
    noun: noun(),
    scope: text('scope', { enum: ['own', 'team', 'all'] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.roleId, t.noun] }),
    foreignKey({ columns: [t.tenantId, t.roleId], foreignColumns: [roles.tenantId, roles.id] }),
  ],
);

export const userRoles = crm.table(
  'user_roles',
  {
    tenantId: tenantId(),
    userId: uuid('user_id').notNull(),
    roleId: uuid('role_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.userId, t.roleId] }),
    foreignKey({ columns: [t.tenantId, t.userId], foreignColumns: [users.tenantId, users.id] }),
    foreignKey({ columns: [t.tenantId, t.roleId], foreignColumns: [roles.tenantId, roles.id] }),
  ],
);
