// A list as a CSV file: the same rows in the same order as the page, streamed, each piece read in a short transaction of
// its own that asks anew whether one may. That somebody took data out is on record before the first row leaves.
import type { ServerResponse } from 'node:http';
import { listInput, parseListQuery, type ListQuery } from '../../../app/contracts/list.ts';
import { paths } from '../../../app/paths.ts';
import { withTenant, type Tx } from '../../../db/tenant.ts';
import { requirePermission } from '../../auth/require-permission.ts';
import { asQueryFault, toAppError } from '../../errors.ts';
import { beginCsv, write } from '../../http/download.ts';
import { requireRoomFor } from '../../limits/exact-limits.ts';
import { tenantContext, type RequestContext } from '../../trpc/context.ts';
import { alertAdmins } from '../alerts/alerts.actions.ts';
import { csvLine } from '../imports/csv/cell.ts';
import type { Exported } from './exports.nouns.ts';
import { recordExport } from './exports.queries.ts';

const PAGE = 500;

/** From here on the tenant's admins are told. */
export const BULK = 200;

const BYTE_ORDER_MARK = '\uFEFF';

export async function downloadList(
  context: RequestContext,
  res: ServerResponse,
  list: Exported<unknown>,
  parameters: URLSearchParams,
): Promise<void> {
  const query = queryOf(list, parameters);
  const { noun, many, permission } = list;
  const tenant = tenantContext(context);
  const read = (at: ListQuery) =>
    withTenant(tenant, { permission, label: `exports.${many}`, readOnly: true }, async (tx) => {
      await requirePermission(tx, 'export:create');
      return list.find(tx, at);
    });
  const first = await read(query);
  await requireRoomFor('export', tenant.userId ?? '');
  await withTenant(tenant, { permission: 'export:create', label: 'exports.record' }, (tx) =>
    note(tx, noun, many, first, parameters),
  );
  beginCsv(res, `${many}.csv`);
  const columns = list.columns.filter(([, field]) => !first.hiddenFields.includes(field));
  await write(res, BYTE_ORDER_MARK + csvLine(columns.map(([header]) => header)));
  for (let page = first; ; page = await read({ ...query, after: page.next })) {
    const lines = page.items.map((row) => csvLine(columns.map(([, , cell]) => textOf(cell(row)))));
    await write(res, lines.join(''));
    if (page.next === null) break;
  }
  res.end();
}

const textOf = (cell: string | number | null | undefined): string => String(cell ?? '').replaceAll('\0', '');

function queryOf({ grammar }: Exported<unknown>, parameters: URLSearchParams): ListQuery {
  const many = (name: string): string[] | undefined =>
    parameters.has(name) ? parameters.getAll(name).filter(Boolean) : undefined;
  const given = { ...Object.fromEntries(parameters), f: many('f'), any: many('any') };
  try {
    const input = listInput
      .omit({ after: true, before: true, page: true, limit: true, pageSize: true })
      .parse(given);
    return { ...parseListQuery(input, grammar), limit: PAGE };
  } catch (error) {
    throw asQueryFault(toAppError(error));
  }
}

async function note(
  tx: Tx,
  noun: string,
  many: string,
  { count, countIsCapped }: { count: number; countIsCapped: boolean },
  parameters: URLSearchParams,
): Promise<void> {
  const meta = { count, countIsCapped, query: parameters.toString().slice(0, 1_000) };
  await recordExport(tx, noun, meta);
  if (count <= BULK) return;
  const words = `${count.toLocaleString('en-US')}${countIsCapped ? ' or more' : ''} ${many}`;
  await alertAdmins(tx, {
    kind: 'data_exported',
    what: `exported ${words} to a file`,
    path: paths.adminUsers,
    meta,
  });
}
