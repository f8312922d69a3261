// Taking in a file: POST /api/<noun>/import, which begins at once, and the import page's form, which says the noun and goes on
// to the mapping. Whether one may is asked before a byte is taken; the file is never held in memory.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { importDecisions } from '../../../app/contracts/import-records.ts';
import { importFields, importNouns, type ImportNoun } from '../../../app/contracts/import-fields.ts';
import { duplicatePolicies, type Detected, type Mapping } from '../../../app/contracts/imports.ts';
import { uuidv7 } from '../../../db/ids.ts';
import { withTenant, type TenantOptions, type Tx } from '../../../db/tenant.ts';
import { holds } from '../../auth/permissions.ts';
import { env } from '../../env.ts';
import { AppError } from '../../errors.ts';
import { boundaryOf, fieldText, partsOf, type Part } from '../../http/multipart.ts';
import type { StreamBody } from '../../http/stream-body.ts';
import {
  keptFile,
  keptFolder,
  removeFile,
  shownName,
  sizeInWords,
  takeFile,
  type TakenFile,
} from '../../kept-files.ts';
import { tenantContext, type RequestContext } from '../../trpc/context.ts';
import { FORM_KEY_FIELD } from '../../../app/contracts/form-key.ts';
import { claimOf, isKnown, once, requireSoundKey } from '../../trpc/idempotency.ts';
import { formKey } from '../../trpc/idempotency-key.ts';
import { detect } from './csv/detect.ts';
import { fileSource } from './csv/reader.ts';
import { refuseForeign } from './csv/refusals.ts';
import { chosenMapping, firstMapping, lockedHere, startRun } from './imports.actions.ts';
import { holdingPlace, refuseTooManyAtOnce, refuseTooManyThisHour } from './imports.limits.ts';
import { findTenantReading, insertImport } from './imports.records.queries.ts';
import { kindOf } from './kinds/kinds.ts';
import { withoutLockedColumns } from './locked-columns.ts';
import { checkMapping } from './mapping-check.ts';
import { requireCreate } from './session.ts';

export interface Uploaded {
  id: string;
  /** null where a person maps the columns first */
  jobId: string | null;
}

interface Options {
  /** null where the form says it */
  noun: ImportNoun | null;
  /** begin with the suggested or sent mapping */
  run: boolean;
}

const FORM_BYTES = 512 * 1024;

export async function takeUpload(
  context: RequestContext,
  req: IncomingMessage,
  body: StreamBody,
  { run, noun }: Options,
): Promise<Uploaded> {
  const asked = tenantContext(context);
  requireSoundKey(context);
  const options = { permission: 'import:create', label: 'imports.upload', dryRun: context.dryRun };
  await withTenant(asked, { ...options, readOnly: true }, async (tx) => {
    if (noun) await requireRight(tx, noun);
    // whoever repeats an upload begins none
    if (!(await isKnown(context, CALL, tx))) await refuseTooManyThisHour(tx, false);
  });
  const boundary = boundaryOf(req.headers['content-type']);
  const limit = env.LIMIT_UPLOAD_BYTES;
  if (Number(req.headers['content-length'] ?? 0) > limit + FORM_BYTES) throw fileTooLarge(limit);
  return holdingPlace(asked.tenantId, async () => {
    const id = uuidv7();
    const filePath = `${keptFolder(asked.tenantId, 'imports')}/${id}`;
    let kept = false;
    try {
      const form = await readForm(partsOf(body, boundary), { filePath, limit, noun });
      const detected = await detect(fileSource(keptFile(filePath)));
      const effect = (tx: Tx): Promise<Uploaded> => keep(tx, { id, form, detected, run });
      const uploaded = await uploadOnce(context, form, options, effect);
      kept = !context.dryRun && uploaded.id === id;
      return uploaded;
    } finally {
      if (!kept) await removeFile(filePath);
    }
  });
}

/** Whoever may not create such records brings none. */
async function requireRight(tx: Tx, noun: ImportNoun): Promise<void> {
  const { permissions } = await tx.entered;
  requireCreate(kindOf(noun), (permission) => holds(permissions, permission));
}

const CALL = 'imports.upload';

/** The same form under the same key is the same import; its file is not kept a second time. */
async function uploadOnce(
  context: RequestContext,
  { key, file, ...sent }: Form,
  options: TenantOptions,
  effect: (tx: Tx) => Promise<Uploaded>,
): Promise<Uploaded> {
  const keyed = key ? { ...context, idempotency: formKey(key) } : context;
  const input = { ...sent, file: { sha256: file.sha256, size: file.size } };
  const claim = claimOf(keyed, { name: CALL, input, code: 202 });
  if (!claim) return withTenant(tenantContext(context), options, effect);
  return (await once(keyed, claim, options, effect)).data as Uploaded;
}

type Policy = (typeof duplicatePolicies)[number];

interface Form {
  noun: ImportNoun;
  fileName: string;
  file: TakenFile;
  policy?: Policy;
  source?: string;
  mapping?: z.output<typeof sentMapping>;
  /** the hidden key of the page's form */
  key?: string;
}

async function keep(
  tx: Tx,
  { id, form, detected, run }: { id: string; form: Form; detected: Detected; run: boolean },
): Promise<Uploaded> {
  const { file, fileName, mapping: sent, policy, source } = form;
  await requireRight(tx, form.noun);
  await refuseTooManyThisHour(tx, true);
  if (run) await refuseTooManyAtOnce(tx, null);
  const kind = kindOf(form.noun);
  const suggested = await firstMapping(tx, kind, detected);
  const locked = await lockedHere(tx, kind);
  // what nobody will look at is not left out in silence
  const proposed = run ? suggested : withoutLockedColumns(suggested, locked);
  const mapping = sent ? asSent(sent, detected, proposed) : proposed;
  if (run) checkMapping(kind, mapping, detected.width, locked);
  await insertImport(tx, {
    id,
    noun: kind.noun,
    fileName,
    filePath: file.path,
    fileSha256: file.sha256,
    fileSize: file.size,
    detected,
    mapping,
    settings: {
      duplicates: policy ?? 'update',
      ...(await findTenantReading(tx)),
      ...(source && { externalSource: source }),
      reading: {},
    },
  });
  return { id, jobId: run ? (await startRun(tx, id)).jobId : null };
}

const byHeader = z.record(z.string().max(1000), z.enum(importFields).nullable());
const sentMapping = z.union([byHeader, importDecisions.shape.columns]);

/** Columns are named by header or by place; the ones not named are ignored. */
function asSent(sent: z.output<typeof sentMapping>, detected: Detected, mapping: Mapping): Mapping {
  if (Array.isArray(sent)) return chosenMapping({ detected, mapping }, sent);
  const unknown = Object.keys(sent).find(
    (name) => !detected.columns.some(({ header }) => header.trim() === name),
  );
  if (unknown !== undefined)
    throw wrongField('mapping', `The file has no column "${unknown.slice(0, 100)}".`);
  const chosen = detected.columns.flatMap(({ index, header }) => {
    const field = Object.hasOwn(sent, header.trim()) ? sent[header.trim()] : undefined;
    return field ? [{ index, field }] : [];
  });
  return chosenMapping({ detected, mapping }, chosen);
}

/** The parts of the form in any order; the file goes to its place as it comes. */
async function readForm(
  parts: AsyncIterable<Part>,
  { filePath, limit, noun }: { filePath: string; limit: number; noun: ImportNoun | null },
): Promise<Form> {
  const seen = new Set<string>();
  const form: Partial<Form> & Pick<Form, 'noun'> = { noun: noun ?? 'lead' };
  for await (const part of parts) {
    const { name } = part;
    if (seen.has(name)) throw wrongField(name, 'Sent more than once.');
    seen.add(name);
    if (name === 'file' || name === 'text') {
      if (form.file) throw wrongField(name, 'Send one file at a time.');
      form.file = await takeFile(filePath, refusingForeign(part.body), {
        limit,
        tooLarge: fileTooLarge,
      });
      form.fileName = shownName(part.fileName, 'Pasted rows');
      if (form.file.size === 0 && !part.fileName) throw noFile(name);
    } else if (name === 'policy') form.policy = policyField(await fieldText(part, 100));
    else if (name === 'noun' && !noun) form.noun = nounField(await fieldText(part, 100));
    else if (name === 'source') form.source = (await fieldText(part, 400)).trim().slice(0, 100);
    else if (name === FORM_KEY_FIELD) form.key = await fieldText(part, 100);
    else if (name === 'mapping') form.mapping = mappingField(await fieldText(part, FORM_BYTES / 2));
    else throw wrongField(name.slice(0, 100), 'This form has no such field.');
  }
  const { file, fileName, ...rest } = form;
  if (!file || fileName === undefined) throw noFile('file');
  return { file, fileName, ...rest };
}

function nounField(text: string): ImportNoun {
  const noun = importNouns.find((known) => known === text.trim());
  if (!noun) throw wrongField('noun', `Choose one of ${importNouns.join(', ')}.`);
  return noun;
}

function policyField(text: string): Policy {
  const policy = duplicatePolicies.find((known) => known === text.trim());
  if (!policy) throw wrongField('policy', `Choose one of ${duplicatePolicies.join(', ')}.`);
  return policy;
}

function mappingField(text: string): z.output<typeof sentMapping> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw wrongField('mapping', 'This is not JSON.');
  }
  const { data } = sentMapping.safeParse(value);
  if (!data)
    throw wrongField('mapping', `Send an object of header → field. Fields: ${importFields.join(', ')}.`);
  return data;
}

/** Another kind of file shows in its first bytes: no need to take all of it. */
async function* refusingForeign(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const piece of bytes) {
    if (first && piece.length >= 512) refuseForeign(piece);
    first = false;
    yield piece;
  }
}

const fileTooLarge = (limit: number): AppError =>
  new AppError('PayloadTooLarge', 'import.too_large', `The file is larger than ${sizeInWords(limit)}.`, {
    hint: 'Split it into parts with the same header line and import them one after the other.',
  });

const wrongField = (field: string, message: string): AppError =>
  new AppError('Unprocessable', 'upload.field', `${field}: ${message}`, { details: { [field]: [message] } });

const noFile = (field: string): AppError =>
  new AppError('Unprocessable', 'upload.no_file', 'There is no file in what was sent.', {
    details: { [field]: ['Choose a file, or paste its rows.'] },
    hint: 'Choose a file, or paste its rows.',
  });
