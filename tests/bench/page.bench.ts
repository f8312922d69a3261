// Rows 15, 24 and 25 of the scoreboard: the signed-in list of 50 leads over HTTP, against bare ones.
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
import { bareJson, barePage } from './raw/page.ts';
import { circumstances, keep, markdown, table } from './report.ts';

export const about =
  'the list of 50 leads as a page and as data, signed in, against the same rows by bare servers';

export async function run(options: { rounds: number; keep: boolean }): Promise<void> {
  await inArena(async ({ admin, postmaster }) => {
    const tenant = await makeTenant();
    await makeCrowd(admin, tenant, { leads: 100_000 });
    const ours = createWebServer({
      origin: env.PUBLIC_ORIGIN,
      routes: doors(),
      pages: await loadPages(new URL('../../build/server/index.js', import.meta.url)),
      assets: loadAssets(fileURLToPath(new URL('../../build/client', import.meta.url))),
      onError: (error) => console.error(error),
    });
    const url = `http://127.0.0.1:${await ours.listen(0, '127.0.0.1')}`;
    const bare = {
      page: await barePage(admin, tenant.tenantId),
      json: await bareJson(admin, tenant.tenantId),
    };
    const cookie = { Cookie: `${names.access}=${await accessOf(tenant.user)}` };
    const bearer = { Authorization: `Bearer ${await accessOf(tenant.user, 'streamflow-api')}` };
    const get =
      (from: string, headers: Record<string, string> = {}) =>
      async (): Promise<string> => {
        const response = await fetch(from, { headers });
        if (!response.ok) throw new Error(`${from} answered ${response.status}`);
        return response.text();
      };
    const paths = {
      barePage: get(`${bare.page.url}/leads`),
      document: get(`${url}/leads`, cookie),
      bareJson: get(bare.json.url),
      data: get(`${url}/leads.data?_routes=routes%2Fleads`, cookie),
      api: get(`${url}/api/leads`, bearer),
    };
    const setting = { rounds: options.rounds, operations: 60, clients: 4, postmaster };
    const documents = await abba(
      [
        { name: 'bare page of the framework', operation: paths.barePage },
        { name: '`/leads`, whole document', operation: paths.document },
      ],
      setting,
    );
    const answers = await abba(
      [
        { name: 'rows as JSON by hand', operation: paths.bareJson },
        { name: '`/leads.data`, client navigation', operation: paths.data },
        { name: '`GET /api/leads`', operation: paths.api },
      ],
      setting,
    );
    const weights = await weigh({ document: paths.document, bare: paths.barePage });
    const body = [
      '## List page over HTTP',
      circumstances('npm run bench -- page'),
      NOTES,
      table(documents),
      table(answers),
      weights,
    ].join('\n\n');
    console.log(body);
    if (options.keep) keep('page', body);
    bare.page.close();
    bare.json.close();
    await ours.drain();
  });
}

const NOTES =
  'Four clients, one process, 100,000 leads in the tenant; the client’s own work is in the figures of all. Bare: the same ' +
  'SQL as the superuser; a page of the framework with one table and its scripts, or JSON; no session, no policy, nothing else.';

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

async function weigh(pages: Record<'document' | 'bare', () => Promise<string>>): Promise<string> {
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
