// The security headers of every answer. Set before anything else happens to a request, so that no exit can miss them.
import type { ServerResponse } from 'node:http';

const COMMON: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy':
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
  'Cache-Control': 'no-store',
};

/** Paths whose address holds a secret: it must not travel to another site in a Referer, nor into a log. */
const SECRET_PATH = /^\/(reset|invite|verify|calendar)\/.+/;

/** The path as a log may keep it. */
export const loggablePath = (pathname: string): string => pathname.replace(SECRET_PATH, '/$1/[token]');

export function commonHeaders(requestId: string, pathname: string): Record<string, string> {
  return {
    ...COMMON,
    ...(SECRET_PATH.test(pathname) && { 'Referrer-Policy': 'same-origin' }),
    'X-Request-Id': requestId,
  };
}

/**
 * The policy of an HTML document. Modulepreload links carry no nonce, which 'strict-dynamic' would refuse, hence 'self'
 * beside the nonce: nothing a user uploads is ever served from here as a script (attachment, nosniff, sandbox).
 */
export function documentPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    "manifest-src 'self'",
    'report-to csp',
  ].join('; ');
}

export const REPORTING_ENDPOINTS = 'csp="/csp-report"';

/** Nothing may run in what is downloaded. */
export const DOWNLOAD_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'";

export function setHeaders(res: ServerResponse, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}
