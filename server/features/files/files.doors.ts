// The routes of attachments whose bodies are streams: brought by programs and by the pages of records, and fetched.
import { paths, type RecordNoun } from '../../../app/paths.ts';
import { id as idField } from '../../../app/contracts/fields.ts';
import { notFound } from '../../errors.ts';
import type { Route } from '../../http/routes.ts';
import { recordTables } from '../../records/tables.ts';
import type { Identify } from '../../trpc/request.ts';
import { sendJson } from '../../trpc/rest-door.ts';
import { byScript, seeOther, sendStream, takeStream, withReply } from '../../trpc/stream-door.ts';
import { sendAttachment } from './files.download.ts';
import { takeAttachment } from './files.upload.ts';

const nouns = Object.keys(recordTables) as RecordNoun[];

export const fileRoutes = (identify: Identify): Route[] =>
  nouns.flatMap((noun) => [
    upload(identify, noun, 'rest'),
    upload(identify, noun, 'page'),
    download(identify, noun),
  ]);

const upload = (identify: Identify, noun: RecordNoun, door: 'rest' | 'page'): Route => ({
  method: 'POST',
  path: `${door === 'rest' ? '/api' : ''}${paths.records(noun)}/:id/files`,
  door,
  body: 'stream',
  ...(door === 'rest' && { csrf: 'self' as const }),
  handle: (req, res, edge, { params, url }) => {
    const recordId = params['id'] ?? '';
    const page = `${paths.record(noun, encodeURIComponent(recordId))}#attachments`;
    const about = { feature: 'files', page };
    return takeStream({ req, res, edge, identify, url }, about, async (context, body) => {
      if (!idField.safeParse(recordId).success) throw notFound(noun);
      const { id } = await takeAttachment(context, req, body, { noun, recordId });
      withReply(res, context);
      if (door === 'page' && !byScript(req)) {
        seeOther(res, page);
        return;
      }
      if (context.dryRun) res.setHeader('X-Dry-Run', 'true');
      else
        res.setHeader('Location', door === 'page' ? page : `/api${paths.record(noun, recordId)}/files/${id}`);
      sendJson(res, context.dryRun ? 200 : 201, { id });
    });
  },
});

const download = (identify: Identify, noun: RecordNoun): Route => ({
  method: 'GET',
  path: `/api${paths.records(noun)}/:id/files/:fileId`,
  door: 'rest',
  handle: (req, res, edge, { params, url }) =>
    sendStream({ req, res, edge, identify, url }, { feature: 'files' }, (context) =>
      sendAttachment(context, res, noun, { ...Object.fromEntries(url.searchParams), ...params }),
    ),
});
