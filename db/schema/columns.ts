// Column sets and types that many tables share. Every call makes new columns: Drizzle binds a column to its table.
import { bigint, customType, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { uuidv7 } from '../ids.ts';

/** timestamptz as an ISO string with microseconds, always UTC. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

/** A bigint as a JavaScript number; reading one beyond 2^53 fails. */
export const whole = (name: string) => bigint(name, { mode: 'number' });

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** A transaction id; text, because it outgrows a number. */
export const xid8 = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

export type Json = Record<string, unknown>;
export const json = (name: string) => jsonb(name).$type<Json>();

/** Counters of a job or import by outcome: { create: 12, skip: 1 }. */
export const counts = (name: string) => jsonb(name).$type<Record<string, number>>();

/** Lines as people write them: { street, city, region, postalCode, country }, each optional. */
export type Address = Partial<Record<'street' | 'city' | 'region' | 'postalCode' | 'country', string | null>>;
export const address = () => jsonb('address').$type<Address>();

export const tenantId = () => uuid('tenant_id').notNull();

/** A record's id, made by the app unless the writer brings one. */
export const id = () =>
  uuid('id')
    .notNull()
    .$defaultFn(() => uuidv7());

/** What every record has; version, updated_* and created_by are kept by triggers and defaults. */
export const record = () => ({
  tenantId: tenantId(),
  id: id(),
  version: integer('version').notNull().default(1),
  createdAt: moment('created_at').notNull().defaultNow(),
  updatedAt: moment('updated_at').notNull().defaultNow(),
  createdBy: uuid('created_by'),
  updatedBy: uuid('updated_by'),
  deletedAt: moment('deleted_at'),
});

/** Whose it is: what record visibility goes by. team_id is the owner's team. */
export const owned = () => ({
  ownerId: uuid('owner_id'),
  teamId: uuid('team_id'),
});

/** The record something hangs on: of the four, at least one. */
export const subject = () => ({
  leadId: uuid('lead_id'),
  contactId: uuid('contact_id'),
  organizationId: uuid('organization_id'),
  opportunityId: uuid('opportunity_id'),
});

export const archivedAt = () => moment('archived_at');
export const noun = () => text('noun').notNull();
