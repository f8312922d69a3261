// Where browsers tell that a page broke its own policy. Anybody may post here, so little is read and less is passed on.
import type { Route } from './routes.ts';

export interface PolicyViolation {
  directive: string;
  blocked: string;
  page: string;
}

const PER_MINUTE = 30;

export function cspReportRoute(onViolation: (violation: PolicyViolation, requestId: string) => void): Route {
  let minute = 0;
  let passed = 0;
  return {
    method: 'POST',
    path: '/csp-report',
    csrf: 'self', // changes nothing, and browsers send it without our pages' doing
    bodyLimit: 64 * 1024,
    handle(_req, res, { requestId }, { body }) {
      const now = Math.floor(Date.now() / 60_000);
      if (now !== minute) [minute, passed] = [now, 0];
      for (const violation of readViolations(body)) {
        passed += 1;
        if (passed <= PER_MINUTE) onViolation(violation, requestId);
      }
      res.statusCode = 204;
      res.end();
    },
  };
}

/** The reports of a body; an unreadable one has none. Query strings are cut: they may hold what somebody typed. */
export function readViolations(body: Buffer): PolicyViolation[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return [];
  }
  return [parsed]
    .flat()
    .slice(0, 10)
    .flatMap((report) => violationOf(report) ?? []);
}

function violationOf(report: unknown): PolicyViolation | undefined {
  if (typeof report !== 'object' || report === null || !('body' in report)) return undefined;
  const { body } = report;
  if (typeof body !== 'object' || body === null) return undefined;
  const facts = body as Record<string, unknown>;
  const text = (name: string): string => {
    const value = facts[name];
    return typeof value === 'string' ? (value.split(/[?#]/, 1)[0] ?? '').slice(0, 200) : '';
  };
  return { directive: text('effectiveDirective'), blocked: text('blockedURL'), page: text('documentURL') };
}
