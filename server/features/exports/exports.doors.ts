// The routes of exports: their bodies are streams, so they stand beside the router.
import type { Route } from '../../http/routes.ts';
import type { Identify } from '../../trpc/request.ts';
import { sendStream } from '../../trpc/stream-door.ts';
import { downloadList } from './exports.download.ts';
import { exported } from './exports.nouns.ts';

export const exportRoutes = (identify: Identify): Route[] =>
  exported.map((list) => ({
    method: 'GET',
    path: `/api/${list.many}.csv`,
    door: 'rest',
    handle: (req, res, edge, { url }) =>
      sendStream({ req, res, edge, identify, url }, { feature: 'exports' }, (context) =>
        downloadList(context, res, list, url.searchParams),
      ),
  }));
