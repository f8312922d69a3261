// The ceiling for a list page: one statement as the superuser, a React table to a string, one answer.
import { createServer, type Server } from 'node:http';
import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import type { Sql } from 'postgres';
import { rawList } from './search.ts';

export function handBuiltPage(admin: Sql, tenantId: string): Server {
  const list = rawList(admin, tenantId);
  return createServer((_req, res) => {
    list().then(
      (rows) => {
        const html = `<!doctype html>${renderToString(page(rows.slice(0, 50)))}`;
        res
          .writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': Buffer.byteLength(html) })
          .end(html);
      },
      () => res.writeHead(500).end(),
    );
  });
}

const page = (rows: readonly Record<string, unknown>[]) =>
  h(
    'html',
    null,
    h(
      'body',
      null,
      h(
        'table',
        null,
        h('tbody', null, ...rows.map((row) => h('tr', { key: String(row['id']) }, ...cells(row)))),
      ),
    ),
  );

const cells = (row: Record<string, unknown>) =>
  ['name', 'company', 'stage', 'owner', 'score', 'updated_at', 'email'].map((key) =>
    h(
      'td',
      { key },
      key === 'name' ? h('a', { href: `/leads/${String(row['id'])}` }, String(row[key])) : String(row[key]),
    ),
  );
