// Rows 15, 24 and 25 of the scoreboard: the signed-in list of 50 leads over HTTP, against a page built by hand.
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { signAccessToken } from '../../server/auth/tokens.ts';
import { names } from '../../server/auth/credentials.ts';
import { doors } from '../../server/doors.ts';
import { env } from '../../server/env.ts';
import { loadAssets } from '../../server/http/assets.ts';
import { loadPages } from '../../server/http/pages.ts';
import { createWebServer } from '../../server/http/server.ts';
import { makeTenant, type TestPerson } from '../support/factories.ts';
import { abba } from './abba.ts';
import { inArena } from './arena.ts';
import { makeCrowd } from './crowd.ts';
import { handBuiltPage } from './raw/page.ts';
import { circumstances, keep, markdown, table } from './report.ts';

export const about = 'the list of 50 leads as a page, signed in, against the same rows rendered by hand';

export async function run(options: { rounds: number; keep: boolean }): Promise<void> {
  await inArena(async ({ admin, postmaster }) => {
    const tenant = await makeTenant();
    await makeCrowd(admin, tenant, 100_000);
    const ours = createWebServer({
      origin: env.PUBLIC_ORIGIN,
      routes: doors(),
      pages: await loadPages(new URL('../../build/server/index.js', import.meta.url)),
      assets: loadAssets(fileURLToPath(new URL('../../build/client', import.meta.url))),
      onError: (error) => console.error(error),
    });
    const url = `http://127.0.0.1:${await ours.listen(0, '127.0.0.1')}`;
    const raw = handBuiltPage(admin, tenant.tenantId).listen(0, '127.0.0.1');
    await once(raw, 'listening');
    const address = raw.address();
    const rawUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
    const cookie = { Cookie: `${names.access}=${await accessOf(tenant.user)}` };
    const bearer = { Authorization: `Bearer ${await accessOf(tenant.user, 'streamflow-api')}` };
    const get =
      (from: string, headers: Record<string, string> = {}) =>
      async (): Promise<string> => {
        const response = await fetch(from, { headers });
        if (!response.ok) throw new Error(`${from} answered ${response.status}`);
        return response.text();
      };
    const measured = await abba(
      [
        { name: 'rows and HTML by hand', operation: get(rawUrl) },
        { name: '`/leads`, whole document', operation: get(`${url}/leads`, cookie) },
        {
          name: '`/leads.data`, client navigation',
          operation: get(`${url}/leads.data?_routes=routes%2Fleads`, cookie),
        },
        { name: '`GET /api/leads`', operation: get(`${url}/api/leads`, bearer) },
      ],
      { rounds: options.rounds, operations: 60, clients: 4, postmaster },
    );
    const weights = await weigh({ document: get(`${url}/leads`, cookie), byHand: get(rawUrl) });
    const body = [
      '## List page over HTTP',
      circumstances('npm run bench -- page'),
      NOTES,
      table(measured),
      weights,
    ].join('\n\n');
    console.log(body);
    if (options.keep) keep('page', body);
    raw.close();
    await ours.drain();
  });
}

const NOTES =
  'Four clients, one process, 100,000 leads in the tenant; the client’s own work is in the figures of both. By hand: the same ' +
  'SQL as the superuser and a React table rendered to a string, no session, no policy, no hydration.';

const accessOf = (
  person: TestPerson,
  audience: 'streamflow-web' | 'streamflow-api' = 'streamflow-web',
): Promise<string> =>
  signAccessToken(audience, {
    sub: person.accountId,
    uid: person.userId,
    tid: person.tenantId,
    sid: person.sid,
    ep: 1,
    amr: ['pwd'],
    auth_time: Math.floor(Date.now() / 1000),
  });

async function weigh(pages: Record<'document' | 'byHand', () => Promise<string>>): Promise<string> {
  const rows = await Promise.all(
    Object.entries(pages).map(async ([name, get]) => {
      const html = Buffer.from(await get());
      return [
        name,
        ...[html, gzipSync(html), brotliCompressSync(html)].map(
          ({ length }) => `${(length / 1024).toFixed(1)} KB`,
        ),
      ];
    }),
  );
  return `### Weight of the document\n\n${markdown(['', 'plain', 'gzip', 'brotli'], rows)}`;
}
