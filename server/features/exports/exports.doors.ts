// The routes of exports: their bodies are streams, so they stand beside the router. Who asks, what is refused and how it is
// said are the same as at the other doors.
import type { Route } from '../../http/routes.ts';
import { toAppError } from '../../errors.ts';
import { reportFailure } from '../../observability/failures.ts';
import { requestContext, type Identify } from '../../trpc/request.ts';
import { sendError } from '../../trpc/rest-door.ts';
import { downloadList } from './exports.download.ts';
import { exported } from './exports.nouns.ts';

export const exportRoutes = (identify: Identify): Route[] =>
  exported.map((list) => ({
    method: 'GET',
    path: `/api/${list.many}.csv`,
    door: 'rest',
    async handle(req, res, edge, { url }) {
      try {
        const context = await requestContext(edge, identify, { req, res });
        if (context.reply.cookies.length > 0) res.appendHeader('Set-Cookie', context.reply.cookies);
        await downloadList(context, res, list, url.searchParams);
      } catch (thrown) {
        if (res.headersSent) return void res.destroy();
        const error = toAppError(thrown);
        reportFailure(error, { edge, path: 'exports' });
        sendError(res, error, edge.requestId);
      }
    },
  }));
