// One request of a page → the context its loaders and actions share. Identity is asked for once, however many loaders run,
// and what they read is read in one transaction.
import { createCaller, type Caller } from '../../server/trpc/caller.ts';
import type { RequestContext } from '../../server/trpc/context.ts';
import { formKey } from '../../server/trpc/idempotency-key.ts';
import { sharingReads } from '../../server/trpc/reads.ts';
import { requestContext } from '../../server/trpc/request.ts';
import { identify } from '../../server/auth/principal.ts';
import type { AppLoadContext } from '../remix.ts';

const opened = new WeakMap<AppLoadContext, Promise<RequestContext>>();

export function contextOf(context: AppLoadContext): Promise<RequestContext> {
  const known = opened.get(context);
  if (known) return known;
  const opening = requestContext(context.edge, identify).then((made) => {
    context.cookies.push(...made.reply.cookies.splice(0));
    context.wait.retryAfter = made.refusal?.retryAfter;
    return sharingReads({ ...made, idempotency: formKey(context.formKey) });
  });
  opened.set(context, opening);
  return opening;
}

export type Part = 'loader' | 'action';

/** The router as the signed-in person. Cookies that a procedure sets go out with the page. */
export async function callerOf(
  context: AppLoadContext,
  part: Part,
): Promise<{ caller: Caller; request: RequestContext }> {
  const request = await contextOf(context);
  const forPage: RequestContext = {
    ...request,
    reply: { cookies: context.cookies, headers: {} },
    // an action reads what it is about to change: each time anew
    reads: part === 'loader' ? request.reads : undefined,
  };
  return { caller: createCaller(forPage), request: forPage };
}
