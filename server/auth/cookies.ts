// Names and attributes of the session cookies, spelled in one place.
// It knows nothing of what the values mean.
import { DEVICE_SECONDS } from './device.ts';
import { ACCESS_SECONDS } from './lifetimes.ts';

export interface CookieNames {
  readonly access: string;
  readonly refresh: string;
  /** tells a browser that has signed in before */
  readonly device: string;
  /** https: Secure and the __Host- prefix */
  readonly secure: boolean;
}

/** `__Host-sf_at` on https, `sf_at` on plain http (which production refuses). */
export function cookieNames(publicOrigin: string): CookieNames {
  const secure = publicOrigin.startsWith('https://');
  const prefix = secure ? '__Host-' : '';
  return { access: `${prefix}sf_at`, refresh: `${prefix}sf_rt`, device: `${prefix}sf_dv`, secure };
}

function serialize(name: string, value: string, maxAge: number, secure: boolean): string {
  return `${name}=${value}; Max-Age=${Math.max(0, Math.floor(maxAge))}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
}

export const accessCookie = (names: CookieNames, jwt: string): string =>
  serialize(names.access, jwt, ACCESS_SECONDS, names.secure);

export const refreshCookie = (names: CookieNames, token: string, maxAge: number): string =>
  serialize(names.refresh, token, maxAge, names.secure);

export const deviceCookie = (names: CookieNames, device: string): string =>
  serialize(names.device, device, DEVICE_SECONDS, names.secure);

/** Two Set-Cookie values that make a browser forget the session. */
export const clearedCookies = (names: CookieNames): string[] => [
  serialize(names.access, '', 0, names.secure),
  serialize(names.refresh, '', 0, names.secure),
];
