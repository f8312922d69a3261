// The client itself: one function per call of the router, made from the list that comes with the types.
import type { CallOptions, MutationOptions, PageOf } from './calls.ts';
import { SURFACE, type Api } from './generated/api.ts';
import { download, follow } from './streams.ts';
import { createTransport, type ClientOptions, type Send } from './transport.ts';

export type Client = Api;

type Streamed = `${'download' | 'events'} ${string}`;
type Kind = 'paged' | `${'' | 'bare ' | 'empty '}${'query' | 'mutation'}` | `form ${string}` | Streamed;
type Fetch = (input: unknown, options?: MutationOptions) => Promise<unknown>;

/** Throws TypeError when url or key cannot be meant. Nothing is sent before the first call. */
export function createClient(options: ClientOptions): Client {
  const send = createTransport(options);
  const client: Record<string, unknown> = {};
  for (const [noun, verbs] of Object.entries(SURFACE)) {
    const calls: Record<string, unknown> = noun === '' ? client : (client[noun] = {});
    for (const [verb, kind] of Object.entries(verbs)) {
      const name = `${noun || 'auth'}.${verb}`;
      if (isStreamed(kind)) {
        calls[verb] = streamed(send, options, name, kind);
        continue;
      }
      const call = made(send, name, kind);
      calls[verb] = call;
      if (verb === 'list' && 'iterate' in call) calls['iterate'] = call.iterate;
    }
  }
  return client as unknown as Client;
}

const isStreamed = (kind: Kind): kind is Streamed => /^(download|events) /.test(kind);

function streamed(send: Send, shared: ClientOptions, call: string, kind: Streamed) {
  const [how, path = ''] = kind.split(' ');
  return (input: Record<string, unknown>, options: CallOptions = {}) => {
    const asked = { call, path, input, options };
    return how === 'download' ? download(send, asked) : follow(send, shared, asked);
  };
}

function made(send: Send, path: string, kind: Exclude<Kind, Streamed>): Fetch {
  const type = kind.endsWith('mutation') ? 'mutation' : 'query';
  const call: Fetch = (input, options = {}) => send({ path, type, input, options });
  const [how, form] = kind.split(' ');
  if (how === 'form') return (input, options = {}) => send({ path, type: 'mutation', form, input, options });
  if (how === 'bare' || how === 'empty') {
    const nothing = how === 'bare' ? undefined : {};
    return (options) => call(nothing, options as MutationOptions | undefined);
  }
  const filled: Fetch = (input = {}, options) => call(input, options);
  if (kind !== 'paged') return filled;
  return Object.assign(filled, {
    iterate: (input: object = {}, walk?: CallOptions) => iterate(filled, input, walk),
  });
}

async function* iterate(
  list: Fetch,
  input: object,
  options: CallOptions | undefined,
): AsyncGenerator<unknown, void, undefined> {
  let after: string | undefined;
  for (;;) {
    const page = (await list(
      { ...input, ...(after !== undefined && { after }) },
      options,
    )) as PageOf<unknown>;
    yield* page.items;
    if (page.next === null) return;
    if (page.next === after) throw new Error('The list answered the same cursor twice.');
    after = page.next;
  }
}
