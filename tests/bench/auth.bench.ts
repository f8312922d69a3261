// What being somebody costs: a public answer of this server against answers that ask who it is, in CPU per request.
import { withAuth } from '../../db/system.ts';
import { createApiKey } from '../../server/auth/api-keys.ts';
import { names } from '../../server/auth/credentials.ts';
import { signAccessToken } from '../../server/auth/tokens.ts';
import { doors } from '../../server/doors.ts';
import { env } from '../../server/env.ts';
import { createWebServer } from '../../server/http/server.ts';
import { logRequest } from '../../server/observability/access-log.ts';
import { makeTenant, type TestPerson } from '../support/factories.ts';
import { abba, type Measured } from './abba.ts';
import { inArena } from './arena.ts';
import { circumstances, keep, table } from './report.ts';

export const about =
  'sign-in, router and telemetry against a public route of the same server, in the same run';

export async function run(options: { rounds: number; keep: boolean }): Promise<void> {
  await inArena(async ({ postmaster }) => {
    const { user } = await makeTenant();
    const server = createWebServer({
      origin: env.PUBLIC_ORIGIN,
      routes: doors(),
      pages: () => Promise.resolve(new Response(null, { status: 404 })),
      onError: (error) => console.error(error),
      onSeen: logRequest,
    });
    const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
    const get =
      (path: string, headers: Record<string, string> = {}) =>
      async (): Promise<string> => {
        const response = await fetch(`${url}${path}`, { headers });
        if (!response.ok) throw new Error(`${path} answered ${response.status}`);
        return response.text();
      };
    const token = { Authorization: `Bearer ${await accessOf(user, 'streamflow-api')}` };
    const cookie = { Cookie: `${names.access}=${await accessOf(user, 'streamflow-web')}` };
    const key = { Authorization: `Bearer ${await keyOf(user)}` };
    const measured = await abba(
      [
        { name: 'public: `/.well-known/jwks.json`', operation: get('/.well-known/jwks.json') },
        { name: '`GET /api/me`, access token', operation: get('/api/me', token) },
        { name: '`GET /api/me`, cookie', operation: get('/api/me', cookie) },
        { name: '`GET /api/me`, API key', operation: get('/api/me', key) },
        { name: '`auth.me` by tRPC, access token', operation: get('/api/trpc/auth.me', token) },
      ],
      { rounds: options.rounds, operations: 200, clients: 4, postmaster },
    );
    const body = [
      '## Knowing who asks',
      circumstances('npm run bench -- auth'),
      NOTES,
      table(measured),
      overThePublicOne(measured),
    ].join('\n\n');
    console.log(body);
    if (options.keep) keep('auth', body);
    await server.drain();
  });
}

const NOTES =
  'Four clients in the server’s own process, so their work is in the figures of all rows. Each row but the first verifies the ' +
  'credential, opens a tenant transaction with the entry check, runs the procedure and its output schema, counts the call ' +
  'against its limits and into the metrics; log lines are not written.';

/** The aim is at most 1.5 CPU-ms over a public route. */
function overThePublicOne([first, ...others]: readonly Measured[]): string {
  const lines = others.map(
    ({ name, node }) => `${name}: ${(node.median - (first?.node.median ?? 0)).toFixed(2)} CPU-ms of Node`,
  );
  return `Over the public route (aim: at most 1.5): ${lines.join('; ')}.`;
}

async function keyOf({ tenantId, userId }: TestPerson): Promise<string> {
  const { key } = await withAuth((tx) => createApiKey(tx, { tenantId, userId, name: 'bench' }));
  return key;
}

const accessOf = (person: TestPerson, audience: 'streamflow-web' | 'streamflow-api'): Promise<string> =>
  signAccessToken(audience, {
    sub: person.accountId,
    uid: person.userId,
    tid: person.tenantId,
    sid: person.sid,
    ep: 1,
    amr: ['pwd'],
    auth_time: Math.floor(Date.now() / 1000),
  });
