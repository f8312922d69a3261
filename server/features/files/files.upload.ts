// Taking in an attachment: whether one may is asked before a byte is taken; the file is never held in memory.
import type { IncomingMessage } from 'node:http';
import { FORM_KEY_FIELD } from '../../../app/contracts/form-key.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { withTenant, type TenantOptions, type Tx } from '../../../db/tenant.ts';
import { env } from '../../env.ts';
import { AppError } from '../../errors.ts';
import { boundaryOf, fieldText, partsOf, type Part } from '../../http/multipart.ts';
import type { StreamBody } from '../../http/stream-body.ts';
import { removeFile, shownName, sizeInWords, takeFile, type TakenFile } from '../../kept-files.ts';
import { tenantContext, type RequestContext } from '../../trpc/context.ts';
import { formKey } from '../../trpc/idempotency-key.ts';
import { claimOf, isKnown, once, requireSoundKey } from '../../trpc/idempotency.ts';
import { attachFile, filePath, requireHeld, requireRoom } from './files.actions.ts';
import type { OfRecord } from './files.queries.ts';
import { HEAD_BYTES, sniff } from './sniff.rules.ts';

const FORM_BYTES = 16 * 1024;

export async function takeAttachment(
  context: RequestContext,
  req: IncomingMessage,
  body: StreamBody,
  record: OfRecord,
): Promise<{ id: string }> {
  const asked = tenantContext(context);
  requireSoundKey(context);
  const options = {
    permission: `${record.noun}:update` as const,
    label: `${record.noun}.attach`,
    dryRun: context.dryRun,
  };
  await withTenant(asked, { ...options, readOnly: true }, async (tx) => {
    // whoever repeats an upload adds none
    if (await isKnown(context, callOf(record), tx)) await requireHeld(tx, record);
    else await requireRoom(tx, record);
  });
  const boundary = boundaryOf(req.headers['content-type']);
  const limit = env.LIMIT_FILE_BYTES;
  if (Number(req.headers['content-length'] ?? 0) > limit + FORM_BYTES) throw tooLarge(limit);
  const id = uuidv7();
  const path = filePath(asked.tenantId, id);
  try {
    const form = await readForm(partsOf(body, boundary), path, limit);
    const attached = await attachOnce(context, { ...form, id, record }, options);
    if (context.dryRun || attached.id !== id) await removeFile(path);
    return attached;
  } catch (thrown) {
    // what broke may have broken behind the commit: then the row is there, and otherwise the sweep takes the bytes
    if (thrown instanceof AppError) await removeFile(path);
    throw thrown;
  }
}

const callOf = ({ noun }: OfRecord): string => `${noun}.attach`;

interface Form {
  file: TakenFile;
  name: string;
  type: string;
  /** the hidden key of the page's form */
  key?: string;
}

/** The same file for the same record under the same key is attached once. */
async function attachOnce(
  context: RequestContext,
  { id, record, key, name, type, file: { size, sha256 } }: Form & { id: string; record: OfRecord },
  options: TenantOptions,
): Promise<{ id: string }> {
  const keyed = key ? { ...context, idempotency: formKey(key) } : context;
  const claim = claimOf(keyed, { name: callOf(record), input: { ...record, name, size, sha256 }, code: 201 });
  const effect = (tx: Tx): Promise<{ id: string }> =>
    attachFile(tx, record, { id, name, type, size, sha256 });
  if (!claim) return withTenant(tenantContext(context), options, effect);
  return (await once(keyed, claim, options, effect)).data as { id: string };
}

async function readForm(parts: AsyncIterable<Part>, path: string, limit: number): Promise<Form> {
  const form: Partial<Form> = {};
  for await (const part of parts) {
    if (part.name === FORM_KEY_FIELD) form.key = await fieldText(part, 100);
    else if (part.name !== 'file') throw wrongField(part.name.slice(0, 100), 'This form has no such field.');
    else if (form.file) throw wrongField('file', 'Send one file at a time.');
    else Object.assign(form, await readFile(part, path, limit));
  }
  const { file, name = '', type = '', key } = form;
  if (!file) throw noFile();
  return { file, name, type, ...(key !== undefined && { key }) };
}

async function readFile(part: Part, path: string, limit: number): Promise<Omit<Form, 'key'>> {
  const name = shownName(part.fileName, 'Unnamed file');
  const told = { type: '' };
  const file = await takeFile(path, sniffing(part.body, name, told), { limit, tooLarge });
  if (file.size === 0) throw part.fileName ? empty(name) : noFile();
  return { file, name, type: told.type };
}

/** Passes the bytes on once their beginning has told what they are. */
async function* sniffing(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  told: { type: string },
): AsyncGenerator<Uint8Array> {
  let head = Buffer.alloc(0);
  const tell = (): void => {
    told.type = sniff(head.subarray(0, HEAD_BYTES), name);
  };
  for await (const piece of bytes) {
    if (told.type) yield piece;
    else {
      head = Buffer.concat([head, piece]);
      if (head.length < HEAD_BYTES) continue;
      tell();
      yield head;
    }
  }
  if (told.type || head.length === 0) return;
  tell();
  yield head;
}

const tooLarge = (limit: number): AppError =>
  new AppError('PayloadTooLarge', 'file.too_large', `The file is larger than ${sizeInWords(limit)}.`, {
    hint: 'Attach a smaller one, or a link to where it lies.',
  });

const wrongField = (field: string, message: string): AppError =>
  new AppError('Unprocessable', 'upload.field', `${field}: ${message}`, { details: { [field]: [message] } });

const noFile = (): AppError =>
  new AppError('Unprocessable', 'upload.no_file', 'There is no file in what was sent.', {
    details: { file: ['Choose a file.'] },
    hint: 'Choose a file.',
  });

const empty = (name: string): AppError =>
  new AppError('Unprocessable', 'file.empty', `${name} is empty.`, {
    details: { file: [`${name} is empty.`] },
    hint: 'Choose another file.',
  });
