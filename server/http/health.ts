// Liveness and readiness. What "ready" means is given by the process as a list of checks.
import type { ServerResponse } from 'node:http';
import type { Route } from './routes.ts';

export interface ReadyCheck {
  name: string;
  /** Resolves when fine, throws when not. The reason goes to the log, never to the answer. */
  check: () => Promise<void>;
}

interface Verdict {
  name: string;
  ok: boolean;
  ms: number;
}

const LIMIT_MS = 2_000;

export function healthRoutes(
  checks: readonly ReadyCheck[],
  report: (error: unknown, check: string) => void = () => undefined,
): Route[] {
  return [
    {
      method: 'GET',
      path: '/health/live',
      handle: (_req, res) => answer(res, 200, { status: 'live' }),
    },
    {
      method: 'GET',
      path: '/health/ready',
      async handle(_req, res, { draining }) {
        const verdicts = await Promise.all(checks.map((check) => run(check, report)));
        const ready = !draining.aborted && verdicts.every(({ ok }) => ok);
        const status = draining.aborted ? 'draining' : ready ? 'ready' : 'not ready';
        answer(res, ready ? 200 : 503, { status, checks: verdicts });
      },
    },
  ];
}

async function run(
  { name, check }: ReadyCheck,
  report: (error: unknown, check: string) => void,
): Promise<Verdict> {
  const started = performance.now();
  const timeout = Promise.withResolvers<never>();
  const timer = setTimeout(() => timeout.reject(new Error(`no answer within ${LIMIT_MS} ms`)), LIMIT_MS);
  const ok = await Promise.race([check(), timeout.promise]).then(
    () => true,
    (error: unknown) => {
      report(error, name);
      return false;
    },
  );
  clearTimeout(timer);
  return { name, ok, ms: Math.round((performance.now() - started) * 10) / 10 };
}

function answer(res: ServerResponse, status: number, body: object): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json; charset=utf-8');
  res.end(JSON.stringify(body));
}
