// What the HTTP edge knows of a request before anyone is asked who it is: where it came from and what it carried.
// It verifies nothing about identity; server/auth does.
import { BlockList, isIP } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { uuidv7 } from '../../db/ids.ts';
import { isSameOrigin } from './csrf.ts';

export type Door = 'page' | 'trpc' | 'rest';

export interface Edge {
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string;
  readonly door: Door;
  /** Empty when the request carries a bearer credential: one request has one identity. */
  readonly cookies: Readonly<Record<string, string>>;
  readonly authorization: string | undefined;
  /** The configured public origin, never derived from a header. */
  readonly origin: string;
  /** The verdict of the CSRF rule, for the few routes that apply it themselves. */
  readonly sameOrigin: boolean;
  /** Aborted when the process starts to drain: long answers finish at once and let the client come back. */
  readonly draining: AbortSignal;
}

export interface EdgeSettings {
  origin: string;
  trustedProxies: BlockList;
  draining: AbortSignal;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

export function readEdge(req: IncomingMessage, requestId: string, door: Door, settings: EdgeSettings): Edge {
  const { authorization } = req.headers;
  return {
    requestId,
    ip: clientAddress(req.socket.remoteAddress, req.headers['x-forwarded-for'], settings.trustedProxies),
    userAgent: (req.headers['user-agent'] ?? '').slice(0, 512),
    door,
    cookies: isBearer(authorization) ? {} : parseCookies(req.headers.cookie),
    authorization,
    origin: settings.origin,
    sameOrigin: isSameOrigin(req.headers, settings.origin),
    draining: settings.draining,
  };
}

export function requestIdOf(header: string | string[] | undefined): string {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : uuidv7();
}

export const isBearer = (authorization: string | undefined): boolean =>
  /^bearer +\S/i.test(authorization ?? '');

/** The last address in X-Forwarded-For that no trusted proxy wrote; the socket's own address without trusted proxies. */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | string[] | undefined,
  trusted: BlockList,
): string {
  let address = plainAddress(peer ?? '');
  const hops = [forwardedFor ?? []].flat().join(',').split(',');
  while (isTrusted(address, trusted) && hops.length > 0) {
    const hop = plainAddress(hops.pop() ?? '');
    if (!isIP(hop)) break;
    address = hop;
  }
  return address;
}

/** Addresses and CIDR ranges, for example ["10.0.0.0/8", "127.0.0.1"]. Throws on anything else. */
export function trustedProxyList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.trim().split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (!isIP(address)) throw new Error(`${entry} is not an address or CIDR range`);
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

const isTrusted = (address: string, trusted: BlockList): boolean =>
  isIP(address) !== 0 && trusted.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An IPv4 address in the clothes of an IPv6 one, ::ffff:203.0.113.7 or ::ffff:cb00:7107, is that IPv4 address. */
function plainAddress(written: string): string {
  const address = written.trim().replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(address) !== 6 || address.includes('%')) return address;
  const [, high, low] =
    /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(new URL(`http://[${address}]`).hostname) ?? [];
  if (high === undefined || low === undefined) return address;
  return [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]).join('.');
}

/** The first value wins, as browsers send the most specific cookie first. */
export function parseCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (at < 1) continue;
    const name = pair.slice(0, at).trim();
    cookies[name] ??= decoded(pair.slice(at + 1).trim());
  }
  return cookies;
}

function decoded(value: string): string {
  const bare = value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value;
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}
