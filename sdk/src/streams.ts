// Answers that arrive piece by piece: files, and events that are followed over broken connections.
import type { CallOptions, Download } from './calls.ts';
import { ConnectionError } from './errors.ts';
import { pause, waitBefore } from './retry.ts';
import { timeoutOf, type ClientOptions, type Send } from './transport.ts';

type Fields = Record<string, unknown>;

/** `{id}` of the path from the input, and the rest of the input as the query. */
function addressOf(path: string, input: Fields): string {
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = rest.get(name);
    rest.delete(name);
    return encodeURIComponent(String(value));
  });
  const query = new URLSearchParams(
    [...rest].map(([name, value]): [string, string] => [name, String(value)]),
  );
  return query.size > 0 ? `${filled}?${query.toString()}` : filled;
}

interface Asked {
  call: string;
  path: string;
  input: Fields;
  options: CallOptions;
}

function open(send: Send, { call, path, input, options }: Asked, accept: string): Promise<Response> {
  const stream = { address: addressOf(path, input), accept };
  return send({ path: call, type: 'query', input: undefined, options, stream }) as Promise<Response>;
}

export async function download(send: Send, asked: Asked): Promise<Download> {
  const response = await open(send, asked, '*/*');
  const [, fileName] = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return {
    body: response.body ?? new ReadableStream({ start: (controller) => controller.close() }),
    fileName,
    text: () => response.text(),
  };
}

/** After a connection that brought nothing new it waits a little longer each time, and gives up as calls do. */
export async function* follow(
  send: Send,
  shared: ClientOptions,
  asked: Asked,
): AsyncGenerator<unknown, void, undefined> {
  const { signal } = asked.options;
  let last: string | undefined;
  for (let inVain = 0; ; inVain += 1) {
    const response = await open(send, asked, 'text/event-stream');
    const broken = new ConnectionError(
      `The events of ${asked.call} broke off.`,
      requestIdOf(response),
      undefined,
    );
    try {
      for await (const { event, data } of eventsOf(response, timeoutOf(shared, asked.options))) {
        if (event === 'end') return;
        if (event !== 'message' || data === last) continue;
        [last, inVain] = [data, 0];
        yield JSON.parse(data) as unknown;
      }
    } catch (thrown) {
      if (signal?.aborted) throw signal.reason;
      broken.cause = thrown;
    }
    if (inVain >= (asked.options.retries ?? shared.retries ?? 3)) throw broken;
    await pause(waitBefore(broken, inVain + 1) ?? 0, signal);
  }
}

const requestIdOf = ({ headers }: Response): string => headers.get('x-request-id') ?? '';

interface ServerEvent {
  event: string;
  data: string;
}

/** What is between blank lines; comments only keep the connection awake. Throws after a silence of `silenceMs`. */
async function* eventsOf(
  { body }: Response,
  silenceMs: number,
): AsyncGenerator<ServerEvent, void, undefined> {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await beforeSilence(reader.read(), silenceMs);
      if (done) return;
      text += value;
      const blocks = text.split(/\r?\n\r?\n/);
      text = blocks.pop() ?? '';
      yield* blocks.map(eventIn).filter(({ event, data }) => data !== '' || event === 'end');
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function eventIn(block: string): ServerEvent {
  const fields = (name: string): string[] =>
    block
      .split(/\r?\n/)
      .filter((line) => line.startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).replace(/^ /, ''));
  return { event: fields('event').at(-1) ?? 'message', data: fields('data').join('\n') };
}

async function beforeSilence<T>(read: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Nothing came for ${ms} ms.`)), ms);
  });
  return Promise.race([read, silence]).finally(() => clearTimeout(timer));
}
