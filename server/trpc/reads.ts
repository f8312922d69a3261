// How a query reads: in the transaction its page shares, where it was called by a page's loader, else in one of its own.
import { SharedRead, type Reader } from '../../db/shared-read.ts';
import { withTenant, type Tx } from '../../db/tenant.ts';
import { tenantContext, type RequestContext } from './context.ts';

export const readTenant = <T>(
  ctx: RequestContext,
  { permission, label }: Reader,
  fn: (tx: Tx) => Promise<T>,
): Promise<T> =>
  ctx.reads
    ? ctx.reads.read({ permission, label }, fn)
    : withTenant(tenantContext(ctx), { permission, label, readOnly: true }, fn);

/** The context of a request whose queries share one transaction. */
export const sharingReads = (ctx: RequestContext): RequestContext => ({
  ...ctx,
  reads: new SharedRead(() => tenantContext(ctx)),
});
