// The routes of imports whose bodies are streams: the upload by programs and by the page, and the file of failed rows.
import { importNouns } from '../../../app/contracts/import-fields.ts';
import { paths } from '../../../app/paths.ts';
import type { Route } from '../../http/routes.ts';
import { sendJson } from '../../trpc/rest-door.ts';
import type { Identify } from '../../trpc/request.ts';
import { byScript, seeOther, sendStream, takeStream, withReply } from '../../trpc/stream-door.ts';
import { kindOf } from './kinds/kinds.ts';
import { downloadErrors } from './imports.download.ts';
import { takeUpload } from './imports.upload.ts';

const about = { feature: 'imports', page: paths.import };

export const importRoutes = (identify: Identify): Route[] => [
  ...importNouns.map((noun): Route => ({
    method: 'POST',
    path: `/api/${kindOf(noun).many}/import`,
    door: 'rest',
    body: 'stream',
    csrf: 'self',
    handle: (req, res, edge, { url }) =>
      takeStream({ req, res, edge, identify, url }, about, async (context, body) => {
        const { jobId } = await takeUpload(context, req, body, { run: true, noun });
        withReply(res, context);
        if (context.dryRun) res.setHeader('X-Dry-Run', 'true');
        else res.setHeader('Location', `/api/jobs/${jobId ?? ''}`);
        sendJson(res, context.dryRun ? 200 : 202, { jobId });
      }),
  })),
  {
    method: 'POST',
    path: paths.importUpload,
    door: 'page',
    body: 'stream',
    handle: (req, res, edge, { url }) =>
      takeStream({ req, res, edge, identify, url }, about, async (context, body) => {
        const { id } = await takeUpload(context, req, body, { run: false, noun: null });
        withReply(res, context);
        const location = paths.importStep(id, 'map');
        if (byScript(req)) sendJson(res.setHeader('Location', location), 201, { id });
        else seeOther(res, location);
      }),
  },
  {
    method: 'GET',
    path: '/api/imports/:id/errors.csv',
    door: 'rest',
    handle: (req, res, edge, { params, url }) =>
      sendStream({ req, res, edge, identify, url }, about, (context) =>
        downloadErrors(context, res, params['id'] ?? '', url.searchParams),
      ),
  },
];
