// One call over /api/trpc, as a form where a file goes along, or as a stream where one comes back: attempts, their deadline, their headers, and what failed turned into our errors.
// Which calls there are is not known here.
import { createTRPCUntypedClient, httpLink, type TRPCUntypedClient } from '@trpc/client';
import type { CallOptions, MutationOptions } from './calls.ts';
import { ApiError, ConnectionError, apiError } from './errors.ts';
import { pause, waitBefore } from './retry.ts';

export interface Attempt {
  /** the call, for example leads.create */
  call: string;
  /** from 1 */
  attempt: number;
  requestId: string;
}

export interface Outcome extends Attempt {
  /** of the answer; undefined when there was none */
  status: number | undefined;
  ms: number;
}

export interface ClientOptions {
  /** where StreamFlow is, for example https://crm.example.com */
  url: string;
  /** an API key, sf_live_…, or an access token */
  apiKey: string;
  /** how often a failed attempt is repeated; 3 unless given, 0 for never */
  retries?: number | undefined;
  /** milliseconds for one attempt; 30,000 unless given */
  timeoutMs?: number | undefined;
  /** before each attempt */
  onRequest?: ((attempt: Attempt) => void) | undefined;
  /** after each attempt, answered or not */
  onResponse?: ((outcome: Outcome) => void) | undefined;
  /** instead of the global fetch, for example to go through a proxy */
  fetch?: typeof globalThis.fetch | undefined;
}

export interface Wire {
  path: string;
  type: 'query' | 'mutation';
  input: unknown;
  options: MutationOptions;
  /** the address below /api that takes a form; undefined for a procedure */
  form?: string | undefined;
  /** the address below /api that answers a stream, and of what; undefined for a procedure */
  stream?: { address: string; accept: string } | undefined;
}

export type Send = (wire: Wire) => Promise<unknown>;

type Untyped = TRPCUntypedClient<never>;
type Fetcher = typeof globalThis.fetch;
/** Sends once. Throws ApiError for a refusal and anything else when there was no answer. */
type Exchange = (wire: Wire, headers: Record<string, string>, signal: AbortSignal) => Promise<unknown>;

export function createTransport(options: ClientOptions): Send {
  const base = readOptions(options);
  const fetcher = options.fetch ?? globalThis.fetch.bind(globalThis);
  const [procedure, form, stream] = [
    byProcedure(base, fetcher),
    byForm(base, fetcher),
    byStream(base, fetcher),
  ];
  return (wire) => call(wire.stream ? stream : wire.form === undefined ? procedure : form, options, wire);
}

function byProcedure(base: string, fetcher: Fetcher): Exchange {
  const client = createTRPCUntypedClient({
    links: [
      httpLink({
        url: `${base}/api/trpc`,
        headers: ({ op }) => op.context['headers'] as Record<string, string>,
        async fetch(input, init) {
          const response = await fetcher(input, init as RequestInit);
          if (!response.ok) throw await apiError(response, requestIdIn(init?.headers));
          return response;
        },
      }),
    ],
  }) as unknown as Untyped;
  return ({ type, path, input }, headers, signal) =>
    client[type](path, input, { signal, context: { headers } });
}

/** Answers the response as soon as it begins. */
function byStream(base: string, fetcher: Fetcher): Exchange {
  return async ({ stream }, headers, signal) => {
    const { address = '', accept = '' } = stream ?? {};
    const response = await fetcher(`${base}/api${address}`, { headers: { ...headers, accept }, signal });
    if (!response.ok) throw await apiError(response, requestIdIn(headers));
    return response;
  };
}

function byForm(base: string, fetcher: Fetcher): Exchange {
  return async ({ form = '', input }, headers, signal) => {
    const body = new FormData();
    const fields = new Map(Object.entries(input as Record<string, unknown>));
    const address = form.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = String(fields.get(name));
      fields.delete(name);
      return encodeURIComponent(value);
    });
    for (const [name, value] of fields) {
      if (value === undefined) continue;
      body.append(name, value instanceof Blob || typeof value === 'string' ? value : JSON.stringify(value));
    }
    const response = await fetcher(`${base}/api${address}`, { method: 'POST', body, headers, signal });
    if (!response.ok) throw await apiError(response, requestIdIn(headers));
    return (await response.json()) as unknown;
  };
}

const requestIdIn = (headers: unknown): string => (headers as Record<string, string>)['x-request-id'] ?? '';

function readOptions({ url, apiKey }: ClientOptions): string {
  if (!apiKey) throw new TypeError('createClient needs an apiKey: an API key of StreamFlow, sf_live_….');
  let base: URL;
  try {
    base = new URL(url);
  } catch {
    throw new TypeError(
      `createClient needs the url of StreamFlow, like https://crm.example.com; "${url}" is none.`,
    );
  }
  if (base.protocol !== 'https:' && base.protocol !== 'http:')
    throw new TypeError(`createClient speaks http and https, not ${base.protocol}`);
  return base.href.replace(/\/+$/, '');
}

async function call(exchange: Exchange, shared: ClientOptions, wire: Wire): Promise<unknown> {
  const { signal } = wire.options;
  const retries = wire.options.retries ?? shared.retries ?? 3;
  const requestId = wire.options.requestId ?? crypto.randomUUID();
  const headers = headersOf(shared, wire, requestId);
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    const about = { call: wire.path, attempt, requestId };
    const failed = await once(exchange, shared, wire, headers, about).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    if ('value' in failed) return failed.value;
    if (signal?.aborted) throw signal.reason;
    const wait = attempt > retries ? undefined : waitBefore(failed.error, attempt);
    if (wait === undefined) throw failed.error;
    await pause(wait, signal);
  }
}

function headersOf({ apiKey }: ClientOptions, { type, options }: Wire, requestId: string) {
  return {
    authorization: `Bearer ${apiKey}`,
    'x-request-id': requestId,
    // one key for all attempts: however often the call arrives, it has one effect
    ...(type === 'mutation' && { 'idempotency-key': options.idempotencyKey ?? crypto.randomUUID() }),
    ...(type === 'mutation' && options.dryRun && { 'x-dry-run': 'true' }),
  };
}

async function once(
  exchange: Exchange,
  shared: ClientOptions,
  wire: Wire,
  headers: Record<string, string>,
  about: Attempt,
): Promise<unknown> {
  const { path, options } = wire;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), timeoutOf(shared, options));
  const signal = options.signal ? AbortSignal.any([options.signal, deadline.signal]) : deadline.signal;
  const started = performance.now();
  const report = (status: number | undefined): void =>
    shared.onResponse?.({ ...about, status, ms: performance.now() - started });
  shared.onRequest?.(about);
  try {
    const answer = await exchange(wire, headers, signal);
    report(200);
    return answer;
  } catch (thrown) {
    const cause = thrown instanceof Error && thrown.cause ? thrown.cause : thrown;
    if (cause instanceof ApiError) {
      report(cause.status);
      throw cause;
    }
    report(undefined);
    const why = deadline.signal.aborted ? 'did not answer in time' : 'could not be reached or broke off';
    throw new ConnectionError(`StreamFlow ${why} (${path}).`, about.requestId, cause);
  } finally {
    clearTimeout(timer);
  }
}

/** Milliseconds for one attempt; for a stream of events also the longest silence. */
export const timeoutOf = (shared: ClientOptions, { timeoutMs }: CallOptions): number =>
  timeoutMs ?? shared.timeoutMs ?? 30_000;
