import { boolean, integer, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from '../ids.ts';
import { bytea, moment, whole } from './columns.ts';
import { auth } from './namespaces.ts';

/** A person's sign-in identity, shared by all tenants the person works in. */
export const accounts = auth.table(
  'accounts',
  {
    id: uuid('id')
      .primaryKey()
      .$defaultFn(() => uuidv7()),
    email: text('email').notNull(),
    emailNorm: text('email_norm').notNull(),
    name: text('name').notNull().default(''),
    emailVerifiedAt: moment('email_verified_at'),
    passwordHash: text('password_hash'),
    isOperator: boolean('is_operator').notNull().default(false),
    disabledAt: moment('disabled_at'),
    /** Raised to sign out everywhere: sessions of an older epoch are dead. */
    sessionEpoch: integer('session_epoch').notNull().default(1),
    passwordChangedAt: moment('password_changed_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [unique('accounts_email_norm_key').on(t.emailNorm)],
);

const accountId = () =>
  uuid('account_id')
    .notNull()
    .references(() => accounts.id);

/** Directory for the tenant chooser; the authority is crm.users.status. */
export const accountTenants = auth.table(
  'account_tenants',
  {
    accountId: accountId(),
    tenantId: uuid('tenant_id').notNull(),
    userId: uuid('user_id').notNull(),
    state: text('state', { enum: ['pending', 'active'] })
      .notNull()
      .default('pending'),
    disabledAt: moment('disabled_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.tenantId] })],
);

export const identities = auth.table(
  'identities',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    accountId: accountId(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] })],
);

export const totp = auth.table('totp', {
  accountId: uuid('account_id')
    .primaryKey()
    .references(() => accounts.id),
  secretEnc: bytea('secret_enc').notNull(),
  /** The last time step a code was taken for, so that none works twice. */
  lastUsedStep: whole('last_used_step').notNull().default(0),
  confirmedAt: moment('confirmed_at'),
});

export const recoveryCodes = auth.table(
  'recovery_codes',
  {
    accountId: accountId(),
    hash: bytea('hash').notNull(),
    usedAt: moment('used_at'),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.hash] })],
);

export const webauthnCredentials = auth.table('webauthn_credentials', {
  id: bytea('id').primaryKey(),
  accountId: accountId(),
  publicKey: bytea('public_key').notNull(),
  counter: whole('counter').notNull().default(0),
  transports: text('transports').array().notNull().default([]),
  name: text('name').notNull().default(''),
  createdAt: moment('created_at').notNull().defaultNow(),
  lastUsedAt: moment('last_used_at'),
});
