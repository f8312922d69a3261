import type { Env } from '../../server/env.ts';

/** The address this machine reaches the web server under, whatever it listens on. */
export function localUrl(env: Pick<Env, 'HOST' | 'PORT'>): string {
  const host = env.HOST === '0.0.0.0' ? '127.0.0.1' : env.HOST === '::' ? '[::1]' : env.HOST;
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${env.PORT}`;
}

export interface Health {
  ready: boolean;
  /** HTTP status, or why there was no answer. */
  answer: string;
  ms: number;
}

export async function askHealth(base: string, signal?: AbortSignal): Promise<Health> {
  const started = performance.now();
  const since = (): number => Math.round(performance.now() - started);
  try {
    const limit = AbortSignal.timeout(3_000);
    const response = await fetch(`${base}/health/ready`, {
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
    });
    await response.arrayBuffer();
    return { ready: response.ok, answer: `${response.status}`, ms: since() };
  } catch (error) {
    const reason =
      error instanceof Error ? ((error.cause as Error | undefined)?.message ?? error.message) : '';
    return { ready: false, answer: reason || 'no answer', ms: since() };
  }
}
