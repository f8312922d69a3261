// The rows that did not go in, as a CSV file: the original columns with line, column, reason and suggestion behind them.
// Streamed page by page, each in a short transaction of its own that asks anew whether one may.
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { id as idField } from '../../../app/contracts/fields.ts';
import type { ImportRow } from '../../../app/contracts/import-records.ts';
import { withTenant, type Tx } from '../../../db/tenant.ts';
import { asQueryFault, toAppError } from '../../errors.ts';
import { beginCsv, write } from '../../http/download.ts';
import { tenantContext, type RequestContext } from '../../trpc/context.ts';
import { errorFileHead, errorFileLine } from './error-file.ts';
import { requireImport } from './imports.actions.ts';
import type { StoredImport } from './imports.records.queries.ts';
import { findRows } from './imports.rows.queries.ts';

const PAGE = 500;

const wanted = z.strictObject({
  id: idField,
  outcome: z.enum(['fail', 'skip'], 'Choose fail or skip.').default('fail'),
});

export async function downloadErrors(
  context: RequestContext,
  res: ServerResponse,
  importId: string,
  query: URLSearchParams,
): Promise<void> {
  const { id, outcome } = readWanted({ ...Object.fromEntries(query), id: importId });
  const enter = <T>(fn: (tx: Tx) => Promise<T>): Promise<T> =>
    withTenant(
      tenantContext(context),
      { permission: 'import:read', label: 'imports.errors', readOnly: true },
      fn,
    );
  const read = (found: StoredImport, after: number) => (tx: Tx) =>
    findRows(tx, {
      id,
      noun: found.noun,
      outcome,
      phase: found.hasRun ? 'run' : 'preview',
      after,
      limit: PAGE,
    });
  const [found, first] = await enter(async (tx) => {
    const record = await requireImport(tx, id);
    return [record, await read(record, 0)(tx)] as const;
  });
  beginCsv(res, nameOf(found.fileName, outcome));
  const { columns, width } = found.detected;
  await write(res, errorFileHead(columns.map(({ header, label }) => header || label)));
  for (let rows = first; rows.length > 0; rows = await enter(read(found, rows.at(-1)?.rowNo ?? 0))) {
    await write(res, rows.map((row) => errorFileLine(lineOf(row), width)).join(''));
    if (rows.length < PAGE || res.destroyed) break;
  }
  res.end();
}

const lineOf = ({ lineNo, rowNo, cells, issues }: ImportRow) => ({ lineNo: lineNo ?? rowNo, cells, issues });

function readWanted(given: unknown): z.output<typeof wanted> {
  try {
    return wanted.parse(given);
  } catch (error) {
    throw asQueryFault(toAppError(error));
  }
}

/** "fair.csv" becomes "fair - failed rows.csv". */
function nameOf(fileName: string, outcome: 'fail' | 'skip'): string {
  const base = fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
  return `${base} - ${outcome === 'fail' ? 'failed' : 'skipped'} rows.csv`;
}
