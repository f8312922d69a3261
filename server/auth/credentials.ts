// What a signed-in client carries away: an access token, and where it is due a refresh token, as cookies or as text.
import { env } from '../env.ts';
import { accessCookie, clearedCookies, cookieNames, refreshCookie } from './cookies.ts';
import type { SessionFace } from './refresh.ts';
import { signAccessToken, type Audience } from './tokens.ts';

export interface Credentials {
  readonly access: string;
  /** null when the client already holds the current one */
  readonly refresh: string | null;
  readonly refreshSeconds: number;
}

export async function credentialsFor(
  audience: Audience,
  session: SessionFace,
  refresh: string | null,
): Promise<Credentials> {
  const access = await signAccessToken(audience, {
    sub: session.accountId,
    uid: session.userId,
    tid: session.tenantId,
    sid: session.sid,
    ep: session.epoch,
    amr: session.amr,
    auth_time: session.authTime,
  });
  return { access, refresh, refreshSeconds: session.idleSecondsLeft };
}

export const names = cookieNames(env.PUBLIC_ORIGIN);

/** Set-Cookie values for a browser. */
export const asCookies = ({ access, refresh, refreshSeconds }: Credentials): string[] => [
  accessCookie(names, access),
  ...(refresh === null ? [] : [refreshCookie(names, refresh, refreshSeconds)]),
];

export const noCookies = (): string[] => clearedCookies(names);
