// What is decided about an import between its upload and its result: how the file is read, what its columns fill, and when
// its rows are checked and brought in. Rows themselves are the business of imports.jobs.ts.
import type { z } from 'zod';
import type { importMapping, importReading } from '../../../app/contracts/import-records.ts';
import { fieldsOf, type ImportField } from '../../../app/contracts/import-fields.ts';
import type { Detected, Mapping } from '../../../app/contracts/imports.ts';
import { uuidv7 } from '../../../db/ids.ts';
import type { Tx } from '../../../db/tenant.ts';
import { fieldRightsOf } from '../../auth/field-rules.ts';
import { AppError, fieldsLocked, notFound } from '../../errors.ts';
import { enqueue } from '../../jobs/enqueue.ts';
import type { Enter } from '../../trpc/procedures.ts';
import { detect } from './csv/detect.ts';
import { fileSource } from './csv/reader.ts';
import { keptFile } from '../../kept-files.ts';
import { refuseTooManyAtOnce } from './imports.limits.ts';
import * as records from './imports.records.queries.ts';
import type { ImportKind } from './kinds/kind.ts';
import { kindOf } from './kinds/kinds.ts';
import { lockedColumns, withoutLockedColumns } from './locked-columns.ts';
import { checkMapping, rememberedMapping } from './mapping-check.ts';
import { suggestMapping } from './mapping.ts';

export async function requireImport(tx: Tx, id: string): Promise<records.StoredImport> {
  const found = await records.findImport(tx, id);
  if (!found) throw notFound('import');
  return found;
}

/** The same, locked until the end of the transaction. */
async function holdImport(tx: Tx, id: string): Promise<records.StoredImport> {
  await records.lockImport(tx, id);
  return requireImport(tx, id);
}

/** Fields that columns may not fill for this person. */
export const lockedHere = async (tx: Tx, kind: ImportKind): Promise<readonly ImportField[]> =>
  lockedColumns(kind, await fieldRightsOf(tx, kind.noun));

/** A mapping for a file seen for the first time: as a person mapped the same columns before, else as the rules suggest. */
export async function firstMapping(tx: Tx, kind: ImportKind, detected: Detected): Promise<Mapping> {
  const remembered = await records.findRememberedMapping(tx, kind.noun, detected.headerKey);
  return remembered ? rememberedMapping(kind, remembered, detected) : suggestMapping(detected, kind);
}

/** Reads the file again as told. What was mapped stays where the columns have not changed. */
export async function configureImport(
  enter: Enter,
  input: z.output<typeof importReading>,
): Promise<{ id: string }> {
  const { id, dateOrder, ...reading } = input;
  const before = await enter({ readOnly: true }, (tx) => requireImport(tx, id));
  refuseSettled(before);
  const detected = await detect(fileSource(keptFile(before.filePath)), reading);
  return enter({}, async (tx) => {
    const now = await holdImport(tx, id);
    refuseSettled(now);
    const kind = kindOf(now.noun);
    const sameColumns = JSON.stringify(headersOf(now.detected)) === JSON.stringify(headersOf(detected));
    const mapping = sameColumns
      ? now.mapping
      : withoutLockedColumns(await firstMapping(tx, kind, detected), await lockedHere(tx, kind));
    await stopJob(tx, now);
    await records.updateImport(tx, id, {
      detected,
      mapping: withDateOrder(mapping, detected, dateOrder),
      settings: { ...now.settings, reading },
      status: 'uploaded',
      counts: {},
    });
    return { id };
  });
}

const headersOf = ({ columns }: Detected): string[] => columns.map(({ header }) => header);

/** A file's dates are written one way: the order chosen for it holds for every column whose values do not say otherwise. */
function withDateOrder(
  mapping: Mapping,
  detected: Detected,
  dateOrder: z.output<typeof importReading>['dateOrder'],
): Mapping {
  if (!dateOrder) return mapping;
  return {
    columns: mapping.columns.map((column) =>
      detected.columns[column.index]?.dates === 'none' ? column : { ...column, dateOrder },
    ),
  };
}

/** Keeps what each column fills and how duplicates are met. Checked at once, so that a preview never starts in vain. */
export async function mapImport(tx: Tx, input: z.output<typeof importMapping>): Promise<{ id: string }> {
  const before = await holdImport(tx, input.id);
  refuseSettled(before);
  const mapping = chosenMapping(before, input.columns);
  const kind = kindOf(before.noun);
  const locked = await lockedHere(tx, kind);
  checkMapping(kind, mapping, before.detected.width, locked);
  const { duplicates, externalSource, sourceId } = input;
  if (sourceId && locked.includes('source')) throw fieldsLocked(['sourceId']);
  const hasSource = fieldsOf[kind.noun].includes('source');
  if (sourceId && !(hasSource && (await records.isLeadSource(tx, sourceId)))) throw noSuchSource();
  const settings = { ...before.settings };
  if (duplicates !== undefined) settings.duplicates = duplicates;
  if (externalSource) settings.externalSource = externalSource;
  else if (externalSource === '') delete settings.externalSource;
  if (sourceId !== undefined) settings.sourceId = sourceId;
  await stopJob(tx, before);
  await records.updateImport(tx, input.id, { mapping, settings, status: 'mapped', counts: {} });
  return { id: input.id };
}

function noSuchSource(): AppError {
  const message = 'There is no such lead source.';
  return new AppError('NotFound', 'record.reference_not_found', message, {
    details: { sourceId: [message] },
  });
}

/** One entry per column of the file. An untouched suggestion keeps its reason; anything else was a person's choice. */
export function chosenMapping(
  { detected, mapping }: Pick<records.StoredImport, 'detected' | 'mapping'>,
  chosen: z.output<typeof importMapping>['columns'],
): Mapping {
  const outside = chosen.find(({ index }) => index >= detected.width);
  if (outside) {
    const message = 'The file has no such column.';
    throw new AppError('Unprocessable', 'import.columns', message, {
      details: { [`columns.${chosen.indexOf(outside)}`]: [message] },
    });
  }
  return {
    columns: detected.columns.map(({ index, header }) => {
      const choice = chosen.find((column) => column.index === index);
      const before = mapping.columns.find((column) => column.index === index);
      const dateOrder = choice?.dateOrder ?? before?.dateOrder;
      const kept = before?.field === (choice?.field ?? null) ? before : undefined;
      const { confidence, reason } = kept ?? { confidence: 1, reason: '' };
      return {
        index,
        header,
        field: choice?.field ?? null,
        confidence,
        reason,
        ...(dateOrder && { dateOrder }),
      };
    }),
  };
}

type Started = { id: string; jobId: string };

/** Starts the check of every row; a check that goes on is given up for it. */
export async function startPreview(tx: Tx, id: string): Promise<Started> {
  const before = await holdImport(tx, id);
  refuseSettled(before);
  const kind = kindOf(before.noun);
  checkMapping(kind, before.mapping, before.detected.width, await lockedHere(tx, kind));
  await refuseTooManyAtOnce(tx, id);
  await stopJob(tx, before);
  await records.deletePreview(tx, id);
  return startJob(tx, { id, type: 'import.preview', total: before.detected.rowsEstimate });
}

/** Brings the rows in; after a stop or a failure it goes on where it was. */
export async function startRun(tx: Tx, id: string): Promise<Started> {
  const before = await holdImport(tx, id);
  if (before.status === 'running' || before.status === 'done') {
    throw new AppError('Conflict', 'import.ran', 'This import runs or has run already.', {
      hint: 'Upload the file again to import it once more; rows that are here already are not doubled.',
    });
  }
  const kind = kindOf(before.noun);
  checkMapping(kind, before.mapping, before.detected.width, await lockedHere(tx, kind));
  await refuseTooManyAtOnce(tx, id);
  await stopJob(tx, before);
  const total = before.status === 'previewed' ? before.counts?.rows : undefined;
  return startJob(tx, { id, type: 'import.run', total: total ?? before.detected.rowsEstimate });
}

async function startJob(
  tx: Tx,
  { id, type, total }: { id: string; type: 'import.preview' | 'import.run'; total: number },
): Promise<Started> {
  const jobId = uuidv7();
  await records.insertJob(tx, { id: jobId, type, importId: id, total });
  const status = type === 'import.run' ? 'running' : 'previewing';
  await records.updateImport(tx, id, { jobId, status, counts: {} });
  await enqueue(tx, type, { importId: id, jobId });
  return { id, jobId };
}

/** Stops a check or a run. What a run has brought in stays, and it can be taken up again. */
export async function cancelImport(tx: Tx, id: string): Promise<{ id: string }> {
  const before = await holdImport(tx, id);
  const goesOn = before.status === 'previewing' || before.status === 'running';
  if (!goesOn || !(await stopJob(tx, before))) {
    throw new AppError('Conflict', 'import.not_running', 'Nothing of this import goes on at the moment.');
  }
  await records.updateImport(tx, id, { status: before.status === 'running' ? 'cancelled' : 'mapped' });
  return { id };
}

const stopJob = async (tx: Tx, { jobId }: Pick<records.StoredImport, 'jobId'>): Promise<boolean> =>
  jobId !== null && (await records.cancelJob(tx, jobId));

/** Once rows have gone in, how they were read is history. */
function refuseSettled({ hasRun }: Pick<records.StoredImport, 'hasRun'>): void {
  if (!hasRun) return;
  throw new AppError('Conflict', 'import.settled', 'Rows of this import have gone in already.', {
    hint: 'Upload the file again to read or map it in another way.',
  });
}
