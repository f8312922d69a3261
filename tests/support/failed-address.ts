// An address that has failed to sign in as often as it may, without the hundred attempts.
import type { Sql } from 'postgres';
import { addressKeys } from '../../server/auth/throttle.rules.ts';

/** From here on each sign-in from there is asked for a challenge, for a minute. */
export async function exhaustAddress(admin: Sql, ip: string): Promise<void> {
  await admin`
    insert into auth.rate_limits (key, points, expires_at)
    values (${`login:address:${addressKeys(ip).address}`}, 1000000, now() + interval '1 minute')
    on conflict (key) do update set points = excluded.points, expires_at = excluded.expires_at`;
}

export async function forgetAddress(admin: Sql, ip: string): Promise<void> {
  await admin`delete from auth.rate_limits where key = ${`login:address:${addressKeys(ip).address}`}`;
}
