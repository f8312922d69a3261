// Who asks, through which door, and what may be said back besides the answer. Shapes only: no lookups happen here.
import type { SharedRead } from '../../db/shared-read.ts';
import type { TenantContext } from '../../db/tenant.ts';
import { AppError, unauthorized } from '../errors.ts';

export type Door = 'page' | 'trpc' | 'rest' | 'job';

/** What an edge knows of a request before anyone is asked who it is. */
export interface Edge {
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string;
  readonly door: Door;
}

/** A verified identity. Verified means shape, signature and binding; the database decides whether it still counts. */
export type Principal =
  | {
      readonly kind: 'session';
      readonly accountId: string;
      readonly sid: string;
      readonly epoch: number;
      readonly tenantId: string | null;
      readonly userId: string | null;
    }
  | {
      readonly kind: 'key';
      readonly keyId: string;
      /** sha256 of the secret, hex */
      readonly secretHash: string;
      readonly tenantId: string;
      readonly userId: string;
    };

/** What a procedure may add to the response. Cookies are whole Set-Cookie values. */
export interface Reply {
  readonly cookies: string[];
  readonly headers: Record<string, string>;
  /** the status of an answer given again; otherwise the door decides */
  status?: number;
}

/** An idempotency key as it was sent: usable, or with what is wrong about it. `calls` counts those of one form. */
export type Presented =
  { readonly key: string; readonly calls?: Map<string, number> } | { readonly fault: AppError };

export interface RequestContext {
  readonly edge: Edge;
  readonly principal: Principal | null;
  readonly reply: Reply;
  /** run the mutation, answer what it would have done, keep nothing */
  readonly dryRun: boolean;
  /** no bearer credential and not provably from one of our pages: a mutation that rests on cookies is refused */
  readonly crossSite?: boolean;
  readonly idempotency?: Presented | undefined;
  /** the transaction that all queries of one page's loaders share */
  readonly reads?: SharedRead | undefined;
  /** too many calls, or a body of no sane shape: thrown by the first procedure or transaction, where the door can say it */
  readonly refusal?: AppError | undefined;
}

export const createReply = (): Reply => ({ cookies: [], headers: {} });

/** The database's view of the caller. Throws Unauthorized without a principal, Forbidden without a chosen tenant. */
export function tenantContext({ principal, edge, refusal }: RequestContext): TenantContext {
  if (refusal) throw refusal;
  if (!principal) throw unauthorized();
  if (!principal.tenantId || !principal.userId) {
    throw new AppError('Forbidden', 'tenant.not_chosen', 'Choose a tenant first.');
  }
  return {
    tenantId: principal.tenantId,
    userId: principal.userId,
    actor: principal.kind === 'key' ? 'key' : 'user',
    actorId: principal.kind === 'key' ? principal.keyId : principal.userId,
    source: edge.door === 'page' ? 'ui' : 'api',
    requestId: edge.requestId,
    ip: edge.ip,
    userAgent: edge.userAgent,
    proof:
      principal.kind === 'key'
        ? { kind: 'key', keyId: principal.keyId, secretHash: principal.secretHash }
        : { kind: 'session', sid: principal.sid, accountId: principal.accountId, epoch: principal.epoch },
  };
}
