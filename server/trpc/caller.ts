// In-process callers: the web's edge wrappers and jobs. Same router, same procedures, same errors as over HTTP.
import { toAppError } from '../errors.ts';
import { reportFailure } from '../observability/failures.ts';
import type { RequestContext } from './context.ts';
import { createCallerFactory } from './procedures.ts';
import { appRouter } from './router.ts';

const factory = createCallerFactory(appRouter);

/** Calls throw TRPCError; `toAppError` of server/errors.ts turns it into the envelope's terms. */
export const createCaller = (context: RequestContext) =>
  factory(context, {
    // createCallerFactory's own onError never fires; this one does
    onError: ({ error, path }) =>
      reportFailure(toAppError(error), { edge: context.edge, path: path ?? 'unknown' }),
  });

export type Caller = ReturnType<typeof createCaller>;
