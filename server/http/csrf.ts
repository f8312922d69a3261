// Cross-site request forgery: a request that changes something and is authenticated by cookie must come from our pages.
// Fails closed. Bearer requests carry no cookies (see edge.ts) and are not its business.
import type { IncomingHttpHeaders } from 'node:http';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

export const changesState = (method: string): boolean => !SAFE.has(method);

/**
 * Whether the browser vouches that a page of our own made this request. Sec-Fetch-Site cannot be set by a page, so
 * where it is sent it decides; Origin is for browsers that do not send it (plain http on another host than localhost).
 */
export function isSameOrigin(headers: IncomingHttpHeaders, publicOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  return headers.origin === publicOrigin;
}
