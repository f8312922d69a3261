// Routes beside the pages: API doors, uploads, event streams, health. The list is searched before Remix is asked.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Door, Edge } from './edge.ts';

export interface Match {
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  /** The body as bytes; empty for a route that streams. */
  readonly body: Buffer;
}

export interface Route {
  /** One method, several, or '*' for all that reach the edge. */
  method: string | readonly string[];
  /** '/api/leads/import', '/jobs/:id/events', '/api/trpc/*' (the rest is params['*']). */
  path: string;
  door?: Door;
  /** 'stream': the route reads the request itself (see watchSpeed); otherwise at most `bodyLimit` bytes are read first. */
  body?: 'stream';
  bodyLimit?: number;
  /** 'self': the route applies edge.sameOrigin itself, because not every one of its requests is authenticated by cookie. */
  csrf?: 'self';
  handle(req: IncomingMessage, res: ServerResponse, edge: Edge, match: Match): Promise<void> | void;
}

export interface Found {
  route: Route;
  params: Record<string, string>;
}

/** The first route that fits, or the methods that would be allowed on this path if only the method is wrong. */
export function findRoute(
  routes: readonly Route[],
  method: string,
  pathname: string,
): Found | { allow: string[] } {
  const allow: string[] = [];
  for (const route of routes) {
    const params = matchPath(route.path, pathname);
    if (!params) continue;
    const methods = [route.method].flat();
    // a catch-all is for addresses that nothing answers, not for a wrong method on one that exists
    const fits = methods.includes('*') ? allow.length === 0 : methods.includes(method);
    if (fits) return { route, params };
    if (method === 'HEAD' && methods.includes('GET')) return { route, params };
    allow.push(...methods.filter((name) => name !== '*'));
  }
  return { allow };
}

export function matchPath(pattern: string, pathname: string): Record<string, string> | undefined {
  const expected = pattern.split('/');
  const actual = pathname.split('/');
  const params: Record<string, string> = {};
  for (const [at, part] of expected.entries()) {
    if (part === '*') {
      params['*'] = actual.slice(at).join('/');
      return params;
    }
    const given = actual[at];
    if (given === undefined) return undefined;
    if (part.startsWith(':') && given !== '') params[part.slice(1)] = decodeURIComponent(given);
    else if (part !== given) return undefined;
  }
  return actual.length === expected.length ? params : undefined;
}
