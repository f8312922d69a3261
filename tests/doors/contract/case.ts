// What a case is, and the ways in which one call is made from another.
import type { TestTenant } from '../../support/factories.ts';
import type { Operation } from './document.ts';
import type { Call, World } from './world.ts';

export type Recipe = (world: World) => Promise<Call> | Call;

export interface Case {
  /** answered with success; `tenant` is whose records it speaks of */
  good: (world: World, tenant: TestTenant) => Promise<Call> | Call;
  /** by status, or by status and content type */
  others?: Record<string, Recipe>;
}

/** A call that needs nothing but somebody who may. */
export const reads = (query?: Record<string, string>): Case => ({
  good: (_world, { admin }) => ({ as: admin, ...(query && { query }) }),
});

/** An operation for arranging, whatever the document says about it. */
export const operationAt = (method: string, path: string): Operation => ({
  name: '',
  method,
  path,
  described: { responses: {} },
});

/** The call with another body, for the record as it stands. */
export const changed =
  (good: Case['good'], rest: Partial<Call>): Recipe =>
  async (world) => ({ ...(await good(world, world.here)), ...rest });

/** The same, by an API key. */
export const withKey =
  (good: Case['good']): Recipe =>
  async (world) => ({ ...(await good(world, world.here)), as: await world.key(world.here) });
