// Sends errors of ours to a Sentry-compatible tracker when SENTRY_DSN is set. The report passes the log's redaction.
// Off by default; a tracker that is slow or down costs a request nothing.
import { randomUUID } from 'node:crypto';
import { env } from '../env.ts';
import { log } from './log.ts';
import { redact, redactText, serializeError } from './redact.ts';

interface Facts {
  requestId?: string;
  path?: string;
  slug?: string;
}

const TIMEOUT_MS = 3_000;
const MAX_WAITING = 20;
let waiting = 0;

/** The envelope endpoint and public key of a DSN such as https://key@errors.example.com/1. */
export function parseDsn(dsn: string): { url: string; key: string } {
  const { protocol, username, host, pathname } = new URL(dsn);
  const project = pathname.split('/').at(-1) ?? '';
  const prefix = pathname.slice(0, pathname.length - project.length);
  return { url: `${protocol}//${host}${prefix}api/${project}/envelope/`, key: username };
}

/** Fire and forget; beyond a few reports under way, further ones are dropped. */
export function reportError(error: unknown, facts: Facts): void {
  if (!env.SENTRY_DSN || waiting >= MAX_WAITING) return;
  waiting += 1;
  void send(env.SENTRY_DSN, error, facts)
    .catch((failure: unknown) => log.warn({ err: failure }, 'error report not sent'))
    .finally(() => {
      waiting -= 1;
    });
}

async function send(dsn: string, thrown: unknown, { requestId, path, slug }: Facts): Promise<void> {
  const { url, key } = parseDsn(dsn);
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-sentry-envelope',
      'X-Sentry-Auth': `Sentry sentry_version=7, sentry_client=streamflow/1, sentry_key=${key}`,
    },
    body: envelope(thrown, { requestId, path: path && redactText(path), slug }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`the error tracker answered ${response.status}`);
}

export function envelope(thrown: unknown, tags: Record<string, string | undefined>): string {
  const id = randomUUID().replaceAll('-', '');
  const error =
    thrown instanceof Error ? serializeError(thrown) : redact({ name: 'Thrown', message: String(thrown) });
  const event = {
    event_id: id,
    timestamp: Date.now() / 1000,
    platform: 'node',
    level: 'error',
    environment: env.NODE_ENV,
    tags,
    exception: {
      values: [{ type: error.name, value: error.message, stacktrace: { frames: frames(error.stack) } }],
    },
  };
  const header = { event_id: id, sent_at: new Date().toISOString() };
  return [header, { type: 'event' }, event].map((part) => JSON.stringify(part)).join('\n');
}

/** Oldest frame first, as the protocol wants it. */
function frames(stack: unknown): { function: string; filename: string; lineno: number }[] {
  if (typeof stack !== 'string') return [];
  return [...stack.matchAll(/at (?:(.+?) \()?(.+?):(\d+):\d+\)?$/gm)]
    .map(([, name, file, line]) => ({
      function: name ?? '<anonymous>',
      filename: file ?? '',
      lineno: Number(line),
    }))
    .reverse();
}
