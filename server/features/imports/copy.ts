// Rows on their way into a temporary table: COPY's text format, written in pieces so that a slow server holds us back.
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { setImmediate as immediately } from 'node:timers/promises';
import { errorCode } from '../../../db/errors.ts';
import type { Tx } from '../../../db/tenant.ts';

export type Value = string | number | boolean | null | undefined | object;

const PIECE = 64 * 1024;
const SPECIAL = /[\\\n\r\t]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function field(value: Value): string {
  if (value === null || value === undefined) return '\\N';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return SPECIAL.test(text) ? text.replace(/[\\\n\r\t]/g, (sign) => ESCAPES[sign] ?? sign) : text;
}

const line = (row: readonly Value[]): string => `${row.map(field).join('\t')}\n`;

/** Sends rows through the stream of a COPY … FROM STDIN. Resolves when the server has taken them, rejects when it has not. */
export async function sendRows(tx: Tx, stream: Writable, rows: Iterable<readonly Value[]>): Promise<void> {
  let fault: Error | undefined;
  stream.on('error', (error) => (fault = error));
  let piece = '';
  for (const row of rows) {
    piece += line(row);
    if (piece.length < PIECE) continue;
    if (fault) throw fault;
    if (!stream.write(piece)) await once(stream, 'drain');
    piece = '';
  }
  stream.end(piece);
  await taken(tx);
}

/**
 * The client says nothing when a COPY fails or its connection is lost after the last byte. Whatever is asked next on the
 * connection answers behind the COPY, and fails if that has failed; before the last byte is out, it is refused.
 */
async function taken(tx: Tx): Promise<void> {
  for (;;) {
    try {
      await tx.raw`select 1`;
      return;
    } catch (error) {
      if (errorCode(error) !== 'COPY_IN_PROGRESS') throw error;
      await immediately();
    }
  }
}

/** A list as PostgreSQL writes an array of uuids. */
export const uuidArray = (ids: readonly string[]): string => `{${ids.join(',')}}`;
