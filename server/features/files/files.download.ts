// Sending an attachment: the row is read under the record's policies before a byte is sent. Whatever it is, it is sent as
// bytes to be saved, so that nothing in it is ever shown or run as a page of ours.
import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { fileOfRecord } from '../../../app/contracts/files.ts';
import type { RecordNoun } from '../../../app/paths.ts';
import { withTenant } from '../../../db/tenant.ts';
import { AppError, asQueryFault, toAppError } from '../../errors.ts';
import { beginDownload } from '../../http/download.ts';
import { keptFile } from '../../kept-files.ts';
import { tenantContext, type RequestContext } from '../../trpc/context.ts';
import { filePath, requireFile } from './files.actions.ts';
import { UNKNOWN } from './sniff.rules.ts';

export async function sendAttachment(
  context: RequestContext,
  res: ServerResponse,
  noun: RecordNoun,
  asked: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { id, fileId } = readAsked(asked);
  const tenant = tenantContext(context);
  const options = { permission: `${noun}:read` as const, label: `${noun}.download`, readOnly: true };
  const file = await withTenant(tenant, options, (tx) => requireFile(tx, { noun, recordId: id }, fileId));
  const bytes = createReadStream(keptFile(filePath(tenant.tenantId, fileId)));
  await opened(bytes);
  beginDownload(res, { name: file.name, type: UNKNOWN, size: file.size });
  await pipeline(bytes, res);
}

const opened = (bytes: ReturnType<typeof createReadStream>): Promise<void> =>
  new Promise((resolve, reject) => {
    bytes.once('open', () => resolve()).once('error', (cause) => reject(lost(cause)));
  });

/** The row is there and its bytes are not: somebody has restored one without the other. */
const lost = (cause: unknown): AppError =>
  new AppError('Unavailable', 'file.lost', 'The content of this file cannot be found at the moment.', {
    hint: 'Tell your administrator the request id.',
    retryAfter: 600,
    cause,
  });

function readAsked(given: unknown): { id: string; fileId: string } {
  try {
    return fileOfRecord.parse(given);
  } catch (error) {
    throw asQueryFault(toAppError(error));
  }
}
