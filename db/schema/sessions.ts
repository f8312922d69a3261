import { bigint, cidr, inet, integer, jsonb, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { accounts } from './accounts.ts';
import { bytea, json, moment } from './columns.ts';
import { auth } from './namespaces.ts';

/** A sign-in and its refresh family. The id is a public selector; secrets are kept as sha256 only. */
export const sessions = auth.table('sessions', {
  id: text('id').primaryKey(),
  accountId: uuid('account_id')
    .notNull()
    .references(() => accounts.id),
  activeTenantId: uuid('active_tenant_id'),
  curHash: bytea('cur_hash').notNull(),
  prevHash: bytea('prev_hash'),
  gen: integer('gen').notNull().default(1),
  rotatedAt: moment('rotated_at').notNull().defaultNow(),
  authTime: moment('auth_time').notNull().defaultNow(),
  amr: text('amr').array().notNull().default([]),
  sudoUntil: moment('sudo_until'),
  idleSeconds: integer('idle_seconds').notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  idleExpiresAt: moment('idle_expires_at').notNull(),
  absoluteExpiresAt: moment('absolute_expires_at').notNull(),
  ip: inet('ip'),
  userAgent: text('user_agent'),
  revokedAt: moment('revoked_at'),
  revokeReason: text('revoke_reason'),
});

export const signingKeys = auth.table('signing_keys', {
  kid: text('kid').primaryKey(),
  alg: text('alg').notNull(),
  publicJwk: jsonb('public_jwk').$type<Record<string, unknown>>().notNull(),
  privateEnc: bytea('private_enc').notNull(),
  kekId: text('kek_id').notNull(),
  status: text('status', { enum: ['next', 'active', 'retired', 'compromised'] }).notNull(),
  notBefore: moment('not_before').notNull().defaultNow(),
  retireAt: moment('retire_at'),
});

export const apiKeys = auth.table('api_keys', {
  id: text('id').primaryKey(),
  tenantId: uuid('tenant_id').notNull(),
  userId: uuid('user_id').notNull(),
  name: text('name').notNull(),
  secretHash: bytea('secret_hash').notNull(),
  scopes: text('scopes').array().notNull(),
  createdAt: moment('created_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  lastUsedAt: moment('last_used_at'),
  revokedAt: moment('revoked_at'),
  allowedCidrs: cidr('allowed_cidrs').array(),
  replacedBy: text('replaced_by'),
});

export const apiKeyCalls = auth.table(
  'api_key_calls',
  {
    keyId: text('key_id')
      .notNull()
      .references(() => apiKeys.id),
    hour: moment('hour').notNull(),
    calls: bigint('calls', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.keyId, t.hour] })],
);

export const oneTimeTokens = auth.table('one_time_tokens', {
  hash: bytea('hash').primaryKey(),
  purpose: text('purpose', { enum: ['reset', 'invite', 'email_verify', 'mfa', 'oidc_state'] }).notNull(),
  accountId: uuid('account_id').references(() => accounts.id),
  data: json('data').notNull().default({}),
  createdAt: moment('created_at').notNull().defaultNow(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});
