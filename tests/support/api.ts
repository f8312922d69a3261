// The real HTTP server on a port of its own, and people who talk to it: by REST and by the typed client.
import { createTRPCClient, httpLink } from '@trpc/client';
import { signAccessToken } from '../../server/auth/tokens.ts';
import { doors } from '../../server/doors.ts';
import { createWebServer, type WebServerOptions } from '../../server/http/server.ts';
import { fieldsOfRefusal } from '../../server/limits/limited.ts';
import type { AppRouter } from '../../server/trpc/router.ts';
import { atFileEnd } from './cleanup.ts';
import type { TestPerson } from './factories.ts';

export interface Api {
  url: string;
  /** REST as this person; nobody when null. */
  rest(person: TestPerson | null): Rest;
  /** The typed client as this person. */
  client(person: TestPerson): ReturnType<typeof createTRPCClient<AppRouter>>;
  bearer(person: TestPerson): Promise<string>;
}

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

type Body = Record<string, unknown> | unknown[] | string;
export type Rest = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: Body,
  headers?: Record<string, string>,
) => Promise<Answer<T>>;

export async function startApi(options: Partial<WebServerOptions> = {}): Promise<Api> {
  const server = createWebServer({
    origin: 'http://localhost:3000',
    routes: doors(),
    fieldsOfRefusal,
    pages: () => Promise.resolve(new Response('no pages here', { status: 404 })),
    onError: (error) => {
      throw error;
    },
    ...options,
  });
  const url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
  atFileEnd(() => server.drain());
  const bearer = (person: TestPerson): Promise<string> =>
    signAccessToken('streamflow-api', {
      sub: person.accountId,
      uid: person.userId,
      tid: person.tenantId,
      sid: person.sid,
      ep: 1,
      amr: ['pwd'],
      auth_time: Math.floor(Date.now() / 1000),
    });
  return {
    url,
    bearer,
    rest:
      (person) =>
      async (method, path, body, headers = {}) => {
        const response = await fetch(`${url}/api${path}`, {
          method,
          headers: {
            ...(person && { Authorization: `Bearer ${await bearer(person)}` }),
            ...(body !== undefined && { 'Content-Type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        });
        const text = await response.text();
        return {
          status: response.status,
          headers: response.headers,
          body: bodyOf(text, response.headers) as never,
        };
      },
    client: (person) =>
      createTRPCClient<AppRouter>({
        links: [
          httpLink({
            url: `${url}/api/trpc`,
            headers: async () => ({ Authorization: `Bearer ${await bearer(person)}` }),
          }),
        ],
      }),
  };
}

/** What a program reads: parsed where it is JSON, a file as it is. */
function bodyOf(text: string, headers: Headers): unknown {
  if (text === '') return null;
  return headers.get('content-type')?.startsWith('text/csv') ? text : JSON.parse(text);
}
