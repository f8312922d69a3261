// The rows that did not go in, as a CSV file: the original columns with line, column, reason and suggestion behind them.
// Streamed page by page, each in a short transaction of its own that asks anew whether one may.
import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { id as idField } from '../../../app/contracts/fields.ts';
import type { ImportRow } from '../../../app/contracts/import-records.ts';
import { withTenant, type Tx } from '../../../db/tenant.ts';
import { asQueryFault, toAppError } from '../../errors.ts';
import { ClientGone } from '../../http/body.ts';
import { DOWNLOAD_POLICY, setHeaders } from '../../http/headers.ts';
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
    findRows(tx, { id, outcome, phase: found.hasRun ? 'run' : 'preview', after, limit: PAGE });
  const [found, first] = await enter(async (tx) => {
    const record = await requireImport(tx, id);
    return [record, await read(record, 0)(tx)] as const;
  });
  setHeaders(res, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': attachment(found.fileName, outcome),
    'Content-Security-Policy': DOWNLOAD_POLICY,
    'Cache-Control': 'no-store',
  });
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

/** "fair.csv" becomes "fair - failed rows.csv", spelled for old and new readers of the header. */
function attachment(fileName: string, outcome: 'fail' | 'skip'): string {
  const base = fileName.replace(/\.[a-z0-9]{1,5}$/i, '');
  const name = `${base} - ${outcome === 'fail' ? 'failed' : 'skipped'} rows.csv`;
  const plain = name.replace(/[^\w .()-]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeRfc8187(name)}`;
}

const encodeRfc8187 = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

async function write(res: ServerResponse, text: string): Promise<void> {
  if (res.destroyed) throw new ClientGone();
  if (!res.write(text)) {
    await new Promise<void>((resolve) => {
      const go = (): void => {
        res.off('drain', go).off('close', go);
        resolve();
      };
      res.on('drain', go).on('close', go);
    });
  }
}
